import type { differenceKinds } from '@yongche/contract';
import type { Expense } from '../ledger/expense.entity';
import { remittanceCodesIn } from '../payments/remittance-code';
import { nameKey, type OpenItems, type OpenPayable } from './open-items';
import { type Provider, providerNamed, runOfDays } from './payouts';
import type { StatementLine } from './statement.entity';

/** What a bank line is, and why that is so. */
export type Fit =
  | { decision: 'payable'; shares: { payable: OpenPayable; fen: number }[]; why: string }
  | { decision: 'payout'; provider: Provider; days: { from: string; to: string } | null; why: string }
  | { decision: 'expense'; expense: Expense; why: string }
  | { decision: 'cash_banked' | 'interest' | 'bank_charge' | 'suspense'; why: string };

export type BankLine = Pick<StatementLine, 'fen' | 'tradedOn' | 'counterparty' | 'memo'>;

/** The most that is taken for a bank's charge by its memo alone, in fen. */
const mostCharge = 50_000;

/** 自动匹配: what a bank line is where exactly one thing fits; undefined where a person has to look. The order is that of certainty. */
export function fitOf(line: BankLine, items: OpenItems): Fit | undefined {
  if (line.fen < 0) return expenseOf(line, items) ?? chargeOf(line);
  const named = namedByCode(line, items);
  if (named.length > 0) return byCode(line, named);
  return byName(line, items) ?? payoutOf(line, items) ?? cashOf(line, items) ?? interestOf(line);
}

/** What is wrong with a line that nothing fits. */
export function differenceOf(line: BankLine, items: OpenItems): keyof typeof differenceKinds {
  if (line.fen < 0) return 'unidentified_out';
  const named = namedByCode(line, items);
  if (named.length > 0) return named.every(({ outstandingFen }) => outstandingFen <= 0) ? 'double_payment' : 'wrong_amount';
  return items.payables.some((payable) => isPayer(line, payable)) ? 'wrong_amount' : 'unidentified_in';
}

/** What the codes in the memo name. */
export function namedByCode({ memo }: BankLine, { payables }: OpenItems): OpenPayable[] {
  const codes = remittanceCodesIn(memo ?? '');
  return payables.filter(({ remittanceCode }) => codes.includes(remittanceCode));
}

/** Whether the other account has the name of who is to pay. */
export const isPayer = ({ counterparty }: BankLine, { payers }: OpenPayable) => counterparty !== null && payers.includes(nameKey(counterparty));

/** One code: anything up to what is outstanding. Several: all of them, exactly. */
function byCode({ fen }: BankLine, named: OpenPayable[]): Fit | undefined {
  const [payable] = named;
  const codes = named.map(({ remittanceCode }) => remittanceCode).join('、');
  if (named.length === 1 && fen <= payable!.outstandingFen) return { decision: 'payable', shares: [{ payable: payable!, fen }], why: `附言码${codes}` };
  return named.length > 1 && fen === outstandingIn(named) ? { decision: 'payable', shares: wholeOf(named), why: `附言码${codes}，金额合计相符` } : undefined;
}

/** The payer's only outstanding due or bill, or all of them together, to the fen. */
function byName(line: BankLine, { payables }: OpenItems): Fit | undefined {
  const theirs = payables.filter((payable) => payable.outstandingFen > 0 && isPayer(line, payable));
  const parties = [...new Set(theirs.map(({ partyId }) => partyId))].map((id) => theirs.filter(({ partyId }) => partyId === id));
  const [fitting, another] = parties.filter((owed) => outstandingIn(owed) === line.fen);
  if (!fitting || another) return undefined;
  return { decision: 'payable', shares: wholeOf(fitting), why: fitting.length === 1 ? '户名与金额都相符' : `户名相符，金额是${fitting.length}笔未缴款的合计` };
}

const outstandingIn = (payables: OpenPayable[]) => payables.reduce((sum, { outstandingFen }) => sum + outstandingFen, 0);
const wholeOf = (payables: OpenPayable[]) => payables.map((payable) => ({ payable, fen: payable.outstandingFen }));

function payoutOf(line: BankLine, { unpaidDays }: OpenItems): Fit | undefined {
  const provider = providerNamed(line);
  const days = provider && runOfDays(unpaidDays, { provider, fen: line.fen, by: line.tradedOn });
  if (!days) return undefined;
  return { decision: 'payout', provider, days, why: days.from === days.to ? `${days.from}的结算款，已减手续费和退款` : `${days.from}至${days.to}的结算款，已减手续费和退款` };
}

function expenseOf({ fen, counterparty }: BankLine, { expenses }: OpenItems): Fit | undefined {
  const fitting = expenses.filter((expense) => expense.fen === -fen && counterparty !== null && nameKey(expense.payee) === nameKey(counterparty));
  const [expense] = fitting;
  return expense && fitting.length === 1 ? { decision: 'expense', expense, why: '收款单位与金额都相符' } : undefined;
}

/** Notes that were paid in at the counter: all of the cash that there is. */
function cashOf({ fen, memo }: BankLine, { cashFen }: OpenItems): Fit | undefined {
  return /现金|现存|存现|缴存/.test(memo ?? '') && fen === cashFen ? { decision: 'cash_banked', why: '摘要为现金存入，金额与库存现金相符' } : undefined;
}

const isTheBank = ({ counterparty }: BankLine) => counterparty === null || /银行|信用社|^应付利息|^利息支出|^手续费收入/.test(counterparty);

export const saysInterest = (line: BankLine) => /结息|利息|季息/.test(line.memo ?? '') && isTheBank(line);
export const saysCharge = (line: BankLine) => /手续费|工本费|管理费|维护费|年费|短信费|汇划费|邮电费|证书费/.test(line.memo ?? '') && isTheBank(line);

const interestOf = (line: BankLine): Fit | undefined => (saysInterest(line) ? { decision: 'interest', why: '摘要为结息' } : undefined);
const chargeOf = (line: BankLine): Fit | undefined => (saysCharge(line) && -line.fen <= mostCharge ? { decision: 'bank_charge', why: '摘要为银行收费' } : undefined);
