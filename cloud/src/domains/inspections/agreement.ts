import { ruleCodes } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import type { RuleCode } from '../checks/rules/rule';
import { agreementOf, type Pair } from './statistics';

/** Two people's verdicts on one case, of whom the second knew nothing of the first. */
export interface BlindPair {
  transactionId: string;
  firstBy: string;
  blindBy: string;
  /** 有问题: of the first, of the second. */
  verdicts: Pair;
}

/** The pairs in which both came to a verdict; who was in doubt gave none. Over the deals completed on these days, or decided since. */
export async function blindPairs(tx: EntityManager, period: { from: string; to: string } | { since: Date }): Promise<BlindPair[]> {
  const [within, values] = 'since' in period ? ['b.decided_at >= ?', [period.since]] : ['c.day BETWEEN ? AND ?', [period.from, period.to]];
  const rows: { transactionId: string; firstBy: string; blindBy: string; first: string; blind: string }[] = await tx.query(
    `SELECT c.transaction_id AS transactionId, f.staff_id AS firstBy, b.staff_id AS blindBy, f.verdict AS first, b.verdict AS blind
     FROM inspection_looks b JOIN inspection_looks f ON f.case_id = b.case_id AND f.kind = 'first' JOIN inspection_cases c ON c.id = b.case_id
     WHERE b.kind = 'blind' AND b.state = 'settled' AND f.state = 'settled' AND b.verdict <> 'doubt' AND f.verdict <> 'doubt' AND ${within}`,
    values,
  );
  return rows.map(({ first, blind, ...pair }) => ({ ...pair, verdicts: [first === 'problem', blind === 'problem'] }));
}

/** 复核一致率 of one person with everybody else. */
export function agreementWith(pairs: BlindPair[], staffId: string) {
  return agreementOf(pairs.filter(({ firstBy, blindBy }) => firstBy === staffId || blindBy === staffId).map(({ firstBy, verdicts: [first, blind] }): Pair => (firstBy === staffId ? [first, blind] : [blind, first])));
}

/** 复核一致率 over the pairs of deals in which a rule had found something, rule by rule. */
export async function agreementByRule(tx: EntityManager, pairs: BlindPair[]) {
  if (pairs.length === 0) return [];
  const hits: { rule: RuleCode; transactionId: string }[] = await tx.query(
    `SELECT r.rule, r.transaction_id AS transactionId FROM transactions t JOIN rule_results r ON r.transaction_id = t.id AND r.pack_version = t.rule_pack
     WHERE t.id IN (?) AND r.verdict = 'inconsistent' AND r.severity <> 'shadow' ORDER BY r.rule`,
    [pairs.map(({ transactionId }) => transactionId)],
  );
  const pairOf = new Map(pairs.map((pair) => [pair.transactionId, pair.verdicts]));
  const rules = [...new Set(hits.map(({ rule }) => rule))];
  return rules.map((rule) => ({ rule, title: ruleCodes[rule], ...agreementOf(hits.filter((hit) => hit.rule === rule).map(({ transactionId }) => pairOf.get(transactionId)!)) }));
}
