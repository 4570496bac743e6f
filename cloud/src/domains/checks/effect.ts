import { type returnCodes, ruleCodes } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { contentOf, packInForce } from './packs-in-force';
import { latestReplay } from './replays';
import type { RulePack } from './rule-pack.entity';
import type { RuleCode } from './rules/rule';
import { rules } from './rules/rule-list';

type ReturnCode = keyof typeof returnCodes;

/** Which codes of 核对退回 say the same as a rule: a picture sent back with one of them agrees with it. */
const themes: Partial<Record<RuleCode, ReturnCode[]>> = {
  'T-01': ['R01', 'R10'],
  'T-02': ['R02', 'R03'],
  'T-03': ['R04', 'R05', 'R06'],
  'T-04': ['R09', 'R12'],
  'T-05': ['R09', 'R12'],
  'T-06': ['R07', 'R09'],
  'T-07': ['R07', 'R09'],
  'T-09': ['R09', 'R11'],
  'T-10': ['R08'],
  'T-12': ['R01', 'R11'],
  'T-15': ['R04', 'R06'],
  'T-17': ['R04', 'R06'],
  'T-18': ['R09'],
  'T-19': ['R09'],
  'T-21': ['R12'],
  'T-22': ['R09', 'R12'],
  'T-23': ['R08'],
};

/** R01 is the first bit, and so on. */
const bitOf = (code: ReturnCode) => 2 ** (Number(code.slice(1)) - 1);
const themeBits = rules.map(({ code }) => ({ code, bits: (themes[code] ?? []).reduce((bits, returned) => bits + bitOf(returned), 0) }));

interface Row {
  rule: RuleCode;
  hits: string;
  hits_in_force: string;
  uncertain: string;
  uncertain_in_force: string;
  agreed: string;
  disagreed: string;
  missed: string;
}

/**
 * 影子规则包的效果: over every deal that it has looked at, live or in a replay. What counts is what lay before the counter: a
 * picture sent back with a code of the rule's theme agrees with a hit, or was missed without one; a deal that was completed
 * untouched by this, or whose finding was overridden, disagrees.
 */
export async function effectOf(tx: EntityManager, { version, content }: RulePack, now: Date) {
  const inForce = await contentOf(tx, await packInForce(tx, now));
  const [counted]: { n: string }[] = await tx.query('SELECT COUNT(*) AS n FROM deal_checks c JOIN transactions t ON t.id = c.transaction_id WHERE c.pack_version = ? AND t.rule_pack <> c.pack_version', [version]);
  const rows: Row[] = await tx.query(
    `SELECT r.rule,
       SUM(r.verdict_seen = 'inconsistent') AS hits, SUM(r.in_force = 'inconsistent') AS hits_in_force,
       SUM(r.verdict_seen = 'uncertain') AS uncertain, SUM(r.in_force = 'uncertain') AS uncertain_in_force,
       SUM(r.verdict_seen = 'inconsistent' AND r.returned AND NOT r.overridden) AS agreed,
       SUM(r.verdict_seen = 'inconsistent' AND (r.overridden OR (r.state = 'completed' AND NOT r.returned))) AS disagreed,
       SUM(r.verdict_seen <> 'inconsistent' AND r.returned) AS missed
     FROM (
       SELECT s.rule, t.state, COALESCE(s.seen, s.verdict) AS verdict_seen, COALESCE(f.seen, f.verdict) AS in_force,
         COALESCE(h.codes, 0) & (CASE s.rule ${themeBits.map(() => 'WHEN ? THEN ?').join(' ')} END) > 0 AS returned,
         EXISTS (SELECT 1 FROM rule_decisions d WHERE d.transaction_id = s.transaction_id AND d.rule = s.rule AND d.kind = 'override') AS overridden
       FROM rule_results s JOIN transactions t ON t.id = s.transaction_id
         LEFT JOIN rule_results f ON f.transaction_id = s.transaction_id AND f.pack_version = t.rule_pack AND f.rule = s.rule
         LEFT JOIN (
           SELECT i.transaction_id, BIT_OR(1 << (CAST(SUBSTRING(i.return_code, 2) AS UNSIGNED) - 1)) AS codes
           FROM deal_checks c JOIN images i ON i.transaction_id = c.transaction_id WHERE c.pack_version = ? AND i.problem_id IS NULL AND i.return_code IS NOT NULL GROUP BY i.transaction_id
         ) h ON h.transaction_id = s.transaction_id
       WHERE s.pack_version = ? AND t.rule_pack <> s.pack_version
     ) r GROUP BY r.rule`,
    [...themeBits.flatMap(({ code, bits }) => [code, bits]), version, version],
  );
  const replay = await latestReplay(tx, version);
  return {
    deals: Number(counted!.n),
    replay: replay && !replay.finishedAt ? { from: replay.fromOn, to: replay.toOn, done: replay.deals === 0 ? 1 : Math.min(1, replay.done / replay.deals) } : null,
    skipped: replay?.skipped ?? 0,
    rules: rules.map(({ code }) => {
      const row = rows.find(({ rule }) => rule === code);
      return {
        rule: code,
        title: ruleCodes[code],
        severity: content.rules[code].severity,
        severityInForce: inForce.rules[code].severity,
        deals: Number(counted!.n),
        hits: Number(row?.hits ?? 0),
        hitsInForce: Number(row?.hits_in_force ?? 0),
        uncertain: Number(row?.uncertain ?? 0),
        uncertainInForce: Number(row?.uncertain_in_force ?? 0),
        agreed: Number(row?.agreed ?? 0),
        disagreed: Number(row?.disagreed ?? 0),
        missed: Number(row?.missed ?? 0),
      };
    }),
  };
}
