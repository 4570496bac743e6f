import type { By } from '../../audit/audit';
import type { Deps } from '../../deps';
import type { StaffActor } from '../../http/actor';
import { type Origin, route } from '../../http/route';
import { ensureFreshSecondFactor } from '../identity/second-factors';
import { applyAdvance, lastApplications, takeBackApplication } from './advance-applications';
import { listAdvances, presentOneAdvance } from './advances';
import { confirmCash, noteCash, refuseCash } from './cash-receipts';
import { payeeAccounts, registerPayeeAccount } from './payee-accounts';
import { listCash, listRefunds } from './payment-lists';
import { presentReceipt } from './payments-of';
import { presentCash, presentRefund } from './present-payments';
import { noteReceipt, voidReceipt } from './receipts';
import { approveRefund, askBeforeRetry, refuseRefund, requestRefund, retryRefund } from './refunds';

/** 退款、现金收款、预收款、票据、收款账户: two persons for each refund and for cash; where money leaves, a fresh second factor. */
export const refundRoutes = (deps: Deps) => {
  const { db, clock } = deps;
  const by = (actor: StaffActor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });

  return [
    route('POST /payment-orders/:id/refunds', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentRefund(tx, await requestRefund(tx, { orderId: params.id, ...body }, actor, by(actor, origin)), actor)),
    ),

    route('GET /refunds', ({ actor, query }) => listRefunds(db.manager, actor, query)),

    route('POST /refunds/:id/approval', ({ actor, params, origin, transact }) => {
      ensureFreshSecondFactor(actor, clock.now());
      return transact(async (tx) => presentRefund(tx, await approveRefund(tx, params.id, actor, by(actor, origin)), actor));
    }),

    route('POST /refunds/:id/refusal', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentRefund(tx, await refuseRefund(tx, { refundId: params.id, ...body }, actor, by(actor, origin)), actor)),
    ),

    route('POST /refunds/:id/retry', async ({ actor, params, origin, transact }) => {
      ensureFreshSecondFactor(actor, clock.now());
      const known = await askBeforeRetry(deps, params.id);
      return transact(async (tx) => presentRefund(tx, await retryRefund(tx, params.id, known, by(actor, origin)), actor));
    }),

    route('GET /cash-receipts', ({ actor, query }) => listCash(db.manager, actor, query)),

    route('POST /cash-receipts', ({ actor, body, origin, transact }) => transact(async (tx) => presentCash(tx, await noteCash(tx, body, actor, by(actor, origin)), actor))),

    route('POST /cash-receipts/:id/confirmation', ({ actor, params, origin, transact }) =>
      transact(async (tx) => presentCash(tx, await confirmCash(tx, params.id, actor, by(actor, origin)), actor)),
    ),

    route('POST /cash-receipts/:id/refusal', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentCash(tx, await refuseCash(tx, { id: params.id, ...body }, actor, by(actor, origin)), actor)),
    ),

    route('GET /advances', async ({ actor }) => ({ items: await listAdvances(db.manager, actor), applied: await lastApplications(db.manager, actor) })),

    route('POST /advances/:id/application', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentOneAdvance(tx, await applyAdvance(tx, { ...params, ...body }, by(actor, origin)), actor)),
    ),

    route('POST /advance-applications/:id/reversal', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentOneAdvance(tx, await takeBackApplication(tx, { ...params, ...body }, by(actor, origin)), actor)),
    ),

    route('POST /receipts', ({ actor, body, origin, transact }) => transact(async (tx) => presentReceipt(await noteReceipt(tx, body, actor, by(actor, origin))))),

    route('POST /receipts/:id/voiding', ({ actor, params, body, origin, transact }) => transact(async (tx) => presentReceipt(await voidReceipt(tx, { id: params.id, ...body }, actor, by(actor, origin))))),

    route('GET /payee-accounts', async () => ({ items: await payeeAccounts(db.manager) })),

    route('PUT /payee-accounts', ({ actor, body, origin, transact }) => {
      ensureFreshSecondFactor(actor, clock.now());
      return transact((tx) => registerPayeeAccount(tx, body, actor, by(actor, origin)));
    }),
  ];
};
