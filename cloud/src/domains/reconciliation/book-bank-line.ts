import type { EntityManager } from 'typeorm';
import type { By } from '../../audit/audit';
import { yuan } from '../../yuan';
import type { AccountRef } from '../ledger/accounts';
import { payExpense } from '../ledger/expenses';
import { postBooking } from '../ledger/post-booking';
import { moneyAccounts, receivePayment } from '../payments/receive-payment';
import type { Fit } from './fit-bank-line';
import type { StatementLine } from './statement.entity';

/** What the line is from now on. */
export type Settled = Pick<StatementLine, 'decision' | 'subjectId' | 'outcome' | 'paysSource' | 'paysFrom' | 'paysTo'>;

export const documentOf = ({ id }: Pick<StatementLine, 'id'>) => `statement_line:${id}`;
/** The bank's number of a line, or its place in the account where the bank gives none. */
export const referenceOf = ({ number, tradedOn, position }: StatementLine) => number ?? `银行${tradedOn}-${position}`;

/** Books what a bank line is, once for each time that it was opened. What it pays must be locked by the caller, and read after that. */
export async function bookBankLine(tx: EntityManager, line: StatementLine, fit: Fit, by: By): Promise<Settled> {
  switch (fit.decision) {
    case 'payable':
      return settled(fit.decision, await bookShares(tx, line, fit.shares, fit.why, by), fit.shares.length === 1 ? fit.shares[0]!.payable.id : null);
    case 'expense':
      await payExpense(tx, { expenseId: fit.expense.id, on: line.tradedOn, reference: referenceOf(line), document: documentOf(line) }, by);
      return settled(fit.decision, `${fit.why}，支付“${fit.expense.number} ${fit.expense.payee}”`, fit.expense.id);
    case 'payout':
      await post(tx, line, 'payout', `${fit.provider === 'wechat' ? '微信支付' : '支付宝'}结算到账`, { debit: 'bank', credit: moneyAccounts[fit.provider] }, by);
      return { ...settled(fit.decision, fit.why), ...(fit.days ? { paysSource: fit.provider, paysFrom: fit.days.from, paysTo: fit.days.to } : {}) };
    case 'cash_banked':
      await post(tx, line, 'cash_banked', '库存现金存入银行', { debit: 'bank', credit: 'cash' }, by);
      break;
    case 'interest':
      await post(tx, line, 'interest', '银行结息', { debit: 'bank', credit: 'interest' }, by);
      break;
    case 'bank_charge':
      await post(tx, line, 'bank_charge', '银行收费', { debit: 'bank_charges', credit: 'bank' }, by);
      break;
    case 'suspense':
      await post(tx, line, 'bank_unknown', '来款待查', { debit: 'bank', credit: 'suspense' }, by);
  }
  return settled(fit.decision, fit.why);
}

const settled = (decision: StatementLine['decision'], outcome: string, subjectId: string | null = null): Settled => ({ decision, subjectId, outcome: outcome.slice(0, 500), paysSource: null, paysFrom: null, paysTo: null });

type Shares = Extract<Fit, { decision: 'payable' }>['shares'];

async function bookShares(tx: EntityManager, line: StatementLine, shares: Shares, why: string, by: By): Promise<string> {
  const told: string[] = [];
  for (const { payable, fen } of shares) {
    const key = `bank_received:${line.id}:${line.turn}:${payable.id}`;
    const { advanceFen } = await receivePayment(
      tx,
      { payable, way: 'bank', fen, on: line.tradedOn, key, kind: 'bank_received', reference: referenceOf(line), memo: `${payable.partyName} ${payable.title}，银行转账`, document: documentOf(line) },
      by,
    );
    told.push(`“${payable.partyName} ${payable.title}”${yuan(fen)}${advanceFen > 0 ? `（其中${yuan(advanceFen)}记为预收款）` : ''}`);
  }
  return `${why}，计入${told.join('、')}`;
}

type Kind = 'payout' | 'cash_banked' | 'interest' | 'bank_charge' | 'bank_unknown';

async function post(tx: EntityManager, line: StatementLine, kind: Kind, memo: string, { debit, credit }: Record<'debit' | 'credit', AccountRef['account']>, by: By): Promise<void> {
  const transfers = [{ fund: line.fund, debit: { account: debit }, credit: { account: credit }, fen: Math.abs(line.fen) }];
  await postBooking(tx, { kind, key: `${kind}:${line.id}:${line.turn}`, on: line.tradedOn, memo, document: documentOf(line), reference: referenceOf(line), transfers }, by);
}
