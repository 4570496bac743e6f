import type { By } from '../../audit/audit';
import type { Deps } from '../../deps';
import type { StaffActor } from '../../http/actor';
import { type Origin, route } from '../../http/route';
import { listBudgets, setBudget } from './budgets';
import { listExpenses, presentExpense } from './expense-list';
import { approveExpense, refuseExpense, requestExpense, withdrawExpense } from './expenses';

/** 费用与预算. */
export const expenseRoutes = ({ db, clock }: Deps) => {
  const by = (actor: StaffActor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });

  return [
    route('GET /expenses', ({ actor, query }) => listExpenses(db.manager, actor, query)),

    route('POST /expenses', ({ actor, body, origin, transact }) =>
      transact(async (tx) => presentExpense(tx, await requestExpense(tx, body, actor, by(actor, origin)), actor)),
    ),

    route('POST /expenses/:id/approval', ({ actor, params, origin, transact }) =>
      transact(async (tx) => presentExpense(tx, await approveExpense(tx, params.id, actor, by(actor, origin)), actor)),
    ),

    route('POST /expenses/:id/refusal', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentExpense(tx, await refuseExpense(tx, { ...params, ...body }, actor, by(actor, origin)), actor)),
    ),

    route('POST /expenses/:id/withdrawal', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentExpense(tx, await withdrawExpense(tx, { ...params, ...body }, actor, by(actor, origin)), actor)),
    ),

    route('GET /budgets', ({ query }) => listBudgets(db.manager, query.fund, query.year)),

    route('PUT /budgets', ({ actor, body, origin, transact }) => transact((tx) => setBudget(tx, body, actor, by(actor, origin)))),
  ];
};
