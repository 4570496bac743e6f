import type { By } from '../../audit/audit';
import type { Deps } from '../../deps';
import type { StaffActor } from '../../http/actor';
import { type Origin, route } from '../../http/route';
import { listPlans, presentPlan } from './present-plans';
import { adoptPlan, changePlan, createPlan, findPlan, withdrawPlan } from './sampling-plans';
import { tryPlan } from './trial';

/** 抽样计划: made by one person, tried over the past, adopted by another. */
export const samplingRoutes = ({ db, clock }: Deps) => {
  const by = (actor: StaffActor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });

  return [
    route('GET /sampling-plans', ({ actor }) => listPlans(db.manager, actor, clock.now())),

    route('POST /sampling-plans', ({ actor, body, origin, transact }) =>
      transact(async (tx) => presentPlan(tx, await createPlan(tx, body, actor, by(actor, origin)), actor, clock.now())),
    ),

    route('PUT /sampling-plans/:version', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentPlan(tx, await changePlan(tx, { ...params, ...body }, actor, by(actor, origin)), actor, clock.now())),
    ),

    route('POST /sampling-plans/:version/adoption', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentPlan(tx, await adoptPlan(tx, { ...params, ...body }, actor, by(actor, origin)), actor, clock.now())),
    ),

    route('POST /sampling-plans/:version/withdrawal', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentPlan(tx, await withdrawPlan(tx, { ...params, ...body }, actor, by(actor, origin)), actor, clock.now())),
    ),

    route('GET /sampling-plans/:version/trial', async ({ params, query }) => tryPlan(db.manager, await findPlan(db.manager, params.version), query)),
  ];
};
