import { type DataSource, type EntityManager, In, LessThan, LessThanOrEqual } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../../audit/audit';
import { isDuplicateKey } from '../../../database-errors';
import { ensure, Refusal } from '../../../http/errors';
import { enqueueAnew } from '../../../jobs/queue';
import { Staff } from '../../identity/staff.entity';
import { SystemBackup } from '../backups/system-backup.entity';
import { RestoreDrill } from './restore-drill.entity';

/** Objects that the weekly drill restores, chosen by a seed; one that restores fewer shows less. */
export const weeklyPictures = 20_000;

/** A drill that has not been heard of for so long was killed. */
const silentMs = 120_000;
const shown = 20;
const wantedKey = 'operations.drill';

/** Why a database cannot be restored to a moment, as far as the rows tell before anything is fetched; undefined where it may be. */
export async function problemOf(tx: EntityManager, restoreTo: Date, now: Date): Promise<'drill.moment_ahead' | 'drill.moment_too_early' | undefined> {
  if (restoreTo > now) return 'drill.moment_ahead';
  const dumps = { kind: 'database', state: 'ready' } as const;
  if (!(await tx.existsBy(SystemBackup, dumps)) || (await tx.existsBy(SystemBackup, { ...dumps, coversUntil: LessThanOrEqual(restoreTo) }))) return undefined;
  return 'drill.moment_too_early';
}

/** 要求恢复演练, by the page: it runs as a job. False where one waits already. @throws drill.not_configured, drill.running, drill.moment_ahead, drill.moment_too_early */
export async function requestDrill(tx: EntityManager, { restoreTo, isConfigured, staffId }: { restoreTo: string | undefined; isConfigured: boolean; staffId: string }, by: By): Promise<boolean> {
  ensure(isConfigured, 'drill.not_configured');
  const problem = restoreTo && (await problemOf(tx, new Date(restoreTo), by.at));
  if (problem) throw new Refusal(problem);
  const running = await tx.findOneBy(RestoreDrill, { runningKey: 'drill' });
  ensure(!running || isSilent(running, by.at), 'drill.running');
  const [waiting]: unknown[] = await tx.query('SELECT id FROM jobs WHERE dedup_key = ? AND dead_at IS NULL FOR UPDATE', [wantedKey]);
  if (waiting) return false;
  const drillId = uuidv7();
  await enqueueAnew(tx, 'operations.drill', { drillId, restoreTo: restoreTo ?? null, startedBy: staffId }, { runAt: by.at, dedupKey: wantedKey });
  await audit(tx, by, { action: 'operations.drill_requested', subject: { type: 'restore_drill', id: drillId }, details: restoreTo ? { restoreTo } : {} });
  return true;
}

/** Whether nobody can be at a drill any more that has not ended. */
export const isSilent = ({ seenAt }: Pick<RestoreDrill, 'seenAt'>, now: Date) => now.getTime() - seenAt.getTime() > silentMs;

/** Ends a drill that was killed. */
export async function endSilent(tx: EntityManager, at: Date): Promise<void> {
  const left = await tx.findOneBy(RestoreDrill, { runningKey: 'drill', seenAt: LessThan(new Date(at.getTime() - silentMs)) });
  if (left) await endDrill(tx, { ...left, state: 'failed', isInterrupted: true, failure: '演练的程序中途结束（进程被终止或机器重启），没有得出结果。请再做一次。' }, at);
}

/** Enters a drill that begins now; undefined where one runs. One that was killed is over. */
export async function beginDrill(db: DataSource, { id, wantedAt, startedBy, isProof }: Pick<RestoreDrill, 'id' | 'wantedAt' | 'startedBy' | 'isProof'>, at: Date): Promise<RestoreDrill | undefined> {
  return db.transaction(async (tx) => {
    await endSilent(tx, at);
    const drill: RestoreDrill = {
      ...{ id: (await tx.existsBy(RestoreDrill, { id })) ? uuidv7() : id, state: 'running', runningKey: 'drill', startedAt: at, seenAt: at, endedAt: null, wantedAt, backupId: null, restoredTo: null },
      ...{ lossSeconds: null, tableRows: 0, pictures: 0, deals: 0, startedBy, isProof, isInterrupted: false, evidenceAt: null, checks: [], steps: [], failure: null },
    };
    return tx.insert(RestoreDrill, drill).then(
      () => drill,
      (error: unknown) => {
        if (isDuplicateKey(error, 'restore_drills_running')) return undefined;
        throw error;
      },
    );
  });
}

/** Says that a drill goes on, and what it has found so far. False where it was taken for killed. */
export async function keepDrill(db: DataSource, { id, checks, steps, backupId, restoredTo, lossSeconds, tableRows, pictures, deals }: RestoreDrill, at: Date): Promise<boolean> {
  const { affected } = await db.manager.update(RestoreDrill, { id, state: 'running' }, { seenAt: at, checks, steps, backupId, restoredTo, lossSeconds, tableRows, pictures, deals });
  return affected === 1;
}

/** 演练结束. False where it was over already. */
export async function endDrill(tx: EntityManager, drill: RestoreDrill, at: Date): Promise<boolean> {
  const { id, state, isInterrupted, checks, steps, backupId, restoredTo, lossSeconds, tableRows, pictures, deals } = drill;
  const failure = drill.failure?.slice(0, 500) ?? null;
  const { affected } = await tx.update(RestoreDrill, { id, state: 'running' }, { state, isInterrupted, failure, checks, steps, backupId, restoredTo, lossSeconds, tableRows, pictures, deals, runningKey: null, seenAt: at, endedAt: at });
  if (!affected) return false;
  const failed = checks.filter(({ passed }) => !passed).map(({ check }) => check);
  const by: By = { author: { kind: 'system' }, origin: undefined, at };
  await audit(tx, by, { action: 'operations.drill_ended', subject: { type: 'restore_drill', id }, details: { state, ...(backupId ? { backupId } : {}), rows: tableRows, pictures, deals, ...(failed.length > 0 ? { failed } : {}) } });
  return true;
}

/** @throws drill.not_found */
export async function findDrill(tx: EntityManager, id: string): Promise<RestoreDrill> {
  const drill = await tx.findOneBy(RestoreDrill, { id });
  ensure(drill, 'drill.not_found');
  return drill;
}

/** The drills before one, or the latest, the latest first. */
export async function listDrills(tx: EntityManager, before: string | undefined) {
  const drills = await tx.find(RestoreDrill, { where: before ? { id: LessThan(before) } : {}, order: { id: 'DESC' }, take: shown + 1 });
  return { items: await presentDrills(tx, drills.slice(0, shown)), hasMore: drills.length > shown };
}

/** Drills as the contract has them. */
export async function presentDrills(tx: EntityManager, drills: RestoreDrill[]) {
  const people = await tx.findBy(Staff, { id: In(drills.flatMap(({ startedBy }) => startedBy ?? [])) });
  return drills.map(({ id, state, startedAt, endedAt, backupId, restoredTo, lossSeconds, tableRows, pictures, deals, startedBy, checks, steps, failure }) => ({
    ...{ id, state, startedAt, endedAt, backupId, restoredTo, lossSeconds, rows: tableRows, pictures, deals, checks, steps, failure },
    startedBy: startedBy && (people.find((one) => one.id === startedBy)?.name ?? ''),
  }));
}
