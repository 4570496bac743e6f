import type { EntityManager } from 'typeorm';
import { audit, type By } from '../../../audit/audit';
import { ensure } from '../../../http/errors';
import { enqueueAnew } from '../../../jobs/queue';
import { firstKept, firstMonth, isArchived, isOver } from './months';

/**
 * 归档 of a month, asked for by an employee; earlier months that are not archived yet come first. False where it waits or is being made.
 * @throws backup.month_not_over; backup.already_archived; backup.month_empty before the first deal of all; backup.month_too_old where its archive would be kept no longer
 */
export async function requestArchive(tx: EntityManager, month: string, by: By & { author: { kind: 'staff'; staffId: string } }): Promise<boolean> {
  ensure(isOver(month, by.at), 'backup.month_not_over');
  ensure(!(await isArchived(tx, month)), 'backup.already_archived');
  ensure(((await firstMonth(tx)) ?? '9999-12') <= month, 'backup.month_empty');
  ensure(month >= firstKept(by.at), 'backup.month_too_old');
  const dedupKey = `operations.archive-month:${month}:asked`;
  const [waiting]: unknown[] = await tx.query('SELECT id FROM jobs WHERE dedup_key = ? AND dead_at IS NULL FOR UPDATE', [dedupKey]);
  if (waiting) return false;
  await enqueueAnew(tx, 'operations.archive-month', { month, startedBy: by.author.staffId }, { runAt: by.at, dedupKey });
  await audit(tx, by, { action: 'operations.system_backup_requested', subject: { type: 'staff', id: by.author.staffId }, details: { tier: 'monthly', month } });
  return true;
}
