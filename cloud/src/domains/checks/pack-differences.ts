import { detectors, ruleCodes, severities } from '@yongche/contract';
import type { RulePackContent } from '@yongche/contract/checks';
import { rules } from './rules/rule-list';

interface Difference {
  label: string;
  inForce: string;
  here: string;
}

/** What the rules' own settings mean, by rule and name. */
export const settingLabels: Record<string, Record<string, string>> = Object.fromEntries(rules.map(({ code, settings = {} }) => [code, settings]));

/** Every setting in which a pack differs from the one in force, in words. */
export function differencesOf(here: RulePackContent, inForce: RulePackContent): Difference[] {
  const pairs: [label: string, here: string, inForce: string][] = [
    ...rules.flatMap(({ code }) => ruleLines(code, here.rules[code], inForce.rules[code])),
    ...(Object.keys(detectors) as (keyof typeof detectors)[]).flatMap((name): [string, string, string][] => [
      [`${detectors[name]}：标记界限`, score(here.detectors[name].flag), score(inForce.detectors[name].flag)],
      [`${detectors[name]}：拦截界限`, score(here.detectors[name].block), score(inForce.detectors[name].block)],
    ]),
    ['低于这个可信度的读数请代理人核对', score(here.minConfidence), score(inForce.minConfidence)],
    ['提交时最多等待读取', `${here.waitsForReadingSeconds}秒`, `${inForce.waitsForReadingSeconds}秒`],
  ];
  return pairs.filter(([, one, other]) => one !== other).map(([label, one, other]) => ({ label, here: one, inForce: other }));
}

type RuleSetting = RulePackContent['rules'][keyof RulePackContent['rules']];

function ruleLines(code: keyof typeof ruleCodes, here: RuleSetting, inForce: RuleSetting): [string, string, string][] {
  const title = `${code} ${ruleCodes[code]}`;
  const names = [...new Set([...Object.keys(here.settings), ...Object.keys(inForce.settings)])];
  return [
    [`${title}：后果`, severities[here.severity], severities[inForce.severity]],
    ...names.map((name): [string, string, string] => [`${title}：${settingLabels[code]?.[name] ?? name}`, written(here.settings[name]), written(inForce.settings[name])]),
  ];
}

const score = (value: number | null) => (value === null ? '不用' : String(value));
const written = (value: string | number | boolean | undefined) => (value === undefined ? '没有设置' : typeof value === 'boolean' ? (value ? '是' : '否') : String(value));
