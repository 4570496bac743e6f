import type { RulePackContent } from '@yongche/contract/checks';
import type { DealFacts, RuleResult, Severity } from './rule';
import { rules } from './rule-list';

const byGravity: Severity[] = ['shadow', 'warn', 'flag', 'block'];
const lesser = (one: Severity, other: Severity) => (byGravity.indexOf(one) < byGravity.indexOf(other) ? one : other);

/** 预检: what every rule of a pack says of a deal, in the order of the catalogue; rules that have nothing to say are left out. */
export function judge(facts: DealFacts, pack: RulePackContent): RuleResult[] {
  const { detectors, minConfidence } = pack;
  return rules.flatMap((rule) => {
    const { severity, settings } = pack.rules[rule.code];
    const answer = rule.check(facts, { settings, detectors, minConfidence });
    if (!answer) return [];
    const { atMost = severity, ...said } = answer;
    return [{ ...said, rule: rule.code, version: rule.version, severity: lesser(severity, atMost) }];
  });
}
