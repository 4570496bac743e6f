import type { Deps } from '../../../deps';
import { databaseFolder, type DatabaseManifest, dumpsIn } from './back-up-database';
import { placeOfHistory } from './change-files';
import { sweepGone } from './gone-objects';
import { removedBackup } from './record';
import { daysFrom, keptDays } from './retention';
import { ChangeFile, SystemBackup } from './system-backup.entity';

type SweepDeps = Pick<Deps, 'db' | 'clock' | 'storage' | 'backupStore' | 'log'>;
type Store = NonNullable<Deps['backupStore']>;

const mostManifest = 8 * 1024 * 1024;
const batch = 500;

/**
 * 到期删除: dumps that are older than they are kept, but never the newest; changes as old that no dump which is left needs; copies of
 * pictures whose originals have been gone as long. Repeatable; a store that lets nobody remove anything keeps all of it.
 */
export async function sweepSystemBackups(deps: SweepDeps): Promise<void> {
  const { backupStore: store, clock, log } = deps;
  if (!store) return;
  const before = daysFrom(clock.now(), -keptDays);
  const dumps = await wholeDumps(store);
  const newest = dumps.reduce<Date | undefined>((last, { takenAt }) => (last && last > takenAt ? last : takenAt), undefined);
  const old = dumps.filter(({ takenAt }) => takenAt < before && takenAt < newest!);
  try {
    for (const dump of old) await removeDump(deps, store, dump);
    const kept = dumps.filter((dump) => !old.includes(dump)).map(({ takenAt }) => takenAt.getTime());
    await removeChanges(deps, store, before, kept.length > 0 ? new Date(Math.min(...kept)) : before);
    await sweepGone(deps);
  } catch (error) {
    log.warn({ err: error }, 'backups whose time is over could not be removed yet');
  }
}

interface Dump {
  id: string;
  place: string;
  keys: string[];
  takenAt: Date;
}

async function wholeDumps(store: Store): Promise<Dump[]> {
  const whole = (await dumpsIn(store)).filter(({ place, keys }) => keys.includes(`${place}manifest.json`));
  const dumps: Dump[] = [];
  for (const dump of whole) {
    const { body } = JSON.parse((await store.read(`${dump.place}manifest.json`, mostManifest)).toString()) as { body: string };
    dumps.push({ ...dump, takenAt: new Date((JSON.parse(body) as DatabaseManifest).takenAt) });
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
async function removeChanges({ db, clock }: SweepDeps, store: Store, before: Date, neededFrom: Date): Promise<void> {
  for (;;) {
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
