import type { By } from '../../audit/audit';
import type { Deps } from '../../deps';
import type { Actor } from '../../http/actor';
import { type Origin, route } from '../../http/route';
import { cancelOrder, checkOrder, findOrder, launchOf, openOrder } from './orders';
import { listOwnPayables } from './my-payables';
import { listOrders, listOwnOrders } from './payment-lists';
import { PaymentOrder } from './payment-order.entity';
import { presentOrder, presentOrderFully } from './present-payments';

/** 应缴款与支付订单: the provider is asked outside of any transaction, and what it said is applied in one. */
export const paymentRoutes = (deps: Deps) => {
  const { db, clock, limits } = deps;
  const by = (actor: Actor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });

  return [
    route('GET /my-payables', ({ actor }) => listOwnPayables(db.manager, deps, actor, clock.now())),

    route('POST /payment-orders', async ({ actor, body, origin, transact }) => {
      const opened = await openOrder(deps, body, actor, by(actor, origin));
      return transact(async (tx) => {
        const order = await tx.findOneByOrFail(PaymentOrder, { id: opened.id });
        return { order: await presentOrder(tx, order), launch: launchOf(deps, order, actor, clock.now()) };
      });
    }),

    route('GET /my-payment-orders', ({ actor, query }) => listOwnOrders(db.manager, actor, query)),

    route('GET /payment-orders/:id', async ({ actor, params }) => presentOrderFully(db.manager, await findOrder(db.manager, params.id, actor), actor)),

    route('POST /payment-orders/:id/check', async ({ actor, params, origin }) => {
      const order = await findOrder(db.manager, params.id, actor);
      await limits.take('payment_check', actor.sessionId, origin.ip);
      return presentOrder(db.manager, await checkOrder(deps, order, by(actor, origin)));
    }),

    route('POST /payment-orders/:id/launch', async ({ actor, params }) => {
      const order = await findOrder(db.manager, params.id, actor);
      return { order: await presentOrder(db.manager, order), launch: launchOf(deps, order, actor, clock.now()) };
    }),

    route('POST /payment-orders/:id/closure', async ({ actor, params, origin, transact }) => {
      const order = await cancelOrder(deps, await findOrder(db.manager, params.id, actor), by(actor, origin));
      return transact((tx) => presentOrder(tx, order));
    }),

    route('GET /payment-orders', ({ query }) => listOrders(db.manager, query)),
  ];
};
