import { type DataSource, type EntityManager, In, IsNull, LessThan, Not } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../../audit/audit';
import { isDuplicateKey } from '../../../database-errors';
import { insertRows } from '../../../insert-rows';
import { SystemBackup } from './system-backup.entity';

/** Whoever runs a backup says within this time that it still lives, or another run takes its place. */
const leaseMs = 120_000;
const aliveFrom = (at: Date) => new Date(at.getTime() + leaseMs);

/** What is known of a run before it begins. */
export type Beginning = Pick<SystemBackup, 'id' | 'tier' | 'kind' | 'place'> & Partial<Pick<SystemBackup, 'month' | 'startedBy'>>;

/** What is known of it when it is over. */
export type Ending = Pick<SystemBackup, 'items' | 'bytes' | 'root' | 'coversUntil' | 'keptUntil' | 'manifestSha256'> & Partial<Pick<SystemBackup, 'keptBytes' | 'wrong'>>;

/** Enters a run that begins now. False where one of its kind runs already; one whose process died is over, and its failure says so. */
export async function beginBackup(db: DataSource, { id, tier, kind, place, month = null, startedBy = null }: Beginning, at: Date): Promise<boolean> {
  return db.transaction(async (tx) => {
    const left = await tx.findOneBy(SystemBackup, { runningKind: kind, aliveUntil: LessThan(at) });
    if (left) await fail(tx, left.id, '做备份的程序中途结束（进程被终止或机器重启）。没有做完的部分会由下一次备份清理，不需要处理。', at, left.aliveUntil);
    const run = rowOf({ id, tier, kind, place, month, startedBy, state: 'running', runningKind: kind, aliveUntil: aliveFrom(at), startedAt: at });
    return insertRows(tx, SystemBackup, [run]).then(
      () => true,
      (error: unknown) => {
        if (isDuplicateKey(error, 'system_backups_running')) return false;
        throw error;
      },
    );
  });
}

/** Says that a run goes on. False where it was taken for dead, and another one may have begun: then it ends without a result. */
export async function keepBackup(db: DataSource, id: string, at: Date): Promise<boolean> {
  const { affected } = await db.manager.update(SystemBackup, { id, state: 'running' }, { aliveUntil: aliveFrom(at) });
  return affected === 1;
}

/** 完成. False where the run was taken for dead meanwhile: nobody is told of what it made. */
export async function endBackup(db: DataSource, id: string, ending: Ending, at: Date): Promise<boolean> {
  return db.transaction(async (tx) => {
    const { affected } = await tx.update(SystemBackup, { id, state: 'running' }, { ...ending, state: 'ready', runningKind: null, aliveUntil: null, endedAt: at });
    if (!affected) return false;
    const { tier, kind, month } = await tx.findOneByOrFail(SystemBackup, { id });
    const { items, bytes, root } = ending;
    await audit(tx, bySystem(at), { action: 'operations.system_backup_ready', subject: { type: 'system_backup', id }, details: { tier, kind, ...(month ? { month } : {}), items, bytes, ...(root ? { root } : {}) } });
    return true;
  });
}

/** 失败: why, and what to do, in Chinese. A run that is over already stays as it is. */
export async function failBackup(db: DataSource, id: string, failure: string, at: Date): Promise<void> {
  await db.transaction((tx) => fail(tx, id, failure, at));
}

async function fail(tx: EntityManager, id: string, failure: string, at: Date, ifAliveUntil?: Date | null): Promise<void> {
  const which = { id, state: 'running' as const, ...(ifAliveUntil ? { aliveUntil: ifAliveUntil } : {}) };
  const { affected } = await tx.update(SystemBackup, which, { state: 'failed', runningKind: null, aliveUntil: null, endedAt: at, failure: failure.slice(0, 500) });
  if (!affected) return;
  const { tier, kind, month } = await tx.findOneByOrFail(SystemBackup, { id });
  await audit(tx, bySystem(at), { action: 'operations.system_backup_failed', subject: { type: 'system_backup', id }, details: { tier, kind, ...(month ? { month } : {}) } });
}

/** Something went wrong that belongs to no run: said once until the kind succeeds again, or something else is wrong. */
export async function noteFailure(db: DataSource, kind: SystemBackup['kind'], failure: string, at: Date): Promise<void> {
  const last = await db.manager.findOne(SystemBackup, { where: { kind, endedAt: Not(IsNull()) }, order: { endedAt: 'DESC', id: 'DESC' } });
  if (last?.failure === failure.slice(0, 500)) return;
  const row = rowOf({ kind, state: 'failed', startedAt: at, endedAt: at, failure: failure.slice(0, 500), place: '' });
  await db.transaction(async (tx) => {
    await insertRows(tx, SystemBackup, [row]);
    await audit(tx, bySystem(at), { action: 'operations.system_backup_failed', subject: { type: 'system_backup', id: row.id }, details: { tier: row.tier, kind } });
  });
}

/** The last one that is whole, of pictures one that came to the end of the bucket; it may have been removed since. */
export const lastWhole = (tx: EntityManager, kind: SystemBackup['kind']): Promise<SystemBackup | null> =>
  tx.findOne(SystemBackup, { where: { kind, state: In(['ready', 'removed']), coversUntil: Not(IsNull()) }, order: { coversUntil: 'DESC', id: 'DESC' } });

/** A row of the daily tier with what is known of it, and nothing else. */
export const rowOf = (known: Pick<SystemBackup, 'kind' | 'state' | 'startedAt' | 'place'> & Partial<SystemBackup>): SystemBackup => ({
  ...{ id: uuidv7(), tier: 'daily', runningKind: null, aliveUntil: null, endedAt: null, coversUntil: null, month: null, items: 0, bytes: 0, keptBytes: null, wrong: 0, root: null, keptUntil: null, startedBy: null, failure: null, manifestSha256: null },
  ...known,
});

/** 到期删除: its row stays. */
export async function removedBackup(tx: EntityManager, { id, tier, kind }: SystemBackup, at: Date): Promise<void> {
  const { affected } = await tx.update(SystemBackup, { id, state: 'ready' }, { state: 'removed' });
  if (affected) await audit(tx, bySystem(at), { action: 'operations.system_backup_removed', subject: { type: 'system_backup', id }, details: { tier, kind } });
}

export const bySystem = (at: Date): By => ({ author: { kind: 'system' }, origin: undefined, at });
