import { uuidv7 } from 'uuidv7';
import type { Deps } from '../../../deps';
import { backUpDatabase, placeOfDump } from './back-up-database';
import { backUpPictures, usuallyAdded, type Wrong } from './back-up-pictures';
import { BackupProblem, failureOf } from './backup-problem';
import { runsFolder } from './picture-runs';
import { beginBackup, type Ending, endBackup, failBackup, keepBackup, lastWhole, noteFailure } from './record';
import type { DailyKind, Wish } from './request-backup';
import { SystemBackup } from './system-backup.entity';

export type BackupDeps = Pick<Deps, 'db' | 'clock' | 'keys' | 'publicUrl' | 'safekeeping' | 'log' | 'storage' | 'backupStore'>;

/** `made` by this call, or by another one since it was wanted; `busy` where another one is at it; `off` where no store or no recipient is configured. */
export type Outcome = 'made' | 'busy' | 'off';

const renewEveryMs = 30_000;
/** Objects that a sentence names. */
const named = 5;

/**
 * 每日备份, one kind after the other; any number may be wanted at once, one of a kind is made. The first kind that fails does not keep the others from being made.
 * @param mostAdded pictures that one run adds
 * @throws what the first of them failed by; its row says it in Chinese
 */
export async function backUp(deps: BackupDeps, { kinds, wantedAt, startedBy }: Wish, signal: AbortSignal, mostAdded = usuallyAdded): Promise<Outcome> {
  if (!deps.backupStore || !deps.safekeeping.recipient) return 'off';
  const ready = { ...deps, backupStore: deps.backupStore };
  let [isBusy, failure] = [false, undefined as unknown];
  for (const kind of kinds) {
    const { coversUntil } = (await lastWhole(deps.db.manager, kind)) ?? {};
    if (coversUntil && coversUntil >= new Date(wantedAt)) continue;
    try {
      const isMade = await (kind === 'database' ? backUpOnce(ready, { kind, startedBy }, signal, (run) => backUpDatabase(ready, run)) : backUpAllPictures(ready, { startedBy, mostAdded }, signal));
      isBusy = isBusy || !isMade;
    } catch (error) {
      signal.throwIfAborted();
      failure ??= error;
    }
  }
  if (failure) throw failure;
  return isBusy ? 'busy' : 'made';
}

export interface Run {
  id: string;
  place: string;
  startedAt: Date;
  signal: AbortSignal;
  /** Right before what makes the backup count. @throws where another run has taken its place */
  keep(): Promise<void>;
}

/** What a run makes; `month` and `place` of an archive. */
type What = { startedBy: string | null } & ({ kind: DailyKind } | { kind: 'archive'; month: string; place: string });

/** One run, from its row to its end; where there is nothing left to make, `make` says so and the row goes. False where another one of the kind is at it. */
export async function backUpOnce({ db, clock, log }: Pick<BackupDeps, 'db' | 'clock' | 'log'>, what: What, signal: AbortSignal, make: (run: Run) => Promise<Ending | undefined>): Promise<boolean> {
  const { kind } = what;
  const [id, startedAt] = [uuidv7(), clock.now()];
  const place = what.kind === 'archive' ? what.place : kind === 'database' ? placeOfDump(id) : runsFolder;
  if (!(await beginBackup(db, { ...what, id, tier: kind === 'archive' ? 'monthly' : 'daily', place }, startedAt))) return false;
  const taken = new AbortController();
  const overtaken = () => new BackupProblem('这次备份停得太久，另一次已经接替了它。');
  const keep = async () => {
    if (await keepBackup(db, id, clock.now())) return;
    taken.abort(overtaken());
    taken.signal.throwIfAborted();
  };
  const keeping = setInterval(() => void keep().catch((error: unknown) => log.warn({ err: error, backupId: id }, 'a backup could not say that it goes on')), renewEveryMs);
  try {
    const ending = await make({ id, place, startedAt, signal: AbortSignal.any([signal, taken.signal]), keep });
    if (!ending) await db.manager.delete(SystemBackup, { id, state: 'running' });
    else if (!(await endBackup(db, id, ending, clock.now()))) throw overtaken();
    return true;
  } catch (error) {
    log.error({ err: error, backupId: id, kind }, 'a backup could not be made');
    // Nothing failed where somebody ended the process: whoever comes next begins anew.
    if (signal.aborted) await db.manager.delete(SystemBackup, { id, state: 'running' });
    else await failBackup(db, id, failureOf(error), clock.now());
    throw error;
  } finally {
    clearInterval(keeping);
  }
}

/** Run after run until the end of the listings; the last one covers all, from the moment at which the first began. What is wrong with the bucket is told once, and keeps nothing else from being copied. */
async function backUpAllPictures(deps: BackupDeps & { backupStore: NonNullable<Deps['backupStore']> }, { startedBy, mostAdded }: { startedBy: string | null; mostAdded: number }, signal: AbortSignal): Promise<boolean> {
  const wrong: Wrong = { first: [], amount: 0 };
  let [begun, keptBytes] = [undefined as Date | undefined, 0];
  for (let after: string | null = ''; after !== null; ) {
    const from: string = after;
    const isMade = await backUpOnce(deps, { kind: 'pictures', startedBy }, signal, async (run) => {
      begun ??= run.startedAt;
      const made = await backUpPictures(deps, { ...run, after: from, mostAdded, wrong });
      after = made.after;
      keptBytes += made.keptBytes;
      return after === null ? { ...made.ending, coversUntil: begun, keptBytes, wrong: wrong.amount } : made.ending;
    });
    if (!isMade) return false;
  }
  const { first, amount } = wrong;
  if (amount > 0) {
    deps.log.error({ amount, first }, 'objects of the bucket are not as they were');
    await noteFailure(deps.db, 'pictures', `影像存储里有 ${amount} 个文件有问题，其他文件已备份。请技术单位核对，并从备份恢复：${first.slice(0, named).join('；')}${amount > named ? '；等' : ''}。`, deps.clock.now());
  }
  return true;
}
