import { partyNotices } from '@yongche/contract/standards/party-notice';
import type { By } from '../../audit/audit';
import { audit } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { Deps } from '../../deps';
import type { Actor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { type Origin, route } from '../../http/route';
import { cancelDeal, changeDeal, completeDeal, createDeal, ensureWorking, findDeal, lockDeal, noteNotice, returnImages, submitDeal } from './deals';
import { historyOf } from './history';
import { countDeals, listDeals } from './list';
import { presentTransaction, readDossier } from './present';
import type { Transaction } from './transaction.entity';
import { mayChange, mayReadVoucher } from './transactions.policy';
import { voucherOf } from './voucher';
import { voucherPdf } from './voucher-pdf';
import type { EntityManager } from 'typeorm';

/** 交易: from its beginning, by an agent or at a counter (station.routes.ts), to its completion by a market. */
export const transactionRoutes = (deps: Deps) => {
  const { db, clock, keys } = deps;
  const by = (actor: Actor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });
  const present = async (tx: EntityManager, deal: Transaction, actor: Actor) => presentTransaction(keys, await readDossier(tx, deal, clock.now()), actor);

  return [
    route('POST /transactions', ({ actor, body, origin, transact }) =>
      transact(async (tx) => presentTransaction(keys, await createDeal(tx, { input: body, agent: actor, keys }, by(actor, origin)), actor)),
    ),

    route('PUT /transactions/:id', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => {
        const deal = await lockDeal(tx, params.id, actor);
        await changeDeal(tx, { deal, input: body, actor, keys }, by(actor, origin));
        return present(tx, deal, actor);
      }),
    ),

    route('GET /transactions', ({ actor, query }) => listDeals(deps, actor, query)),

    route('GET /transaction-counts', ({ actor }) => countDeals(db, actor, dayInShanghai(clock.now()))),

    route('GET /transactions/:id', async ({ actor, params }) => present(db.manager, await findDeal(db.manager, params.id, actor), actor)),

    route('GET /transactions/:id/history', async ({ actor, params }) => {
      const deal = await findDeal(db.manager, params.id, actor);
      return { entries: await historyOf(db.manager, keys, deal.id, actor) };
    }),

    route('POST /transactions/:id/party-notices', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => {
        const deal = await lockDeal(tx, params.id, actor);
        ensureWorking(actor, deal);
        ensure(mayChange(actor, deal), 'transaction.wrong_state');
        const { version } = partyNotices[deal.channel];
        ensure(body.version === version, 'identity.consent_outdated', { version });
        await noteNotice(tx, { deal, ...body, keys }, by(actor, origin));
        return present(tx, deal, actor);
      }),
    ),

    route('POST /transactions/:id/submission', ({ actor, params, origin, transact }) =>
      transact(async (tx) => {
        const deal = await lockDeal(tx, params.id, actor);
        await submitDeal(tx, { deal, actor, keys }, by(actor, origin));
        return present(tx, deal, actor);
      }),
    ),

    route('POST /transactions/:id/cancellation', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => {
        const deal = await lockDeal(tx, params.id, actor);
        await cancelDeal(tx, { deal, actor, reason: body.reason }, by(actor, origin));
        return present(tx, deal, actor);
      }),
    ),

    route('POST /transactions/:id/completion', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => {
        const deal = await lockDeal(tx, params.id, actor);
        await completeDeal(tx, { deal, actor, checkedImageIds: body.checkedImageIds, keys }, by(actor, origin));
        return present(tx, deal, actor);
      }),
    ),

    route('POST /transactions/:id/returns', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => {
        const deal = await lockDeal(tx, params.id, actor);
        await returnImages(tx, { deal, actor, images: body.images }, by(actor, origin));
        return present(tx, deal, actor);
      }),
    ),

    route('GET /transactions/:id/voucher', async ({ actor, params }) => {
      const deal = await findDeal(db.manager, params.id, actor);
      ensure(mayReadVoucher(actor, deal), 'transaction.wrong_state');
      return voucherOf(db.manager, deps, deal);
    }),

    route('GET /transactions/:id/voucher.pdf', async ({ actor, params, origin, koa }) => {
      const deal = await findDeal(db.manager, params.id, actor);
      ensure(mayReadVoucher(actor, deal), 'transaction.wrong_state');
      const pdf = await voucherPdf(await voucherOf(db.manager, deps, deal));
      await audit(db.manager, by(actor, origin), { action: 'transactions.voucher_issued', subject: { type: 'transaction', id: deal.id } });
      koa.set('Content-Disposition', `attachment; filename="voucher-${deal.serial}.pdf"`);
      return pdf;
    }),
  ];
};
