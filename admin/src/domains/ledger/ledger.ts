import type { AnswerOf, RequestOf } from '@yongche/contract';
import type { ledgerAccounts } from '@yongche/contract/vocabulary';

export type Account = keyof typeof ledgerAccounts;
export type AccountBalances = AnswerOf<'GET /ledger/accounts'>;
export type AccountBalance = AccountBalances['items'][number];
export type Booking = AnswerOf<'GET /ledger/bookings'>['items'][number];
export type SourcesAndUses = AnswerOf<'GET /ledger/sources-and-uses'>;
export type Expense = AnswerOf<'GET /expenses'>['items'][number];
export type ExpenseInput = RequestOf<'POST /expenses'>['body'];
export type ExpenseHead = Expense['head'];
export type Budgets = AnswerOf<'GET /budgets'>;
export type Budget = Budgets['items'][number];
export type LedgerMonth = AnswerOf<'GET /months'>['items'][number];

/** Every query of accounts, bookings, expenses, budgets and months begins with this word. */
export const ledgerKey = 'ledger';
