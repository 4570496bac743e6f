import { In, MoreThanOrEqual } from 'typeorm';
import { dayInShanghai, startOfDay } from '../../../clock';
import type { Deps } from '../../../deps';
import { enqueue } from '../../../jobs/queue';
import { expectFrom } from './lateness';
import { dailyKinds } from './request-backup';
import { SystemBackup } from './system-backup.entity';

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
  const made = await db.manager.find(SystemBackup, { select: { id: true, kind: true }, where: { kind: In([...dailyKinds]), state: In(['ready', 'removed']), startedAt: MoreThanOrEqual(last) } });
  const isMissed = dailyKinds.some((kind) => !made.some((one) => one.kind === kind));
  for (const due of isMissed ? [last, next] : [next]) {
    await enqueue(db.manager, 'operations.back-up', { kinds: [...dailyKinds], wantedAt: due.toISOString(), startedBy: null }, { runAt: due, dedupKey: `operations.back-up:${dayInShanghai(due)}` });
  }
}
