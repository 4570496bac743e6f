import { ruleCodes } from '@yongche/contract';
import type { DataSource } from 'typeorm';
import { nextDay, startOfDay } from '../../clock';
import type { StaffActor } from '../../http/actor';
import type { RuleCode } from './rules/rule';
import { rules } from './rules/rule-list';

interface VerdictRow {
  rule: RuleCode;
  consistent: string;
  inconsistent: string;
  uncertain: string;
}

/** 预检统计 over the deals that began on these days (Shanghai); a market's manager sees the own market's. */
export async function checkFigures(db: DataSource, actor: StaffActor, { from, to }: { from: string; to: string }) {
  const [scope, market] = actor.marketId ? ['AND t.market_id = ?', [actor.marketId]] : ['', []];
  const began = `t.created_at >= ? AND t.created_at < ? ${scope}`;
  const within = [startOfDay(from), startOfDay(nextDay(to)), ...market];

  const [checked]: { n: string }[] = await db.query(`SELECT COUNT(*) AS n FROM transactions t JOIN deal_checks c ON c.transaction_id = t.id AND c.pack_version = t.rule_pack WHERE ${began}`, within);
  const verdicts: VerdictRow[] = await db.query(
    `SELECT r.rule, SUM(r.verdict = 'consistent') AS consistent, SUM(r.verdict = 'inconsistent') AS inconsistent, SUM(r.verdict = 'uncertain') AS uncertain
     FROM transactions t JOIN rule_results r ON r.transaction_id = t.id AND r.pack_version = t.rule_pack WHERE ${began} GROUP BY r.rule`,
    within,
  );
  const decided: { rule: RuleCode; disputed: string; overridden: string }[] = await db.query(
    `SELECT d.rule, SUM(d.kind = 'dispute') AS disputed, SUM(d.kind = 'override') AS overridden
     FROM transactions t JOIN rule_decisions d ON d.transaction_id = t.id WHERE ${began} GROUP BY d.rule`,
    within,
  );
  return {
    deals: Number(checked!.n),
    rules: rules.map(({ code }) => {
      const verdict = verdicts.find(({ rule }) => rule === code);
      const decision = decided.find(({ rule }) => rule === code);
      return {
        rule: code,
        title: ruleCodes[code],
        consistent: Number(verdict?.consistent ?? 0),
        inconsistent: Number(verdict?.inconsistent ?? 0),
        uncertain: Number(verdict?.uncertain ?? 0),
        disputed: Number(decision?.disputed ?? 0),
        overridden: Number(decision?.overridden ?? 0),
      };
    }),
    overrides: await overridesByOperator(db, { began, within }),
  };
}

/** Who completed how many of these deals, and how often each let something pass. */
async function overridesByOperator(db: DataSource, { began, within }: { began: string; within: unknown[] }) {
  const rows: { marketName: string; operatorName: string; completed: string; overridden: string }[] = await db.query(
    `SELECT m.name AS marketName, s.name AS operatorName, SUM(a.completed) AS completed, SUM(a.overridden) AS overridden
     FROM (
       SELECT t.completed_by AS staff_id, COUNT(*) AS completed, 0 AS overridden FROM transactions t WHERE ${began} AND t.completed_by IS NOT NULL GROUP BY t.completed_by
       UNION ALL
       SELECT d.staff_id, 0, COUNT(*) FROM transactions t JOIN rule_decisions d ON d.transaction_id = t.id AND d.kind = 'override' WHERE ${began} GROUP BY d.staff_id
     ) a JOIN staff s ON s.id = a.staff_id JOIN markets m ON m.id = s.market_id
     GROUP BY s.id, m.name, s.name ORDER BY overridden DESC, completed DESC, s.name`,
    [...within, ...within],
  );
  return rows.map(({ marketName, operatorName, completed, overridden }) => ({ marketName, operatorName, completed: Number(completed), overridden: Number(overridden) }));
}
