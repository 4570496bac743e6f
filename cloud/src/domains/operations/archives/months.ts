import type { EntityManager } from 'typeorm';
import { dayInShanghai, startOfDay } from '../../../clock';
import { SystemBackup } from '../backups/system-backup.entity';

/** The calendar month in Shanghai on which a moment falls, as `2019-06`. */
const monthOf = (moment: Date) => dayInShanghai(moment).slice(0, 7);

/** `2020-01` of `2019-12`. */
const monthAfter = (month: string) => monthOf(new Date(startOfDay(`${month}-28`).getTime() + 5 * 24 * 3600_000));

/** Its first moment, and the first one after it. */
export const boundsOf = (month: string): { from: Date; until: Date } => ({ from: startOfDay(`${month}-01`), until: startOfDay(`${monthAfter(month)}-01`) });

export const isOver = (month: string, now: Date): boolean => boundsOf(month).until <= now;

/** `2019年6月`. */
export const monthWords = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月`;

/** The month in which the first deal was completed: the chain of archives begins with it. */
export async function firstMonth(tx: EntityManager): Promise<string | undefined> {
  const [first]: { at: Date | null }[] = await tx.query('SELECT MIN(completed_at) AS at FROM transactions');
  return first?.at ? monthOf(first.at) : undefined;
}

export const isArchived = (tx: EntityManager, month: string): Promise<boolean> => tx.existsBy(SystemBackup, { kind: 'archive', month, state: 'ready' });

/** Months up to `last` that should be archived and are not, the first one first; also those without a deal, so that no month is missing in the chain. */
export async function monthsOwed(tx: EntityManager, last: string): Promise<string[]> {
  const first = await firstMonth(tx);
  if (!first) return [];
  const archived = new Set((await tx.find(SystemBackup, { select: { id: true, month: true }, where: { kind: 'archive', state: 'ready' } })).map(({ month }) => month));
  const owed: string[] = [];
  for (let month = first; month <= last; month = monthAfter(month)) if (!archived.has(month)) owed.push(month);
  return owed;
}
