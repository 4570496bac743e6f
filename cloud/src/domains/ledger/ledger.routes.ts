import { funds } from '@yongche/contract';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { Deps } from '../../deps';
import { nameDownload } from '../../http/download';
import type { StaffActor } from '../../http/actor';
import { type Origin, route } from '../../http/route';
import { writeTable } from '../../spreadsheets/write-table';
import { accountBalances } from './account-balances';
import { listBookings } from './booking-list';
import { financeDesk } from './finance-desk';
import { closeMonth, listMonths } from './months';
import { receivablesOf } from './receivables';
import { sourcesAndUses } from './sources-and-uses';
import { vouchersOf } from './vouchers';

/** 总账、专户收支、月结、财务台. */
export const ledgerRoutes = ({ db, clock }: Deps) => {
  const by = (actor: StaffActor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });

  return [
    route('GET /finance-desk', () => financeDesk(db.manager, clock.now())),

    route('GET /receivables', ({ query }) => receivablesOf(db.manager, query.fund, dayInShanghai(clock.now()))),

    route('GET /ledger/accounts', ({ query }) => accountBalances(db.manager, query.fund, query)),

    route('GET /ledger/bookings', ({ query }) => listBookings(db.manager, query)),

    route('GET /ledger/sources-and-uses', ({ query }) => sourcesAndUses(db.manager, query.fund, query)),

    route('GET /ledger/vouchers.xlsx', async ({ actor, query: { fund, month }, origin, koa }) => {
      const table = await vouchersOf(db.manager, fund, month);
      await audit(db.manager, by(actor, origin), { action: 'ledger.vouchers_exported', subject: { type: 'staff', id: actor.staffId }, details: { fund, month, rows: table.rows.length } });
      nameDownload(koa, `记账凭证 ${funds[fund]} ${month}.xlsx`);
      return writeTable(table);
    }),

    route('GET /months', ({ query }) => listMonths(db.manager, query.year, clock.now())),

    route('POST /months/:month/closing', ({ actor, params, origin, transact }) => transact((tx) => closeMonth(tx, params.month, actor, by(actor, origin)))),
  ];
};
