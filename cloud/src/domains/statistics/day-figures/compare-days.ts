import type { EntityManager } from 'typeorm';
import { dayInShanghai } from '../../../clock';
import type { Deps } from '../../../deps';
import { addDays } from '../../registry/duties';
import { countDays, countMissingDays, lastSettledDay, lockDayFigures } from './count-days';
import { countRecords, type Days, type Figure, storedFigures } from './records';

/** As far back as the dashboards look, with the year before. */
const months = 25;
/** Days that a round compares: the latest, and those whose turn it is. */
const [latest, others] = [7, 31];

/**
 * What comes with the hour: days that have settled are counted, and a rolling sample of the counted ones is compared with the
 * records; one that differs is mended and reported, for nothing but a hand in the database can have made it so.
 * @returns the days that differed
 */
export async function statisticsRound({ db, clock, log }: Pick<Deps, 'db' | 'clock' | 'log'>): Promise<string[]> {
  const now = clock.now();
  const settled = lastSettledDay(now);
  await countMissingDays(db, { from: firstDayShown(now), to: settled }, now);
  return db.transaction(async (tx) => {
    await lockDayFigures(tx);
    const turn: { day: string }[] = await tx.query('SELECT day FROM counted_days ORDER BY compared_at, day LIMIT ?', [others]);
    const sample = new Set([...Array.from({ length: latest }, (_, n) => addDays(settled, -n)), ...turn.map(({ day }) => day)]);
    const differing = (await Promise.all(spansOf([...sample].sort()).map((days) => differencesIn(tx, days)))).flat();
    for (const { day, ...numbers } of differing) {
      await countDays(tx, { from: day, to: day }, now);
      log.error({ day, ...numbers }, 'the figures of a day differed from the records and were counted anew');
    }
    await tx.query('UPDATE counted_days SET compared_at = ? WHERE day IN (?)', [now, [...sample]]);
    return differing.map(({ day }) => day);
  });
}

const firstDayShown = (now: Date): string => {
  const [year, month] = dayInShanghai(now).split('-').map(Number);
  return new Date(Date.UTC(year!, month! - months, 1)).toISOString().slice(0, 10);
};

/** Days in a row as stretches. */
function spansOf(days: string[]): Days[] {
  const spans: Days[] = [];
  for (const day of days) {
    const last = spans.at(-1);
    if (last && addDays(last.to, 1) === day) last.to = day;
    else spans.push({ from: day, to: day });
  }
  return spans;
}

/** Days on which what is stored and what the records say do not agree row by row, with the sums of both. */
async function differencesIn(tx: EntityManager, days: Days) {
  const [stored, records] = [await storedFigures(tx, days), await countRecords(tx, days)];
  const of = (rows: Figure[], day: string) => rows.filter((row) => row.day === day);
  const text = (rows: Figure[]) => rows.map(({ day, marketId, channel, business, uploaded, completed, prechecked }) => [day, marketId, channel, business, uploaded, completed, prechecked].join(' ')).join();
  const sum = (rows: Figure[]) => ({ uploaded: rows.reduce((n, row) => n + row.uploaded, 0), completed: rows.reduce((n, row) => n + row.completed, 0) });
  const all = [...new Set([...stored, ...records].map(({ day }) => day))];
  return all.flatMap((day) => {
    const [one, other] = [of(stored, day), of(records, day)];
    return text(one) === text(other) ? [] : [{ day, stored: sum(one), records: sum(other) }];
  });
}
