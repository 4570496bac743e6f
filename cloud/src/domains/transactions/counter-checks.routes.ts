import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { Deps } from '../../deps';
import type { StaffActor } from '../../http/actor';
import { nameDownload } from '../../http/download';
import { ensure } from '../../http/errors';
import { type Origin, route } from '../../http/route';
import { checkDeal } from '../checks/check-deal';
import { Market } from '../registry/market.entity';
import { giveBackDeal, holdDeal, takeOverDeal } from './check-holds';
import { checkSheetOf } from './check-sheet';
import { checkSheetPdf } from './check-sheet-pdf';
import { findDeal, lockDeal } from './deals';
import { marketFigures } from './market-figures';
import { marketFiguresFile } from './market-figures-file';
import { presentTransaction, readDossier } from './present';
import { mayPrintSheet } from './transactions.policy';

/** 柜台核对: who has which deal open, the sheet to print, and the market's own figures. */
export const counterCheckRoutes = (deps: Deps) => {
  const { db, clock, keys } = deps;
  const by = (actor: StaffActor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });
  const marketOf = ({ marketId }: StaffActor) => db.manager.findOneByOrFail(Market, { id: marketId! });

  return [
    route('PUT /transactions/:id/hold', ({ actor, params, origin, transact }) =>
      transact(async (tx) => {
        const deal = await lockDeal(tx, params.id, actor);
        await holdDeal(tx, { deal, actor }, by(actor, origin));
        return presentTransaction(keys, await readDossier(tx, deal, clock.now()), actor);
      }),
    ),

    route('DELETE /transactions/:id/hold', async ({ actor, params }) => {
      const { id } = await findDeal(db.manager, params.id, actor);
      await giveBackDeal(db.manager, id, actor, clock.now());
      return undefined;
    }),

    route('POST /transactions/:id/hold-takeovers', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => {
        const deal = await lockDeal(tx, params.id, actor);
        await takeOverDeal(tx, { deal, actor, ...body }, by(actor, origin));
        return presentTransaction(keys, await readDossier(tx, deal, clock.now()), actor);
      }),
    ),

    route('GET /transactions/:id/check-sheet.pdf', async ({ actor, params, origin, koa }) => {
      const { id } = await findDeal(db.manager, params.id, actor);
      await checkDeal(deps, id);
      const deal = await findDeal(db.manager, id, actor);
      ensure(mayPrintSheet(actor, deal), 'transaction.wrong_state');
      const pdf = await checkSheetPdf(await checkSheetOf(db.manager, keys, { deal, actor, at: clock.now() }));
      await audit(db.manager, by(actor, origin), { action: 'transactions.check_sheet_made', subject: { type: 'transaction', id: deal.id } });
      nameDownload(koa, `核对单 ${deal.serial}.pdf`);
      return pdf;
    }),

    route('GET /market-figures', async ({ actor, query }) => {
      const today = dayInShanghai(clock.now());
      return marketFigures(db.manager, { market: await marketOf(actor), actor, period: query.period ?? today, today });
    }),

    route('GET /market-figures.xlsx', async ({ actor, query, origin, koa }) => {
      const { period = dayInShanghai(clock.now()) } = query;
      const market = await marketOf(actor);
      const { rows, bytes } = await marketFiguresFile(db.manager, { market, actor, period });
      await audit(db.manager, by(actor, origin), { action: 'transactions.figures_exported', subject: { type: 'market', id: market.id }, details: { period, rows } });
      nameDownload(koa, `${market.name}核对统计 ${period}.xlsx`);
      return bytes;
    }),
  ];
};
