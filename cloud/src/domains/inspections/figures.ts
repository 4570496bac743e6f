import type { inspectionOrigins } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { nextDay, startOfDay } from '../../clock';
import type { StaffActor } from '../../http/actor';
import { agreementByRule, agreementWith, type BlindPair, blindPairs } from './agreement';
import { agreementOf, medianOf, shareOf } from './statistics';
import { ensurePeriod, type Period } from './period';

type Origin = keyof typeof inspectionOrigins;

interface CaseRow {
  on: string;
  origin: Origin;
  drawn: string;
  inspected: string;
  problems: string;
}

const none = { red: 0, sample: 0, control: 0, requested: 0 } as const satisfies Record<Origin, number>;
const sum = (rows: CaseRow[], field: 'drawn' | 'inspected' | 'problems') => rows.reduce((total, row) => total + Number(row[field]), 0);

/**
 * 核查统计 of the deals completed on these days (Shanghai): 抽查率 day by day, 问题率 and 漏检率 with their 95 % intervals, 复核一致率
 * (domain.md 6.3). A case counts as inspected once it is closed, and as a problem unless its 问题单 was withdrawn.
 * @throws request.invalid for a period that ends before it begins, or is longer than a year
 */
export async function inspectionFigures(tx: EntityManager, actor: StaffActor, period: Period) {
  ensurePeriod(period, 366, '统计');
  const completed = await completedByDay(tx, period);
  const cases: CaseRow[] = await tx.query(
    `SELECT c.day AS \`on\`, c.origin, COUNT(*) AS drawn, SUM(c.closed_at IS NOT NULL) AS inspected,
       SUM(c.state = 'problem' AND EXISTS (SELECT 1 FROM problems p WHERE p.transaction_id = c.transaction_id AND p.state <> 'withdrawn')) AS problems
     FROM inspection_cases c WHERE c.day BETWEEN ? AND ? GROUP BY c.day, c.origin`,
    [period.from, period.to],
  );
  const pairs = await blindPairs(tx, period);
  const [inspected, problems] = [sum(cases, 'inspected'), sum(cases, 'problems')];
  const control = cases.filter(({ origin }) => origin === 'control');
  const missed = { hits: sum(control, 'problems'), of: sum(control, 'inspected') };
  return {
    days: [...new Set([...completed.keys(), ...cases.map(({ on }) => on)])].sort().map((on) => dayOf(on, completed.get(on) ?? 0, cases.filter((row) => row.on === on))),
    completed: [...completed.values()].reduce((total, n) => total + n, 0),
    inspected,
    problems,
    problemRate: shareOf({ hits: problems, of: inspected }),
    control: { inspected: missed.of, problems: missed.hits, missRate: shareOf(missed) },
    agreement: { ...agreementOf(pairs.map(({ verdicts }) => verdicts)), rules: await agreementByRule(tx, pairs) },
    persons: actor.role === 'policy_adviser' ? null : await personsOf(tx, period, pairs),
  };
}

function dayOf(on: string, completed: number, rows: CaseRow[]) {
  const drawn = Object.fromEntries(rows.map(({ origin, drawn: n }) => [origin, Number(n)]));
  return { on, completed, drawn: { ...none, ...drawn }, inspected: sum(rows, 'inspected'), problems: sum(rows, 'problems') };
}

/** Deals completed, by day in Shanghai. */
export async function completedByDay(tx: EntityManager, { from, to }: Period): Promise<Map<string, number>> {
  const rows: { on: string; n: string }[] = await tx.query(
    `SELECT DATE_FORMAT(DATE_ADD(completed_at, INTERVAL 8 HOUR), '%Y-%m-%d') AS \`on\`, COUNT(*) AS n FROM transactions
     WHERE completed_at >= ? AND completed_at < ? GROUP BY DATE_FORMAT(DATE_ADD(completed_at, INTERVAL 8 HOUR), '%Y-%m-%d')`,
    [startOfDay(from), startOfDay(nextDay(to))],
  );
  return new Map(rows.map(({ on, n }) => [on, Number(n)]));
}

/**
 * 工作考评 of everybody who decided in this time, or whose findings were appealed: how much, how fast, how far others agree, and
 * how often an appeal was right. Never how many deductions (CAP-D7).
 */
async function personsOf(tx: EntityManager, { from, to }: Period, pairs: BlindPair[]) {
  const within = [startOfDay(from), startOfDay(nextDay(to))];
  const decided: { staffId: string; seconds: number | null }[] = await tx.query(
    "SELECT staff_id AS staffId, seconds FROM inspection_looks WHERE decided_at >= ? AND decided_at < ? AND state IN ('decided', 'settled')",
    within,
  );
  const appeals: { staffId: string; appealed: string; overturned: string }[] = await tx.query(
    `SELECT found_by AS staffId, COUNT(*) AS appealed, SUM(appeal_state IN ('changed', 'revoked')) AS overturned FROM violations
     WHERE noticed_at >= ? AND noticed_at < ? AND appeal_state IS NOT NULL AND found_by IS NOT NULL GROUP BY found_by`,
    within,
  );
  const ids = [...new Set([...decided, ...appeals].map(({ staffId }) => staffId))];
  const staff: { id: string; name: string }[] = ids.length > 0 ? await tx.query('SELECT id, name FROM staff WHERE id IN (?) ORDER BY name, id', [ids]) : [];
  return staff.map(({ id, name }) => {
    const own = decided.filter(({ staffId }) => staffId === id);
    const appeal = appeals.find(({ staffId }) => staffId === id);
    return {
      name,
      decided: own.length,
      medianSeconds: medianOf(own.flatMap(({ seconds }) => seconds ?? [])),
      ...agreementWith(pairs, id),
      appealed: Number(appeal?.appealed ?? 0),
      overturned: Number(appeal?.overturned ?? 0),
    };
  });
}
