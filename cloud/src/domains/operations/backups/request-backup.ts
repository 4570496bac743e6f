import type { EntityManager } from 'typeorm';
import { audit, type By } from '../../../audit/audit';
import { enqueueAnew } from '../../../jobs/queue';

/** Kinds that the technical unit's daily backup consists of, in the order in which they are made: what a dump names is copied after it. */
export const dailyKinds = ['database', 'pictures'] as const;
export type DailyKind = (typeof dailyKinds)[number];

/** A daily backup that somebody, or the schedule, wants: whatever was begun since `wantedAt` fulfils it. */
export interface Wish {
  kinds: DailyKind[];
  /** As `Date.toISOString` has it. */
  wantedAt: string;
  startedBy: string | null;
}

const nowKey = 'operations.back-up:now';

/** 立即备份 of the database and the pictures, by an employee. False where one that was asked for before waits or is being made: one is enough. */
export async function requestDaily(tx: EntityManager, by: By & { author: { kind: 'staff'; staffId: string } }): Promise<boolean> {
  const [waiting]: unknown[] = await tx.query('SELECT id FROM jobs WHERE dedup_key = ? AND dead_at IS NULL FOR UPDATE', [nowKey]);
  if (waiting) return false;
  const wish: Wish = { kinds: [...dailyKinds], wantedAt: by.at.toISOString(), startedBy: by.author.staffId };
  await enqueueAnew(tx, 'operations.back-up', wish, { runAt: by.at, dedupKey: nowKey });
  await audit(tx, by, { action: 'operations.system_backup_requested', subject: { type: 'staff', id: by.author.staffId }, details: { tier: 'daily' } });
  return true;
}

/** A dump as soon as possible, where without one no point in time can be restored. */
export async function requestDump(tx: EntityManager, at: Date): Promise<void> {
  await enqueueAnew(tx, 'operations.back-up', { kinds: ['database'], wantedAt: at.toISOString(), startedBy: null }, { runAt: at, dedupKey: 'operations.back-up:dump' });
}
