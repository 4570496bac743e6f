import type { EntityManager } from 'typeorm';
import { dayInShanghai, startOfDay } from '../../../clock';
import type { Deps } from '../../../deps';
import { enqueue } from '../../../jobs/queue';
import { expectFrom } from './lateness';
import { lastWhole } from './record';
import { dailyKinds } from './request-backup';

/** 02:30 in Shanghai. */
const afterMidnightMs = 150 * 60_000;
const dayMs = 24 * 3600_000;

/** When the daily backup was due last, and when it is next. */
export function dailyDue(now: Date): { last: Date; next: Date } {
  const today = new Date(startOfDay(dayInShanghai(now)).getTime() + afterMidnightMs);
  const last = today > now ? new Date(today.getTime() - dayMs) : today;
  return { last, next: new Date(last.getTime() + dayMs) };
}

/** 备份安排: the next daily backup waits for its time, and one that was missed is made now. Repeatable at any time; nothing where no store or no recipient is configured. */
export async function scheduleBackups({ db, clock, backupStore, safekeeping }: Pick<Deps, 'db' | 'clock' | 'backupStore' | 'safekeeping'>): Promise<void> {
  const now = clock.now();
  if (!backupStore || !safekeeping.recipient) return;
  await expectFrom(db.manager, [...dailyKinds], now);
  const { last, next } = dailyDue(now);
  await takeUpAgain(db.manager, last, now);
  const made = await Promise.all(dailyKinds.map((kind) => lastWhole(db.manager, kind)));
  const isMissed = made.some((one) => !one || one.coversUntil! < last);
  for (const due of isMissed ? [last, next] : [next]) {
    await enqueue(db.manager, 'operations.back-up', { kinds: [...dailyKinds], wantedAt: due.toISOString(), startedBy: null }, { runAt: due, dedupKey: keyOf(due) });
  }
}

const keyOf = (due: Date) => `operations.back-up:${dayInShanghai(due)}`;

/** What failed too often is tried anew for as long as it is wanted: whoever mended the cause need not ask again. Yesterday's is not wanted any more. */
async function takeUpAgain(tx: EntityManager, last: Date, now: Date): Promise<void> {
  const dead = "name = 'operations.back-up' AND dead_at IS NOT NULL";
  await tx.query(`DELETE FROM jobs WHERE ${dead} AND dedup_key LIKE 'operations.back-up:2%' AND dedup_key < ?`, [keyOf(last)]);
  await tx.query(`UPDATE jobs SET dead_at = NULL, attempts = 0, last_error = NULL, run_at = ? WHERE ${dead}`, [now]);
}
