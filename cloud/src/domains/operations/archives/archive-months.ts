import type { Deps } from '../../../deps';
import type { JobOutcome, JobRun } from '../../../jobs/queue';
import { backUpOnce, type Outcome } from '../backups/back-up';
import { countUncovered } from './deals-of-month';
import { isArchived, isOver, monthsOwed } from './months';
import { endingOf, folderOfMonth, readIndex, sealMonth } from './seal-month';
import { PicturesDamaged, usualLimits, type VolumeDeps, type VolumeLimits, writeVolumes } from './write-volumes';

export type ArchiveDeps = Omit<VolumeDeps, 'backupStore' | 'recipient'> & Pick<Deps, 'backupStore' | 'safekeeping'>;

/** A month that is to be archived, with every earlier one that is not yet. */
export interface ArchiveWish {
  month: string;
  /** Null where the schedule, or the command on the machine, wants it. */
  startedBy: string | null;
  /** This month, and none before it, also without the pictures that are damaged in both stores. */
  withoutDamaged?: boolean;
}

/** `more` where it has come one volume, or one month, further; `uncovered` where deals wait for the evidence log’s next checkpoint. */
export type ArchiveOutcome = Outcome | 'more' | 'uncovered';

/**
 * 每月归档 up to a month, one volume at a time, one month after the other: each is sealed once, whoever asks for it and however often; a
 * run that was killed is gone on with at the volume that it had not finished.
 * @throws what a month failed by; its row says it in Chinese
 */
export async function archiveMonths(deps: ArchiveDeps, { month: last, startedBy, withoutDamaged = false }: ArchiveWish, signal: AbortSignal, limits: VolumeLimits = usualLimits): Promise<ArchiveOutcome> {
  const { db, clock, backupStore, safekeeping } = deps;
  if (!backupStore || !safekeeping.archiveRecipient) return 'off';
  const ready: VolumeDeps = { ...deps, backupStore, recipient: safekeeping.archiveRecipient };
  if (!isOver(last, clock.now())) throw new Error(`${last} is not over`);
  const [month] = await monthsOwed(db.manager, last, clock.now());
  if (!month) return 'made';
  if ((await countUncovered(db.manager, month)) > 0) return 'uncovered';
  const wish = { month, withoutDamaged: withoutDamaged && month === last };
  const isOurs = await backUpOnce(deps, { kind: 'archive', month, place: folderOfMonth(month), startedBy }, signal, async (run) => {
    // Somebody else was faster, between our look and the beginning.
    if (await isArchived(db.manager, month)) return undefined;
    // Sealed by a run that was killed before it could say so.
    const sealed = await readIndex(ready, month);
    if (sealed) return endingOf(sealed);
    const volumes = await writeVolumes(ready, wish, run, limits);
    return volumes && sealMonth(ready, month, volumes, run);
  });
  if (!isOurs) return 'busy';
  return (await isArchived(db.manager, last)) ? 'made' : 'more';
}

const daySeconds = 24 * 3600;
/** When a job goes on; 0 leaves the turn to whatever long job is due longer. A process without store or recipient leaves it to one that has them. */
const againInSeconds = { more: 0, busy: 30, off: 60, uncovered: 300 };

/** Archives as a job, one volume at a time. Pictures that nobody can open are looked for anew once a day, or when a person asks again. */
export async function archiveInTurn(deps: ArchiveDeps, wish: ArchiveWish, { signal }: Pick<JobRun, 'signal'>): Promise<JobOutcome> {
  try {
    const outcome = await archiveMonths(deps, wish, signal);
    return outcome === 'made' ? undefined : { againInSeconds: againInSeconds[outcome] };
  } catch (error) {
    if (!(error instanceof PicturesDamaged)) throw error;
    return wish.startedBy ? undefined : { againInSeconds: daySeconds };
  }
}
