import { LessThanOrEqual } from 'typeorm';
import type { Deps } from '../../../deps';
import { keysBelow } from '../backups/picture-runs';
import { removedBackup } from '../backups/record';
import { SystemBackup } from '../backups/system-backup.entity';
import { indexName } from './seal-month';

/** 到期删除: the volumes of months whose deals are kept no longer leave the store. The index, which names nobody, stays, so that the chain of months can be followed. Repeatable; what the association has fetched is in its own hands. */
export async function sweepArchives({ db, clock, backupStore: store, log }: Pick<Deps, 'db' | 'clock' | 'backupStore' | 'log'>): Promise<void> {
  if (!store) return;
  const now = clock.now();
  for (const archive of await db.manager.findBy(SystemBackup, { kind: 'archive', state: 'ready', keptUntil: LessThanOrEqual(now) })) {
    try {
      for (const key of await keysBelow(store, archive.place)) if (key !== archive.place + indexName) await store.remove(key);
      await db.transaction((tx) => removedBackup(tx, archive, now));
    } catch (error) {
      log.warn({ err: error, month: archive.month }, 'an archive whose time is over could not be removed yet');
    }
  }
}
