import type { By } from '../../audit/audit';
import type { Deps } from '../../deps';
import type { StaffActor } from '../../http/actor';
import { type Origin, route } from '../../http/route';
import { ensureFreshSecondFactor } from '../identity/second-factors';
import { addressOf, findBackup, listBackups, present, removeBackup, removeFiles, requestBackup } from './market-backups';

/** 自愿备份: a market's manager asks for one, follows it, and takes it home. */
export const backupRoutes = (deps: Deps) => {
  const { db, clock } = deps;
  const by = (actor: StaffActor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });

  return [
    route('GET /market-backups', async ({ actor }) => ({ items: await listBackups(db.manager, actor) })),

    route('GET /market-backups/:id', async ({ actor, params }) => (await present(db.manager, [await findBackup(db.manager, params.id, actor)]))[0]!),

    route('POST /market-backups', ({ actor, body, origin, transact }) => {
      const act = by(actor, origin);
      ensureFreshSecondFactor(actor, act.at);
      return transact(async (tx) => (await present(tx, [await requestBackup(tx, { actor, ...body }, act)]))[0]!);
    }),

    route('POST /market-backups/:id/address', async ({ actor, params, origin }) => {
      const act = by(actor, origin);
      const backup = await findBackup(db.manager, params.id, actor);
      ensureFreshSecondFactor(actor, act.at);
      return addressOf(deps, backup, act);
    }),

    route('DELETE /market-backups/:id', async ({ actor, params, origin, transact }) => {
      const backup = await findBackup(db.manager, params.id, actor);
      await transact((tx) => removeBackup(tx, backup, by(actor, origin)));
      await removeFiles(deps, backup);
      return undefined;
    }),
  ];
};
