import type { EntityManager } from 'typeorm';
import { firstDayOf, lastDayOf, momentsOf } from './score-months';

export type ScoredKind = 'market' | 'company';

/** What happened at a market or company in one month. */
export interface MonthFigures {
  completed: number;
  inspected: number;
  problems: number;
  points: number;
}
export const nothingHappened: MonthFigures = { completed: 0, inspected: 0, problems: 0, points: 0 };

type Months = Map<string, Map<string, MonthFigures>>;
type Column = 'completed' | 'inspected' | 'problems' | 'ownPoints' | 'agentPoints';
type Row = { id: string; month: string } & Record<Column, string>;

/** The month (Shanghai) in which a moment fell. */
const monthOf = (column: string) => `DATE_FORMAT(${column} + INTERVAL 8 HOUR, '%Y-%m')`;
/** Unless every 问题单 of the deal was withdrawn; as in the figures of the inspections. */
const isProblem = "(c.state = 'problem' AND EXISTS (SELECT 1 FROM problems p WHERE p.transaction_id = c.transaction_id AND p.state <> 'withdrawn'))";

/**
 * Deals, inspections, problems and points by market or company and month, of all of them or some (at least one), in one statement: deals by
 * their completion, cases that are closed and their problems by the day of the deal, points by the notice of the violation. Points are
 * those that count or did until they were cleared: a market's own, a company's own and a third (`agentToCompany`) of its agents'.
 */
export async function monthlyFigures(tx: EntityManager, kind: ScoredKind, { from, to, ids, agentToCompany }: { from: string; to: string; ids?: string[]; agentToCompany: number }): Promise<Months> {
  const moments = momentsOf(from, to);
  const owner = `${kind}_id`;
  const of = (column: string) => (ids ? `AND ${column} IN (?)` : '');
  const some = ids ? [ids] : [];
  const counts = "v.standing IN ('counted', 'cleared') AND v.noticed_at >= ? AND v.noticed_at < ?";
  const parts: [sql: string, values: unknown[]][] = [
    [part(`t.${owner}`, monthOf('t.completed_at'), { completed: 'COUNT(*)' }, `transactions t WHERE t.completed_at >= ? AND t.completed_at < ? ${of(`t.${owner}`)}`), [...moments, ...some]],
    [
      part(`t.${owner}`, "DATE_FORMAT(c.day, '%Y-%m')", { inspected: 'COUNT(*)', problems: `SUM(${isProblem})` }, `inspection_cases c JOIN transactions t ON t.id = c.transaction_id WHERE c.day BETWEEN ? AND ? AND c.state IN ('passed', 'problem') ${of(`t.${owner}`)}`),
      [firstDayOf(from), lastDayOf(to), ...some],
    ],
    [part('v.subject_id', monthOf('v.noticed_at'), { ownPoints: 'SUM(COALESCE(v.points, 0))' }, `violations v WHERE v.subject_type = '${kind}' AND ${counts} ${of('v.subject_id')}`), [...moments, ...some]],
    ...(kind === 'company'
      ? [[part('v.company_id', monthOf('v.noticed_at'), { agentPoints: 'SUM(COALESCE(v.points, 0))' }, `violations v WHERE v.subject_type = 'agent' AND v.company_id IS NOT NULL AND ${counts} ${of('v.company_id')}`), [...moments, ...some]] as [string, unknown[]]]
      : []),
  ];
  const rows: Row[] = await tx.query(
    `SELECT id, month, SUM(completed) AS completed, SUM(inspected) AS inspected, SUM(problems) AS problems, SUM(ownPoints) AS ownPoints, SUM(agentPoints) AS agentPoints
     FROM (${parts.map(([sql]) => sql).join(' UNION ALL ')}) parts GROUP BY id, month`,
    parts.flatMap(([, values]) => values),
  );
  const months: Months = new Map();
  for (const { id, month, ...row } of rows) {
    const points = Number(row.ownPoints) + Math.floor(Number(row.agentPoints) / agentToCompany);
    months.set(id, (months.get(id) ?? new Map<string, MonthFigures>()).set(month, { completed: Number(row.completed), inspected: Number(row.inspected), problems: Number(row.problems), points }));
  }
  return months;
}

/** One branch of the union: its own sums, and nothing in the columns of the others. */
function part(id: string, month: string, sums: Partial<Record<Column, string>>, rest: string): string {
  const columns: Column[] = ['completed', 'inspected', 'problems', 'ownPoints', 'agentPoints'];
  return `SELECT ${id} AS id, ${month} AS month, ${columns.map((column) => `${sums[column] ?? '0'} AS ${column}`).join(', ')} FROM ${rest} GROUP BY ${id}, ${month}`;
}

/** Problems found by the end of a month that are overdue now, by market or company. */
export async function overdueProblems(tx: EntityManager, kind: ScoredKind, month: string, ids?: string[]): Promise<Map<string, number>> {
  const [, end] = momentsOf(month, month);
  const rows: { id: string; n: string }[] = await tx.query(`SELECT ${kind}_id AS id, COUNT(*) AS n FROM problems WHERE state = 'overdue' AND found_at < ? ${ids ? `AND ${kind}_id IN (?)` : ''} GROUP BY ${kind}_id`, [end, ...(ids ? [ids] : [])]);
  return new Map(rows.map(({ id, n }) => [id, Number(n)]));
}
