import type { By } from '../../audit/audit';
import type { Deps } from '../../deps';
import type { StaffActor } from '../../http/actor';
import { type Origin, route } from '../../http/route';
import { adoptScheme, changeScheme, createScheme, findScheme, proposeScheme, withdrawScheme } from './dues-schemes';
import { listSchemes, presentScheme } from './present-schemes';

/** 会费标准: drafted, put before the general meeting, adopted by its secret ballot. */
export const duesSchemeRoutes = ({ db, clock }: Deps) => {
  const by = (actor: StaffActor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });

  return [
    route('GET /dues-schemes', ({ actor }) => listSchemes(db.manager, actor, clock.now())),

    route('GET /dues-schemes/:version', async ({ actor, params }) => presentScheme(db.manager, await findScheme(db.manager, params.version), actor, clock.now())),

    route('POST /dues-schemes', ({ actor, body, origin, transact }) =>
      transact(async (tx) => presentScheme(tx, await createScheme(tx, body, actor, by(actor, origin)), actor, clock.now())),
    ),

    route('PUT /dues-schemes/:version', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentScheme(tx, await changeScheme(tx, { ...params, ...body }, actor, by(actor, origin)), actor, clock.now())),
    ),

    route('POST /dues-schemes/:version/proposal', ({ actor, params, origin, transact }) =>
      transact(async (tx) => presentScheme(tx, await proposeScheme(tx, params.version, actor, by(actor, origin)), actor, clock.now())),
    ),

    route('POST /dues-schemes/:version/adoption', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentScheme(tx, await adoptScheme(tx, { ...params, ...body }, actor, by(actor, origin)), actor, clock.now())),
    ),

    route('POST /dues-schemes/:version/withdrawal', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentScheme(tx, await withdrawScheme(tx, { ...params, ...body }, actor, by(actor, origin)), actor, clock.now())),
    ),
  ];
};
