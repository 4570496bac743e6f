import type { Deps } from '../../../deps';
import { backUpOnce, type Outcome } from '../backups/back-up';
import { countUncovered } from './deals-of-month';
import { isArchived, isOver, monthsOwed } from './months';
import { endingOf, folderOfMonth, readIndex, sealMonth } from './seal-month';
import { usualLimits, type VolumeDeps, type VolumeLimits, writeVolumes } from './write-volumes';

export type ArchiveDeps = Omit<VolumeDeps, 'backupStore' | 'recipient'> & Pick<Deps, 'backupStore' | 'safekeeping'>;

/** A month that is to be archived, with every earlier one that is not yet. */
export interface ArchiveWish {
  month: string;
  /** Null where the schedule, or the command on the machine, wants it. */
  startedBy: string | null;
}

/**
 * 每月归档 up to a month, one month after the other: each is sealed once, whoever asks for it and however often; a run that was killed
 * is gone on with at the volume that it had not finished. `uncovered` where deals wait for the evidence log’s next checkpoint.
 * @throws what a month failed by; its row says it in Chinese
 */
export async function archiveMonths(deps: ArchiveDeps, { month: last, startedBy }: ArchiveWish, signal: AbortSignal, limits: VolumeLimits = usualLimits): Promise<Outcome | 'uncovered'> {
  const { db, clock, backupStore, safekeeping } = deps;
  if (!backupStore || !safekeeping.archiveRecipient) return 'off';
  const ready: VolumeDeps = { ...deps, backupStore, recipient: safekeeping.archiveRecipient };
  if (!isOver(last, clock.now())) throw new Error(`${last} is not over`);
  for (const month of await monthsOwed(db.manager, last)) {
    if ((await countUncovered(db.manager, month)) > 0) return 'uncovered';
    const isOurs = await backUpOnce(deps, { kind: 'archive', month, place: folderOfMonth(month), startedBy }, signal, async (run) => {
      // Somebody else was faster, between our look and the beginning.
      if (await isArchived(db.manager, month)) return undefined;
      // Sealed by a run that was killed before it could say so.
      const sealed = await readIndex(ready, month);
      if (sealed) return endingOf(sealed);
      return sealMonth(ready, month, await writeVolumes(ready, month, run, limits), run);
    });
    if (!isOurs) return 'busy';
  }
  return 'made';
}
