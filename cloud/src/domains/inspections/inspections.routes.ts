import type { By } from '../../audit/audit';
import type { Deps } from '../../deps';
import type { StaffActor } from '../../http/actor';
import { type Origin, route } from '../../http/route';
import { requestCase } from './cases';
import { claimLooks, countWaiting, releaseLook } from './claims';
import { inspectionFigures } from './figures';
import { decideLook, undoLook } from './looks';
import { myDay } from './my-day';
import { presentLooks } from './present-looks';

/** 核查: the inspector's queue, the verdicts, and what they tell in sum. */
export const inspectionRoutes = ({ db, clock, keys }: Deps) => {
  const by = (actor: StaffActor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });

  return [
    route('POST /inspection-claims', async ({ actor, body, origin, transact }) => {
      const held = await transact((tx) => claimLooks(tx, body, actor, by(actor, origin)));
      return { looks: await presentLooks(db.manager, keys, held, actor, clock.now()), waiting: await countWaiting(db.manager, clock.now()) };
    }),

    route('POST /inspection-looks/:id/release', async ({ actor, params, origin, transact }) => {
      await transact((tx) => releaseLook(tx, params.id, actor, by(actor, origin)));
      return undefined;
    }),

    route('POST /inspection-looks/:id/decision', ({ actor, params, body, origin, transact }) =>
      transact((tx) => decideLook(tx, { id: params.id, decision: body }, actor, by(actor, origin))),
    ),

    route('POST /inspection-looks/:id/undo', ({ actor, params, origin, transact }) =>
      transact(async (tx) => {
        const look = await undoLook(tx, params.id, actor, by(actor, origin));
        const [presented] = await presentLooks(tx, keys, [look], actor, clock.now());
        return presented!;
      }),
    ),

    route('POST /inspection-cases', ({ actor, body, origin, transact }) =>
      transact(async (tx) => {
        await requestCase(tx, body, actor, by(actor, origin));
        return { waiting: await countWaiting(tx, clock.now()) };
      }),
    ),

    route('GET /inspection-day', ({ actor }) => myDay(db.manager, actor, clock.now())),

    route('GET /inspection-figures', ({ actor, query }) => inspectionFigures(db.manager, actor, query)),
  ];
};
