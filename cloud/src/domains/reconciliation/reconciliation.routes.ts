import type { By } from '../../audit/audit';
import type { Deps } from '../../deps';
import type { StaffActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { type Origin, route } from '../../http/route';
import { readBankStatement } from './bank-statement-file';
import { importBankStatement } from './bank-statements';
import { decideLine } from './decisions';
import { billOf } from './fetch-bills';
import { reconciliationFigures } from './figures';
import { presentLine, presentStatement } from './present-statements';
import { billOn, takeBill } from './provider-bills';
import { isBillReady } from './provider-days';
import { reopenLine } from './reopen-line';
import { listLines, listStatements } from './statement-lists';

/** 对账. */
export const reconciliationRoutes = (deps: Deps) => {
  const { db, clock, payments } = deps;
  const by = (actor: StaffActor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });

  return [
    route('GET /reconciliation', ({ query }) => reconciliationFigures(db.manager, query.month, clock.now())),

    route('GET /statements', ({ query }) => listStatements(db.manager, query)),

    route('POST /bank-statements', async ({ actor, query, file, origin, transact }) => {
      const read = await readBankStatement(file);
      return transact(async (tx) => {
        const { statement, ...imported } = await importBankStatement(tx, { ...query, file, read, actor }, by(actor, origin));
        return { ...imported, statement: statement && (await presentStatement(tx, statement)) };
      });
    }),

    route('POST /provider-bills', async ({ actor, body: { provider, fund, day }, origin, transact }) => {
      const merchant = { provider, fund };
      const channel = payments[fund][provider];
      ensure(channel, 'reconciliation.not_configured');
      ensure(isBillReady(day, clock.now()), 'reconciliation.bill_not_ready');
      const known = await billOn(db.manager, merchant, day);
      const bill = await billOf(deps, channel, merchant, day);
      ensure(bill !== undefined || known, 'reconciliation.bill_not_ready');
      return transact(async (tx) => presentStatement(tx, await takeBill(tx, { merchant, day, bill: bill ?? null, importedBy: actor.staffId }, by(actor, origin))));
    }),

    route('GET /statement-lines', ({ actor, query }) => listLines(db.manager, query, actor)),

    route('POST /statement-lines/:id/decision', ({ actor, params, body, origin, transact }) => transact(async (tx) => presentLine(tx, await decideLine(tx, { ...params, ...body }, actor, by(actor, origin)), actor))),

    route('POST /statement-lines/:id/reopening', ({ actor, params, body, origin, transact }) => transact(async (tx) => presentLine(tx, await reopenLine(tx, { ...params, ...body }, actor, by(actor, origin)), actor))),
  ];
};
