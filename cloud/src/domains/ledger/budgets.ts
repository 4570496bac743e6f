import type { expenseHeads } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import { startOfDay } from '../../clock';
import type { StaffActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import type { Fund } from './accounts';
import { availableFen } from './available';
import { type Account, type Head, heads, isAccountOf } from './chart';
import { Budget } from './expense.entity';
import { balanceIn, sumsOf } from './sums';

/** The budgets of a fund for a year, by head, in fen. */
export async function budgetsOf(tx: EntityManager, fund: Fund, year: number): Promise<Map<Account, number>> {
  return new Map((await tx.findBy(Budget, { fund, year })).map(({ head, fen }) => [head, fen]));
}

/** 预算与执行: per head what was planned, what was approved in the year and waits to be paid, and what was spent in it by the ledger. */
export async function listBudgets(tx: EntityManager, fund: Fund, year: number) {
  const budgets = await budgetsOf(tx, fund, year);
  const spent = await sumsOf(tx, fund, { from: `${year}-01-01`, to: `${year}-12-31` });
  const committed: { head: Head; fen: string }[] = await tx.query(
    "SELECT head, SUM(fen) AS fen FROM expenses WHERE fund = ? AND state = 'approved' AND decided_at >= ? AND decided_at < ? GROUP BY head",
    [fund, startOfDay(`${year}-01-01`), startOfDay(`${year + 1}-01-01`)],
  );
  const committedOn = new Map(committed.map(({ head, fen }) => [head, Number(fen)]));
  return {
    items: heads.map((head) => ({ head, allowed: isAccountOf(fund, head), budgetFen: budgets.get(head) ?? 0, committedFen: committedOn.get(head) ?? 0, spentFen: balanceIn(spent, head) })),
    availableFen: await availableFen(tx, fund),
  };
}

/** 编制预算 of one head, as often as needed. @throws ledger.head_not_allowed */
export async function setBudget(tx: EntityManager, { fund, year, head, fen }: { fund: Fund; year: number; head: keyof typeof expenseHeads; fen: number }, staff: StaffActor, by: By) {
  ensure(isAccountOf(fund, head), 'ledger.head_not_allowed');
  const place = { fund, year, head };
  await tx.query('INSERT IGNORE INTO budgets (id, fund, year, head, fen, set_by, set_at) VALUES (?, ?, ?, ?, 0, ?, ?)', [uuidv7(), fund, year, head, staff.staffId, by.at]);
  const budget = await tx.findOneOrFail(Budget, { where: place, lock: { mode: 'pessimistic_write' } });
  await tx.update(Budget, budget.id, { fen, setBy: staff.staffId, setAt: by.at });
  await audit(tx, by, { action: 'ledger.budget_set', subject: { type: 'budget', id: budget.id }, details: place, changes: { fen: { before: budget.fen, after: fen } } });
  return { head, fen };
}
