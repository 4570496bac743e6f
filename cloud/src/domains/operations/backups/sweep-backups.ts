import type { Deps } from '../../../deps';
import { enqueue } from '../../../jobs/queue';
import { originOf, verifierKey } from '../../evidence/checkpoints';
import { databaseFolder, type DatabaseManifest, dumpsIn } from './back-up-database';
import { placeOfHistory } from './change-files';
import { sweepGone } from './gone-objects';
import { momentOf } from './picture-runs';
import { removedBackup } from './record';
import { daysFrom, keptDays } from './retention';
import { openManifest } from './signed-manifest';
import { ChangeFile, SystemBackup } from './system-backup.entity';

type SweepDeps = Pick<Deps, 'db' | 'clock' | 'storage' | 'backupStore' | 'log' | 'keys' | 'publicUrl'>;
type Store = NonNullable<Deps['backupStore']>;

const mostManifest = 8 * 1024 * 1024;
const batch = 500;
const jobKey = 'operations.sweep-copies';
const dayMs = 24 * 3600_000;

/** Asks for the sweep, which may take hours, as a job. One that has failed for an hour lies dead, which raises an alarm, and is tried again after a day. */
export async function requestSweep({ db, clock, backupStore }: Pick<Deps, 'db' | 'clock' | 'backupStore'>): Promise<void> {
  if (!backupStore) return;
  const now = clock.now();
  await db.query('DELETE FROM jobs WHERE dedup_key = ? AND dead_at < ?', [jobKey, new Date(now.getTime() - dayMs)]);
  await enqueue(db.manager, 'operations.sweep-copies', {}, { runAt: now, dedupKey: jobKey });
}

/**
 * 到期删除: dumps that are older than they are kept, but never the newest; changes as old that no dump which is left needs; copies of
 * pictures whose originals have been gone as long. Repeatable; what one kind fails by keeps no other from being removed.
 * @returns whether more copies are due
 * @throws what failed first, as where a store lets nobody remove anything
 */
export async function sweepSystemBackups(deps: SweepDeps, signal: AbortSignal): Promise<boolean> {
  const { backupStore: store, clock } = deps;
  if (!store) return false;
  let [isMore, failure] = [false, undefined as unknown];
  const orLater = (error: unknown) => {
    signal.throwIfAborted();
    failure ??= error;
  };
  await sweepDumps(deps, store, daysFrom(clock.now(), -keptDays), signal).catch(orLater);
  await sweepGone({ ...deps, backupStore: store }, signal).then((more) => (isMore = more), orLater);
  if (failure) throw failure;
  return isMore;
}

async function sweepDumps(deps: SweepDeps, store: Store, before: Date, signal: AbortSignal): Promise<void> {
  const dumps = await wholeDumps(deps, store);
  const newest = dumps.reduce<Date | undefined>((last, { takenAt, isReadable }) => (!isReadable || (last && last > takenAt) ? last : takenAt), undefined);
  const old = newest ? dumps.filter(({ takenAt }) => takenAt < before && takenAt < newest) : [];
  for (const dump of old) {
    signal.throwIfAborted();
    await removeDump(deps, store, dump);
  }
  const kept = dumps.filter((dump) => !old.includes(dump)).map(({ takenAt }) => takenAt.getTime());
  await removeChanges(deps, store, { before, neededFrom: kept.length > 0 ? new Date(Math.min(...kept)) : before, signal });
}

interface Dump {
  id: string;
  place: string;
  keys: string[];
  takenAt: Date;
  /** Whether its manifest is what was signed. One that is not is never the newest that is left. */
  isReadable: boolean;
}

async function wholeDumps({ db, keys: ring, publicUrl, log }: SweepDeps, store: Store): Promise<Dump[]> {
  const verifier = verifierKey(ring, await originOf(db.manager, publicUrl));
  const dumps: Dump[] = [];
  for (const { id, place, keys } of await dumpsIn(store)) {
    if (!keys.includes(`${place}manifest.json`)) continue;
    const manifest = openManifest<DatabaseManifest>(verifier, await store.read(`${place}manifest.json`, mostManifest));
    if (!manifest) log.warn({ backupId: id }, 'the manifest of a dump is not what was signed: its age is taken from its name');
    dumps.push({ id, place, keys, takenAt: manifest ? new Date(manifest.takenAt) : momentOf(id), isReadable: manifest !== undefined });
  }
  return dumps;
}

/** The row first: nobody looks for what it names then. Without its manifest a dump does not exist. */
async function removeDump({ db, clock }: SweepDeps, store: Store, { id, place, keys }: Dump): Promise<void> {
  await db.transaction(async (tx) => {
    const row = await tx.findOneBy(SystemBackup, { id });
    if (row) await removedBackup(tx, row, clock.now());
  });
  const manifest = `${databaseFolder}${id}/manifest.json`;
  for (const key of [manifest, ...keys.filter((one) => one !== manifest && one.startsWith(place))]) await store.remove(key);
}

/** @param neededFrom the moment of the oldest dump that is left */
async function removeChanges({ db, clock }: SweepDeps, store: Store, { before, neededFrom, signal }: { before: Date; neededFrom: Date; signal: AbortSignal }): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const due = await db.manager.createQueryBuilder(ChangeFile, 'file').where('file.shippedAt < :before AND file.lastEventAt < :neededFrom', { before, neededFrom }).orderBy('file.shippedAt').limit(batch).getMany();
    if (due.length === 0) break;
    for (const { historyId, file } of due) {
      for (const ending of ['json', 'age']) await store.remove(`${placeOfHistory(historyId)}${file}.${ending}`);
      await db.manager.delete(ChangeFile, { historyId, file });
    }
  }
  const over = await db.manager.createQueryBuilder(SystemBackup, 'b').where("b.kind = 'changes' AND b.state = 'ready' AND b.endedAt < :before AND b.coversUntil < :neededFrom", { before, neededFrom }).getMany();
  for (const row of over) await db.transaction((tx) => removedBackup(tx, row, clock.now()));
}
