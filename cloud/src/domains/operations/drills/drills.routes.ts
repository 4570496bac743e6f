import type { Deps } from '../../../deps';
import { authorize } from '../../../http/errors';
import { route } from '../../../http/route';
import { findDrill, listDrills, presentDrills, requestDrill } from './drills';
import { mayDrill } from './drills.policy';

/** 恢复演练: what was shown, and the wish for another one. */
export const drillRoutes = ({ db, clock, drillPlace, backupStore, safekeeping }: Deps) => [
  route('GET /restore-drills', ({ query }) => listDrills(db.manager, query.before)),

  route('GET /restore-drills/:id', async ({ params }) => (await presentDrills(db.manager, [await findDrill(db.manager, params.id)]))[0]!),

  route('POST /restore-drills', ({ actor, body, origin, transact }) => {
    authorize(mayDrill(actor));
    const isConfigured = Boolean(drillPlace && backupStore && safekeeping.drillIdentityFile);
    return transact(async (tx) => ({ queued: await requestDrill(tx, { ...body, restoreTo: body.restoreTo, isConfigured, staffId: actor.staffId }, { author: actor, origin, at: clock.now() }) }));
  }),
];
