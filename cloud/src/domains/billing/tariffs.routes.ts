import type { By } from '../../audit/audit';
import type { Deps } from '../../deps';
import type { StaffActor } from '../../http/actor';
import { type Origin, route } from '../../http/route';
import { listTariffs, presentTariff } from './present-tariffs';
import { publicFees } from './public-fees';
import { adoptTariff, changeTariff, createTariff, findTariff, proposeTariff, withdrawTariff } from './tariffs';

/** 收费标准: drafted, put before the general meeting, adopted by its resolution; and the public list of what is charged. */
export const tariffRoutes = ({ db, clock }: Deps) => {
  const by = (actor: StaffActor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });

  return [
    route('GET /tariffs', ({ actor }) => listTariffs(db.manager, actor, clock.now())),

    route('GET /tariffs/:version', async ({ actor, params }) => presentTariff(db.manager, await findTariff(db.manager, params.version), actor, clock.now())),

    route('POST /tariffs', ({ actor, body, origin, transact }) =>
      transact(async (tx) => presentTariff(tx, await createTariff(tx, body, actor, by(actor, origin)), actor, clock.now())),
    ),

    route('PUT /tariffs/:version', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentTariff(tx, await changeTariff(tx, { ...params, ...body }, actor, by(actor, origin)), actor, clock.now())),
    ),

    route('POST /tariffs/:version/proposal', ({ actor, params, origin, transact }) =>
      transact(async (tx) => presentTariff(tx, await proposeTariff(tx, params.version, actor, by(actor, origin)), actor, clock.now())),
    ),

    route('POST /tariffs/:version/adoption', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentTariff(tx, await adoptTariff(tx, { ...params, ...body }, actor, by(actor, origin)), actor, clock.now())),
    ),

    route('POST /tariffs/:version/withdrawal', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentTariff(tx, await withdrawTariff(tx, { ...params, ...body }, actor, by(actor, origin)), actor, clock.now())),
    ),

    route('GET /fees', () => publicFees(db.manager, clock.now())),
  ];
};
