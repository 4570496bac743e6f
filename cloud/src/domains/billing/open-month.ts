import type { EntityManager } from 'typeorm';

/**
 * The first month that is not billed yet. Whoever writes events shares the row until commit, before anything else is read or
 * locked: while a bill is drafted, or a market is priced anew, no event slips in behind it.
 */
export async function shareOpenMonth(tx: EntityManager): Promise<string> {
  const [row]: { month: string }[] = await tx.query('SELECT month FROM billing_open_month WHERE one = 1 LOCK IN SHARE MODE');
  return row!.month;
}

/** The same for who drafts bills or prices a market anew: alone, and after every event that was being written. */
export async function holdOpenMonth(tx: EntityManager): Promise<string> {
  const [row]: { month: string }[] = await tx.query('SELECT month FROM billing_open_month WHERE one = 1 FOR UPDATE');
  return row!.month;
}

/** Month in whose bill an event of a month stands: its own, or the open one where that is billed already. */
export const billMonthOf = (month: string, openMonth: string): string => (month > openMonth ? month : openMonth);
