import type { EntityManager } from 'typeorm';
import { dayInShanghai, nextDay, startOfDay } from '../../clock';
import type { Deps } from '../../deps';
import { addDays } from '../registry/duties';
import { meteringOf } from './completeness';
import { meterDeal } from './meter-deal';

/** How many are metered in one round: some ten seconds of work, well within the lease of a job. */
const inOneRound = 2000;
/** A deal that was being completed while a month was drafted may be seen only afterwards; by then its day lies in the month before. */
const overlapDays = 7;

/** 补计: meters what was completed and has no event, whatever became of its job. One that fails does not keep the others waiting. */
export async function meterMissing(deps: Pick<Deps, 'db' | 'clock' | 'log'>, { atMost = inOneRound }: { atMost?: number } = {}): Promise<void> {
  for (const id of await unmeteredDeals(deps.db.manager, { to: dayInShanghai(deps.clock.now()), limit: atMost })) {
    await meterDeal(deps, id).catch((error: unknown) => deps.log.error({ err: error, transactionId: id }, 'a completed deal cannot be metered'));
  }
}

/**
 * Completed deals without an event, the earliest first, perhaps only those up to a day (Shanghai). Looks back to the month that is open:
 * none before it was unmetered when it was drafted. Where the counts agree, nothing is looked for. Only a completed deal has its moment
 * of completion, so that the index alone is read.
 */
export async function unmeteredDeals(tx: EntityManager, { to, limit }: { to: string; limit: number }): Promise<string[]> {
  const [open]: { month: string }[] = await tx.query('SELECT month FROM billing_open_month WHERE one = 1');
  const from = addDays(`${open!.month}-01`, -overlapDays);
  const { completed, metered } = await meteringOf(tx, { from, to });
  if (completed === metered) return [];
  const rows: { id: string }[] = await tx.query(
    `SELECT t.id FROM transactions t LEFT JOIN meter_events e ON e.transaction_id = t.id AND e.turn = 1
     WHERE t.completed_at >= ? AND t.completed_at < ? AND e.id IS NULL ORDER BY t.completed_at, t.id LIMIT ?`,
    [startOfDay(from), startOfDay(nextDay(to)), limit],
  );
  return rows.map(({ id }) => id);
}
