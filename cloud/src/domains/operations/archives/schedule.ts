import type { Deps } from '../../../deps';
import { enqueueAnew } from '../../../jobs/queue';
import { monthAfter } from '../../ledger/calendar-month';
import { expectFrom } from '../backups/lateness';
import { boundsOf, monthAt, monthsOwed } from './months';

/** 03:30 in Shanghai, on the 5th. */
const afterMonthMs = 4 * 24 * 3600_000 + 210 * 60_000;

/** When a month is archived. */
export const archiveDue = (month: string) => new Date(boundsOf(month).until.getTime() + afterMonthMs);

/** 归档安排: the month that is still to be due waits for its time; what was missed is made now, and is not given up. Repeatable; nothing where no store or no recipient is configured. */
export async function scheduleArchives({ db, clock, backupStore, safekeeping }: Pick<Deps, 'db' | 'clock' | 'backupStore' | 'safekeeping'>): Promise<void> {
  const now = clock.now();
  if (!backupStore || !safekeeping.archiveRecipient) return;
  await expectFrom(db.manager, ['archive'], now);
  const thisMonth = monthAt(now);
  const next = archiveDue(monthAfter(thisMonth, -1)) <= now ? thisMonth : monthAfter(thisMonth, -1);
  const due = monthAfter(next, -1);
  const owed = await monthsOwed(db.manager, due, now);
  const wanted = [...(owed.length > 0 ? [{ month: due, runAt: now }] : []), { month: next, runAt: archiveDue(next) }];
  for (const { month, runAt } of wanted) await enqueueAnew(db.manager, 'operations.archive-month', { month, startedBy: null }, { runAt, dedupKey: `operations.archive-month:${month}` });
}
