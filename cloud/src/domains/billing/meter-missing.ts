import type { EntityManager } from 'typeorm';
import { startOfDay } from '../../clock';
import type { Deps } from '../../deps';
import { meterDeal } from './meter-deal';

/** How many are metered in one round: some ten seconds of work, well within the lease of a job. */
const inOneRound = 2000;
/** A deal that was being completed while a month was drafted may be seen only afterwards; by then its day lies in the month before. */
const overlapMs = 7 * 24 * 3600_000;

/** 补计: meters what was completed and has no event, whatever became of its job. One that fails does not keep the others waiting. */
export async function meterMissing(deps: Pick<Deps, 'db' | 'clock' | 'log'>, { atMost = inOneRound }: { atMost?: number } = {}): Promise<void> {
  for (const id of await unmeteredDeals(deps.db.manager, { limit: atMost })) {
    await meterDeal(deps, id).catch((error: unknown) => deps.log.error({ err: error, transactionId: id }, 'a completed deal cannot be metered'));
  }
}

/**
 * Completed deals without an event, the earliest first, perhaps only those before a moment. Looks back to the month that is open:
 * none before it was unmetered when it was drafted. Only a completed deal has its moment of completion, so that the index alone is read.
 */
export async function unmeteredDeals(tx: EntityManager, { before, limit }: { before?: Date; limit: number }): Promise<string[]> {
  const [open]: { month: string }[] = await tx.query('SELECT month FROM billing_open_month WHERE one = 1');
  const since = new Date(startOfDay(`${open!.month}-01`).getTime() - overlapMs);
  const rows: { id: string }[] = await tx.query(
    `SELECT t.id FROM transactions t LEFT JOIN meter_events e ON e.transaction_id = t.id AND e.turn = 1
     WHERE t.completed_at >= ? ${before ? 'AND t.completed_at < ?' : ''} AND e.id IS NULL ORDER BY t.completed_at, t.id LIMIT ?`,
    [since, ...(before ? [before] : []), limit],
  );
  return rows.map(({ id }) => id);
}
