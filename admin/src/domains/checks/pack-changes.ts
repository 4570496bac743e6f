import type { Detector, RuleCode, RulePackContent, Severity } from './check';

type Setting = number | string | boolean;

/** A pack with another severity of one rule. */
export function withSeverity(content: RulePackContent, rule: RuleCode, severity: Severity): RulePackContent {
  return { ...content, rules: { ...content.rules, [rule]: { ...content.rules[rule], severity } } };
}

/** A pack with another setting of one rule. */
export function withSetting(content: RulePackContent, rule: RuleCode, name: string, value: Setting): RulePackContent {
  const { severity, settings } = content.rules[rule];
  return { ...content, rules: { ...content.rules, [rule]: { severity, settings: { ...settings, [name]: value } } } };
}

/** A pack with another threshold of one detector; null turns it off. */
export function withThreshold(content: RulePackContent, detector: Detector, from: 'flag' | 'block', score: number | null): RulePackContent {
  return { ...content, detectors: { ...content.detectors, [detector]: { ...content.detectors[detector], [from]: score } } };
}

/** What is set against sense: a score that blocks below the one that is only marked. Each with what to do. */
export function packProblems({ detectors }: Pick<RulePackContent, 'detectors'>, titles: Record<Detector, string>): string[] {
  return (Object.entries(detectors) as [Detector, { flag: number | null; block: number | null }][]).flatMap(([detector, { flag, block }]) =>
    flag !== null && block !== null && block < flag ? [`“${titles[detector]}”的拦截分数低于标记分数，请调高拦截分数。`] : [],
  );
}

/** Whether one part of a pack differs from another pack's. */
export function isChanged(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}
