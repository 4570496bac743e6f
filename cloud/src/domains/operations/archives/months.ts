import { type EntityManager, In, LessThan } from 'typeorm';
import { dayInShanghai, startOfDay } from '../../../clock';
import { monthAfter, monthOf, monthsBetween } from '../../ledger/calendar-month';
import { keptYears } from '../../privacy/keeping-period';
import { daysFrom, keptDays } from '../backups/retention';
import { SystemBackup } from '../backups/system-backup.entity';

/** The calendar month in Shanghai on which a moment falls, as `2019-06`. */
export const monthAt = (moment: Date): string => monthOf(dayInShanghai(moment));

/** Its first moment, and the first one after it. */
export const boundsOf = (month: string): { from: Date; until: Date } => ({ from: startOfDay(`${month}-01`), until: startOfDay(`${monthAfter(month)}-01`) });

export const isOver = (month: string, now: Date): boolean => boundsOf(month).until <= now;

/** Until when the volumes of a month lie in the store: as long as 告知事项 promise that its deals are kept, and long enough to be fetched where it is sealed late. */
export function archiveKeptUntil(month: string, sealedAt: Date): Date {
  const promised = startOfDay(`${monthAfter(month, 12 * keptYears + 1)}-01`);
  const fetched = daysFrom(sealedAt, keptDays);
  return promised > fetched ? promised : fetched;
}

/** 已封存: its volumes may have ended since. */
const sealed = { kind: 'archive' as const, state: In(['ready', 'removed'] as const) };

/** `2019年6月`. */
export const monthWords = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月`;

/** The month in which the first deal was completed: the chain of archives begins with it. */
export async function firstMonth(tx: EntityManager): Promise<string | undefined> {
  const [first]: { at: Date | null }[] = await tx.query('SELECT MIN(completed_at) AS at FROM transactions');
  return first?.at ? monthAt(first.at) : undefined;
}

export const isArchived = (tx: EntityManager, month: string): Promise<boolean> => tx.existsBy(SystemBackup, { ...sealed, month });

/** The sealed month with this name, or whether any was sealed at all. */
export async function sealedBefore(tx: EntityManager, month: string): Promise<{ before: SystemBackup | null; isAnySealed: boolean }> {
  return { before: await tx.findOneBy(SystemBackup, { ...sealed, month }), isAnySealed: await tx.existsBy(SystemBackup, { ...sealed, month: LessThan(month) }) };
}

/** The first month whose archive would still be kept: what is older is not packed any more, also where it never was. */
export const firstKept = (now: Date): string => monthAfter(monthAt(now), -12 * keptYears);

/** Months up to `last` that should be archived and are not, the first one first; also those without a deal, so that no month is missing in the chain. */
export async function monthsOwed(tx: EntityManager, last: string, now: Date): Promise<string[]> {
  const first = await firstMonth(tx);
  if (!first) return [];
  const archived = new Set((await tx.find(SystemBackup, { select: { id: true, month: true }, where: sealed })).map(({ month }) => month));
  return monthsBetween(first > firstKept(now) ? first : firstKept(now), last).filter((month) => !archived.has(month));
}
