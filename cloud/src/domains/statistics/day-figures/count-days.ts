import type { DataSource, EntityManager } from 'typeorm';
import { dayInShanghai } from '../../../clock';
import { addDays } from '../../registry/duties';
import { daysBetween } from '../../discipline/cycles';
import { type Days, recordsOf } from './records';

/** Days that one transaction counts: the lock is short, and a first start with years of deals goes on where it stopped. */
const slice = 31;

/**
 * The last day that is counted for good: one that has been over for a whole day. A deal carries the moment at which its request
 * was worked on and appears when that is committed; no transaction lives for a day, and no two clocks differ by one.
 */
export const lastSettledDay = (now: Date): string => dayInShanghai(new Date(now.getTime() - 48 * 3600_000));

/** Counts what is missing of these days as far as they are settled; does nothing, in one read, where all are there. Any number of processes at once count each day once. */
export async function countMissingDays(db: DataSource, { from, to }: Days, now: Date): Promise<void> {
  const settled = lastSettledDay(now);
  const days = { from, to: to < settled ? to : settled };
  if (days.from > days.to || (await missingOf(db.manager, days)) === null) return;
  for (const part of partsOf(days)) {
    await db.transaction(async (tx) => {
      await lockDayFigures(tx);
      const missing = await missingOf(tx, part);
      if (missing) await countDays(tx, missing, now);
    });
  }
}

/** Counts settled days anew, whatever stands there: for whoever wrote deals into the past. */
export async function recountDays(db: DataSource, { from, to }: Days, now: Date): Promise<void> {
  const settled = lastSettledDay(now);
  for (const part of partsOf({ from, to: to < settled ? to : settled })) {
    await db.transaction(async (tx) => {
      await lockDayFigures(tx);
      await countDays(tx, part, now);
    });
  }
}

/** Writes the figures of these days from the records; the lock is held. */
export async function countDays(tx: EntityManager, days: Days, now: Date): Promise<void> {
  const { sql, values } = recordsOf(days);
  await tx.query('DELETE FROM deal_day_figures WHERE day BETWEEN ? AND ?', [days.from, days.to]);
  await tx.query(`INSERT INTO deal_day_figures (day, market_id, channel, business, uploaded, completed, prechecked) ${sql}`, values);
  const each = Array.from({ length: daysBetween(days.from, days.to) + 1 }, (_, n) => [addDays(days.from, n), now]);
  await tx.query('INSERT INTO counted_days (day, counted_at) VALUES ? ON DUPLICATE KEY UPDATE counted_at = VALUES(counted_at)', [each]);
}

/** One at a time writes day figures. The row is there since the migration. */
export async function lockDayFigures(tx: EntityManager): Promise<void> {
  await tx.query("INSERT INTO serials (prefix, `last`) VALUES ('DAY_FIGURES', 0) ON DUPLICATE KEY UPDATE `last` = `last`");
}

/** From the first to the last of these days that was not counted; null where all were. */
async function missingOf(tx: EntityManager, { from, to }: Days): Promise<Days | null> {
  const rows: { day: string }[] = await tx.query('SELECT day FROM counted_days WHERE day BETWEEN ? AND ?', [from, to]);
  const counted = new Set(rows.map(({ day }) => day));
  const length = daysBetween(from, to) + 1;
  if (counted.size === length) return null;
  const missing = Array.from({ length }, (_, n) => addDays(from, n)).filter((day) => !counted.has(day));
  return { from: missing[0]!, to: missing.at(-1)! };
}

function partsOf({ from, to }: Days): Days[] {
  const parts: Days[] = [];
  for (let first = from; first <= to; first = addDays(first, slice)) {
    const last = addDays(first, slice - 1);
    parts.push({ from: first, to: last < to ? last : to });
  }
  return parts;
}
