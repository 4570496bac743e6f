import { dayInShanghai } from '../../../clock';
import type { Deps } from '../../../deps';
import { enqueue } from '../../../jobs/queue';
import { expectFrom, monthBefore } from '../backups/lateness';
import { boundsOf, monthsOwed } from './months';

/** 03:30 in Shanghai, on the 5th. */
const afterMonthMs = 4 * 24 * 3600_000 + 210 * 60_000;

/** When a month is archived. */
const dueOf = (month: string) => new Date(boundsOf(month).until.getTime() + afterMonthMs);

/** 归档安排: the month that is still to be due waits for its time; what was missed is made now, and tried anew each day. Repeatable; nothing where no store or no recipient is configured. */
export async function scheduleArchives({ db, clock, backupStore, safekeeping }: Pick<Deps, 'db' | 'clock' | 'backupStore' | 'safekeeping'>): Promise<void> {
  const now = clock.now();
  if (!backupStore || !safekeeping.archiveRecipient) return;
  await expectFrom(db.manager, ['archive'], now);
  const today = dayInShanghai(now);
  const before = monthBefore(today.slice(0, 7));
  const isDue = dueOf(before) <= now;
  const [due, next] = isDue ? [before, today.slice(0, 7)] : [monthBefore(before), before];
  const owed = await monthsOwed(db.manager, due);
  const wanted = [...(owed.length > 0 ? [{ month: due, runAt: now }] : []), { month: next, runAt: dueOf(next) }];
  for (const { month, runAt } of wanted) await enqueue(db.manager, 'operations.archive-month', { month, startedBy: null }, { runAt, dedupKey: `operations.archive-month:${month}:${dayInShanghai(runAt)}` });
}
