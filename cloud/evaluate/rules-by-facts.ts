import { ruleCodes } from '@yongche/contract';
import type { RulePackContent } from '@yongche/contract/checks';
import { madeDeal, papersOf } from '../local/documents/deal';
import { inconsistencies } from '../local/documents/inconsistencies';
import { judge } from '../src/domains/checks/rules/judge';
import type { DealFacts, RuleCode } from '../src/domains/checks/rules/rule';
import { asWritten, factsOf } from './deal-facts';
import { factFaults } from './fact-faults';
import { Tally } from './tally';

/** The rules alone, on facts as a perfect reader gives them: every inconsistency of the catalogue, in `count` deals. */
export function rulesByFacts(count: number, pack: RulePackContent): Tally<RuleCode> {
  const tally = new Tally<RuleCode>(Object.keys(ruleCodes) as RuleCode[]);
  for (let n = 0; n < count; n++) {
    const deal = madeDeal(`facts ${n}`);
    const papers = papersOf(deal);
    const good = factsOf(deal, papers, asWritten);
    for (const { rule, verdict } of judge(good, pack)) tally.good(rule, verdict, `${deal.seed}：没有问题的交易`);
    const answered = (facts: DealFacts, rule: RuleCode) => judge(facts, pack).find((result) => result.rule === rule)?.verdict ?? 'consistent';
    for (const { rule, title, applies, change } of inconsistencies) {
      if (applies(deal)) tally.bad(rule, answered(factsOf(deal, change(papers, deal), asWritten), rule), `${deal.seed}：${title}`);
    }
    for (const { rule, title, applies, change } of factFaults) {
      if (!applies || applies(good)) tally.bad(rule, answered(change(good), rule), `${deal.seed}：${title}`);
    }
  }
  return tally;
}
