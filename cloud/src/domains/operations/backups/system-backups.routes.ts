import type { Deps } from '../../../deps';
import { authorize, ensure } from '../../../http/errors';
import { route } from '../../../http/route';
import { requestArchive } from '../archives/request-archive';
import { mayBackUp } from './backups.policy';
import { listBackups } from './present-backups';
import { backupTiersNow } from './present-tiers';
import { requestDaily } from './request-backup';

/** 三级备份: how they stand, what was made, and the wish for one now. */
export const systemBackupRoutes = (deps: Deps) => {
  const { db, clock, backupStore, safekeeping } = deps;

  return [
    route('GET /backup-tiers', ({ actor }) => backupTiersNow(deps, actor, clock.now())),

    route('GET /system-backups', ({ query }) => listBackups(db.manager, query)),

    route('POST /system-backups', ({ actor, body, origin, transact }) => {
      authorize(mayBackUp(actor));
      ensure(backupStore && (body.tier === 'daily' ? safekeeping.recipient : safekeeping.archiveRecipient), 'backup.not_configured');
      const by = { author: actor, origin, at: clock.now() };
      return transact(async (tx) => ({ queued: await (body.tier === 'daily' ? requestDaily(tx, by) : requestArchive(tx, body.month, by)) }));
    }),
  ];
};
