import { type EntityManager, IsNull, MoreThanOrEqual, Not } from 'typeorm';
import { dayInShanghai, startOfDay } from '../../../clock';
import { SystemBackup } from '../backups/system-backup.entity';
import type { Reading } from '../monitoring/service-readings';
import { isSilent } from './drills';
import { RestoreDrill } from './restore-drill.entity';

const dayMs = 24 * 3600_000;
/** security.md: weekly; red after eight days without one. */
const longestMs = 8 * dayMs;

/** Since when a drill is wanted: the last one that shows what the weekly one shows did not pass, or is older than eight days; undefined where all is well, or where there is no backup yet. */
export async function drillWantedSince(tx: EntityManager, now: Date): Promise<Date | undefined> {
  const first = await firstBackup(tx);
  if (!first) return undefined;
  const [last] = await tx.find(RestoreDrill, { where: { endedAt: Not(IsNull()), isProof: true, isInterrupted: false }, order: { endedAt: 'DESC' }, take: 1 });
  if (last && last.state !== 'passed') return last.endedAt!;
  const due = new Date((last?.startedAt ?? first).getTime() + longestMs);
  return due <= now ? due : undefined;
}

async function firstBackup(tx: EntityManager): Promise<Date | undefined> {
  const [first] = await tx.find(SystemBackup, { where: { kind: 'database', state: 'ready' }, order: { startedAt: 'ASC' }, take: 1 });
  return first?.startedAt;
}

/** 恢复演练逾期或未通过, in seconds. */
export async function drillReadings(tx: EntityManager, now: Date): Promise<Reading[]> {
  const since = await drillWantedSince(tx, now);
  return [{ indicator: 'drill_late', subject: '', value: since ? Math.round((now.getTime() - since.getTime()) / 1000) + 1 : 0, ...(since ? { since } : {}) }];
}

const slotMs = (4 * 60 + 30) * 60_000;

/** The Sunday at 04:30 in Shanghai that was last. */
export function lastSlot(now: Date): Date {
  const today = startOfDay(dayInShanghai(now));
  // Midnight in Shanghai is 16:00 UTC of the day before.
  const weekday = new Date(today.getTime() + dayMs / 2).getUTCDay();
  const slot = new Date(today.getTime() - weekday * dayMs + slotMs);
  return slot <= now ? slot : new Date(slot.getTime() - 7 * dayMs);
}

/** Seconds until the next Sunday at 04:30. */
export const secondsUntilSlot = (now: Date) => Math.ceil((lastSlot(now).getTime() + 7 * dayMs - now.getTime()) / 1000);

/** So many weekly drills may be broken off; one that ends its process each time waits for the next Sunday. */
const mostInterrupted = 3;

/** Whether the weekly drill is owed: since the last Sunday's hour none has come to its end or is being made, and there is something to restore. */
export async function isDrillOwed(tx: EntityManager, now: Date): Promise<boolean> {
  const begun = await tx.findBy(RestoreDrill, { isProof: true, startedAt: MoreThanOrEqual(lastSlot(now)) });
  const broken = begun.filter((drill) => drill.isInterrupted || (drill.state === 'running' && isSilent(drill, now)));
  if (broken.length < begun.length || broken.length >= mostInterrupted) return false;
  return (await firstBackup(tx)) !== undefined;
}
