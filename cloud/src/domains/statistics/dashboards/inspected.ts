import type { EntityManager } from 'typeorm';
import type { Days } from '../day-figures/records';

/** Closed cases of the deals completed on these days, and how many of them are problems; the control sample for itself too. */
export interface Inspected {
  inspected: number;
  problems: number;
  control: { inspected: number; problems: number };
}

/**
 * As in the figures of the inspections: a case counts once it is closed, by the day of its deal, and as a problem unless every 问题单
 * of the deal was withdrawn. Of all deals, or of those that a condition on `transactions t` selects.
 */
export async function inspectedOf(tx: EntityManager, { from, to }: Days, only?: { sql: string; values: unknown[] }): Promise<Inspected> {
  const of = (what: string) => `FROM inspection_cases c ${only ? 'JOIN transactions t ON t.id = c.transaction_id' : ''} WHERE c.day BETWEEN ? AND ? AND ${what} ${only ? `AND ${only.sql}` : ''}`;
  const isProblem = "c.state = 'problem' AND EXISTS (SELECT 1 FROM problems p WHERE p.transaction_id = c.transaction_id AND p.state <> 'withdrawn')";
  const count = async (what: string) => (await tx.query<{ control: string | null; n: string }[]>(`SELECT COUNT(*) AS n, SUM(c.origin = 'control') AS control ${of(what)}`, [from, to, ...(only?.values ?? [])]))[0]!;
  const [closed, found] = await Promise.all([count('c.closed_at IS NOT NULL'), count(isProblem)]);
  return { inspected: Number(closed.n), problems: Number(found.n), control: { inspected: Number(closed.control), problems: Number(found.control) } };
}
