import type { EntityManager } from 'typeorm';
import type { By } from '../../audit/audit';
import type { Deps } from '../../deps';
import type { Actor, StaffActor } from '../../http/actor';
import { nameDownload } from '../../http/download';
import { Refusal } from '../../http/errors';
import { type Origin, route } from '../../http/route';
import { payeeAccount } from '../payments/payee-accounts';
import { listBills, listEventsOfLine } from './bill-list';
import { billPdf } from './bill-pdf';
import type { Bill } from './bill.entity';
import { basisOfBill, checkBills, findBill, publishBills, voidBill } from './bills';
import { draftBills } from './draft-bills';
import { meterMissing } from './meter-missing';
import { presentBill, presentSummaries, previewBills } from './present-bills';

/** So many deals without an event are metered while a bill run waits; what is more is left to the round. */
const meteredForRun = 200;

/** 服务费账单: drafted by one person, checked and published by another. */
export const billRoutes = (deps: Deps) => {
  const { db, clock } = deps;
  const by = (actor: StaffActor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });
  const present = async (tx: EntityManager, bills: Bill[], actor: Actor) => ({ bills: await presentSummaries(tx, bills, actor, clock.now()) });

  return [
    route('GET /bills', ({ actor, query }) => listBills(db.manager, actor, query, clock.now())),

    route('GET /bill-previews', ({ query }) => previewBills(db.manager, query.month)),

    route('POST /bill-runs', ({ actor, body, origin, transact }) => {
      const draft = () => transact((tx) => draftBills(tx, body.month, actor, by(actor, origin)));
      return draft().catch(async (error: unknown) => {
        if (!(error instanceof Refusal && error.code === 'billing.deals_unmetered')) throw error;
        await meterMissing(deps, { atMost: meteredForRun });
        return draft();
      });
    }),

    route('POST /bill-checks', ({ actor, body, origin, transact }) => transact(async (tx) => present(tx, await checkBills(tx, body.billIds, actor, by(actor, origin)), actor))),

    route('POST /bill-publications', ({ actor, body, origin, transact }) => transact(async (tx) => present(tx, await publishBills(tx, body.billIds, actor, by(actor, origin)), actor))),

    route('GET /bills/:id', async ({ actor, params }) => presentBill(db.manager, await findBill(db.manager, params.id, actor), actor, clock.now())),

    route('GET /bills/:id/events', async ({ actor, params, query }) => listEventsOfLine(db.manager, await findBill(db.manager, params.id, actor), query, actor)),

    route('GET /bills/:id/bill.pdf', async ({ actor, params, koa }) => {
      const bill = await findBill(db.manager, params.id, actor);
      nameDownload(koa, `服务费账单 ${bill.number}.pdf`);
      const account = await payeeAccount(db.manager, 'service_fee');
      return billPdf(await presentBill(db.manager, bill, actor, clock.now()), { account, basis: await basisOfBill(db.manager, bill), printedAt: clock.now() });
    }),

    route('POST /bills/:id/voiding', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentBill(tx, await voidBill(tx, { ...params, ...body }, actor, by(actor, origin)), actor, clock.now())),
    ),
  ];
};
