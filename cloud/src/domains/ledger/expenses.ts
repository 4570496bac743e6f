import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type Act, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { StaffActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { nextNumber } from '../../next-number';
import type { Fund } from './accounts';
import { availableFen } from './available';
import { isAccountOf } from './chart';
import { Expense } from './expense.entity';
import { isImpartialToExpense, mayWithdrawExpense } from './expenses.policy';
import { lockLedger, postBooking, reverseBooking } from './post-booking';

type Request = Pick<Expense, 'fund' | 'head' | 'fen' | 'payee' | 'purpose'>;

/** 申请费用. @throws ledger.head_not_allowed, ledger.not_enough where the fund has not that much now */
export async function requestExpense(tx: EntityManager, request: Request, staff: StaffActor, by: By): Promise<Expense> {
  ensure(isAccountOf(request.fund, request.head), 'ledger.head_not_allowed');
  await ensureEnough(tx, request);
  const year = dayInShanghai(by.at).slice(0, 4);
  const number = `FY${year}-${String(await nextNumber(tx, `FY${year}`)).padStart(4, '0')}`;
  const undecided = { decidedBy: null, decidedAt: null, reason: null, paidOn: null, bookingId: null };
  const expense: Expense = { id: uuidv7(), number, ...request, state: 'submitted', requestedBy: staff.staffId, requestedAt: by.at, ...undecided };
  await tx.insert(Expense, expense);
  await audit(tx, by, act('ledger.expense_requested', expense, { fund: request.fund, head: request.head, fen: request.fen }));
  return expense;
}

/**
 * 批准: what is approved and not yet paid is as good as spent, so that two approvals at once never give away the same money.
 * @throws ledger.expense_wrong_state, ledger.same_person, ledger.not_enough
 */
export async function approveExpense(tx: EntityManager, id: string, staff: StaffActor, by: By): Promise<Expense> {
  const expense = await lockUndecided(tx, id, staff);
  await lockLedger(tx);
  await ensureEnough(tx, expense);
  return move(tx, expense, { state: 'approved', decidedBy: staff.staffId, decidedAt: by.at }, by, 'ledger.expense_approved');
}

/** 不批准. @throws ledger.expense_wrong_state, ledger.same_person */
export async function refuseExpense(tx: EntityManager, { id, reason }: { id: string; reason: string }, staff: StaffActor, by: By): Promise<Expense> {
  const expense = await lockUndecided(tx, id, staff);
  return move(tx, expense, { state: 'refused', decidedBy: staff.staffId, decidedAt: by.at, reason }, by, 'ledger.expense_refused', { reason });
}

/** 撤回, of an approved one too, whose money is free again. @throws ledger.expense_wrong_state */
export async function withdrawExpense(tx: EntityManager, { id, reason }: { id: string; reason: string }, staff: StaffActor, by: By): Promise<Expense> {
  const expense = await lockExpense(tx, id);
  ensure(mayWithdrawExpense(staff, expense), 'ledger.expense_wrong_state');
  return move(tx, expense, { state: 'withdrawn', reason }, by, 'ledger.expense_withdrawn', { reason });
}

export interface ExpensePayment {
  expenseId: string;
  /** Day on which the bank paid (Shanghai). */
  on: string;
  /** Number of the bank's line. */
  reference: string;
  /** `statement_line:<id>`. */
  document: string;
}

/** 付款 of an approved expense: books the whole of it and gives the booking. @throws ledger.expense_not_found, ledger.expense_wrong_state */
export async function payExpense(tx: EntityManager, { expenseId, on, reference, document }: ExpensePayment, by: By): Promise<string> {
  const expense = await lockExpense(tx, expenseId);
  ensure(expense.state === 'approved', 'ledger.expense_wrong_state');
  const { fund, head, fen, number, payee, purpose } = expense;
  // The row's state lets it be paid once; after a payment was taken back it is another one.
  const key = `expense_paid:${uuidv7()}`;
  const bookingId = await postBooking(tx, { kind: 'expense_paid', key, on, memo: `${number} ${payee}：${purpose}`, document, reference, transfers: [{ fund, debit: { account: head }, credit: { account: 'bank' }, fen }] }, by);
  await move(tx, expense, { state: 'paid', paidOn: on, bookingId }, by, 'ledger.expense_paid', { on, fen });
  return bookingId!;
}

/** 撤销付款: the bank's line was not this expense; it waits to be paid again. Gives the reversal. @throws ledger.expense_wrong_state where it is not paid */
export async function takeBackPayment(tx: EntityManager, { expenseId, on, memo }: { expenseId: string; on: string; memo: string }, by: By): Promise<string> {
  const expense = await lockExpense(tx, expenseId);
  ensure(expense.state === 'paid' && expense.bookingId !== null, 'ledger.expense_wrong_state');
  const reversalId = await reverseBooking(tx, expense.bookingId, { memo, on }, by);
  await move(tx, expense, { state: 'approved', paidOn: null, bookingId: null }, by, 'ledger.expense_unpaid', { on });
  return reversalId;
}

/** What is approved and waits for the bank, the oldest first. */
export const approvedExpenses = (tx: EntityManager, fund: Fund): Promise<Expense[]> => tx.find(Expense, { where: { fund, state: 'approved' }, order: { requestedAt: 'ASC', id: 'ASC' } });

async function ensureEnough(tx: EntityManager, { fund, fen }: Request): Promise<void> {
  const available = await availableFen(tx, fund);
  ensure(available >= fen, 'ledger.not_enough', { availableFen: available });
}

async function lockUndecided(tx: EntityManager, id: string, staff: StaffActor): Promise<Expense> {
  const expense = await lockExpense(tx, id);
  ensure(expense.state === 'submitted', 'ledger.expense_wrong_state');
  ensure(isImpartialToExpense(staff, expense), 'ledger.same_person');
  return expense;
}

async function lockExpense(tx: EntityManager, id: string): Promise<Expense> {
  const expense = await tx.findOne(Expense, { where: { id }, lock: { mode: 'pessimistic_write' } });
  ensure(expense, 'ledger.expense_not_found');
  return expense;
}

const act = (action: Act['action'], { id, number }: Expense, details: Record<string, unknown>): Act => ({ action, subject: { type: 'expense', id }, details: { number, ...details } });

async function move(tx: EntityManager, expense: Expense, change: Partial<Expense>, by: By, action: Act['action'], details: Record<string, unknown> = {}): Promise<Expense> {
  await tx.update(Expense, expense.id, change);
  await audit(tx, by, { ...act(action, expense, details), changes: { state: { before: expense.state, after: change.state ?? expense.state } } });
  return { ...expense, ...change };
}
