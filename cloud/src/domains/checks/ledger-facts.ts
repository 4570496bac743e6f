import type { EntityManager } from 'typeorm';
import { dayInShanghai, startOfDay } from '../../clock';
import type { Party } from '../transactions/party.entity';
import type { Transaction } from '../transactions/transaction.entity';
import type { DealFacts } from './rules/rule';

/** Deals of one car that a check looks at: more than any honest car has. */
const mostDeals = 20;

/** Other deals of this car that were completed before `at`, latest first. */
export async function dealsOfCar(tx: EntityManager, { id, vin }: Transaction, at: Date): Promise<DealFacts['history']['deals']> {
  const rows: { serial: string; completedAt: Date; kilometres: number | null }[] = await tx.query(
    `SELECT serial, completed_at AS completedAt, kilometres FROM transactions
     WHERE vin = ? AND state = 'completed' AND completed_at < ? AND id <> ? ORDER BY completed_at DESC LIMIT ?`,
    [vin, at, id, mostDeals],
  );
  return rows.map(({ serial, completedAt, kilometres }) => ({ serial, completedOn: dayInShanghai(completedAt), kilometres }));
}

/**
 * For each natural person who sells here, by blind index: deals completed in the calendar year of `at`, before it, in which
 * the person sold a car bought in another deal of ours less than a year earlier.
 */
export async function shortHoldingSalesOf(tx: EntityManager, { id }: Transaction, parties: Party[], at: Date): Promise<Map<string, number>> {
  const sellers = parties.filter(({ side, kind, numberIndex }) => side === 'seller' && kind === 'person' && numberIndex !== null).map(({ numberIndex }) => numberIndex);
  if (sellers.length === 0) return new Map();
  const yearBegan = startOfDay(`${dayInShanghai(at).slice(0, 4)}-01-01`);
  const rows: { person: string; n: string }[] = await tx.query(
    `SELECT p.number_index AS person, COUNT(DISTINCT t.id) AS n
     FROM parties p JOIN transactions t ON t.id = p.transaction_id
     WHERE p.number_index IN (?) AND p.side = 'seller' AND t.state = 'completed' AND t.completed_at >= ? AND t.completed_at < ? AND t.id <> ?
       AND EXISTS (
         SELECT 1 FROM parties b JOIN transactions e ON e.id = b.transaction_id
         WHERE b.number_index = p.number_index AND b.side = 'buyer' AND e.vin = t.vin AND e.state = 'completed'
           AND e.completed_at < t.completed_at AND e.completed_at > t.completed_at - INTERVAL 1 YEAR)
     GROUP BY p.number_index`,
    [sellers, yearBegan, at, id],
  );
  return new Map(rows.map(({ person, n }) => [person, Number(n)]));
}
