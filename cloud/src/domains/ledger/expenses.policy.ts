import type { Actor } from '../../http/actor';
import type { Expense } from './expense.entity';

type Standing = Pick<Expense, 'state' | 'requestedBy'>;

/** Who has not asked for it. */
export const isImpartialToExpense = (actor: Actor, { requestedBy }: Standing) => actor.kind === 'staff' && actor.staffId !== requestedBy;
export const mayDecideExpense = (actor: Actor, expense: Standing) => actor.role === 'president' && expense.state === 'submitted' && isImpartialToExpense(actor, expense);

/** Until it is paid: by who asked for it, or by finance, whose money it holds back once it is approved. */
export const mayWithdrawExpense = (actor: Actor, expense: Standing) =>
  (expense.state === 'submitted' || expense.state === 'approved') && (actor.role === 'finance' || (actor.role === 'clerk' && !isImpartialToExpense(actor, expense)));
