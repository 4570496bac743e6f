import { createHash } from 'node:crypto';
import { paymentProviders } from '@yongche/contract';
import { type EntityManager, In } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { ProviderBill, ProviderBillLine } from '../../adapters/payment/payment';
import { audit, type By } from '../../audit/audit';
import { insertRows } from '../../insert-rows';
import type { Fund } from '../ledger/accounts';
import { postBooking } from '../ledger/post-booking';
import { askSoon } from '../payments/ask-order';
import { ordersAndRefundsNumbered, ordersAndRefundsOn } from '../payments/orders-for-bill';
import { moneyAccounts } from '../payments/receive-payment';
import { documentOf } from './book-bank-line';
import { comparePayment, compareRefund, type Comparison, type Twin } from './compare-provider-line';
import type { Provider } from './payouts';
import { Statement, StatementFile, StatementLine } from './statement.entity';
import { lockStatements } from './statement-lock';

export interface Merchant {
  provider: Provider;
  fund: Fund;
}

const dayKeyOf = ({ provider, fund }: Merchant, day: string) => `${provider}:${fund}:${day}`;

/** The bill of a day that was taken, or null. */
export const billOn = (tx: EntityManager, merchant: Merchant, day: string) => tx.findOneBy(Statement, { dayKey: dayKeyOf(merchant, day) });

/**
 * 核对支付平台账单: keeps a day's bill and its file, books what the provider charges, and compares every line with our orders and
 * refunds, and these with the lines. `null` is a day on which nothing was traded. A day is taken once (unique key); an empty one may
 * be filled by a bill that came after all.
 */
export async function takeBill(tx: EntityManager, { merchant, day, bill, importedBy }: { merchant: Merchant; day: string; bill: ProviderBill | null; importedBy: string | null }, by: By): Promise<Statement> {
  const { provider: source, fund } = merchant;
  await lockStatements(tx);
  const before = await billOn(tx, merchant, day);
  if (before && (bill === null || (await tx.existsBy(StatementFile, { statementId: before.id })))) return before;
  const sum = (sign: 1 | -1) => (bill?.lines ?? []).reduce((total, { fen }) => total + Math.max(0, fen * sign), 0);
  const statement: Statement = {
    id: before?.id ?? uuidv7(),
    ...{ source, fund, fromOn: day, toOn: day, dayKey: dayKeyOf(merchant, day), closingFen: null, importedBy, importedAt: by.at },
    fileName: bill ? `${paymentProviders[source]} ${day}` : `${paymentProviders[source]} ${day}（当日没有交易）`,
    sha256: bill?.sha256 ?? createHash('sha256').digest('hex'),
    inFen: sum(1),
    outFen: sum(-1),
  };
  if (before) await tx.update(Statement, before.id, statement);
  else await insertRows(tx, Statement, [statement]);
  if (bill) await tx.insert(StatementFile, { statementId: statement.id, bytes: bill.file });

  const lines = (bill?.lines ?? []).map((line, index) => lineOf(line, statement, index + 1));
  const asked = await compareLines(tx, merchant, lines);
  const lacking = await lackingLines(tx, merchant, statement, lines, lines.length);
  if (lines.length + lacking.length > 0) await insertRows(tx, StatementLine, [...lines, ...lacking]);
  await findAgain(tx, statement, lines);
  for (const orderId of asked) await askSoon(tx, orderId, by.at);
  for (const line of lines) await bookCharge(tx, line, by);
  const details = { provider: source, fund, day, sha256: statement.sha256, lines: lines.length, matched: lines.filter(({ state }) => state === 'matched').length, lacking: lacking.length };
  await audit(tx, by, { action: 'reconciliation.bill_fetched', subject: { type: 'statement', id: statement.id }, details });
  return statement;
}

function lineOf({ kind, at, number, refundNumber, providerId, fen, feeFen }: ProviderBillLine, { id: statementId, source, fund, fromOn }: Statement, position: number): StatementLine {
  return {
    ...blank,
    ...{ id: uuidv7(), statementId, lineKey: `${source}:${fund}:${fromOn}:${position}`, position, source, fund, kind, tradedOn: fromOn, tradedAt: at, fen, feeFen },
    number: kind === 'refund' ? refundNumber : number,
    orderNumber: number,
    providerNumber: providerId,
    lacking: false,
  };
}

const blank = {
  ...{ balanceFen: null, counterparty: null, accountTail: null, memo: null },
  ...{ state: 'open' as const, difference: null, decision: null, subjectId: null, outcome: null, paysSource: null, paysFrom: null, paysTo: null, decidedBy: null, decidedAt: null, turn: 1 },
};

/** Compares a provider's lines with what we hold and brings them up to date in memory; gives the orders that it is to be asked about. */
export async function compareLines(tx: EntityManager, merchant: Merchant, lines: StatementLine[]): Promise<string[]> {
  const held = await ordersAndRefundsNumbered(tx, merchant, { orders: numbersOf(lines, 'payment'), refunds: numbersOf(lines, 'refund') });
  const payments = new Map(held.payments.map((payment) => [payment.number, payment]));
  const refunds = new Map(held.refunds.map((refund) => [refund.number, refund]));
  const known = await twinsOf(tx, merchant, lines);
  const asked: string[] = [];
  for (const [index, line] of lines.entries()) {
    const twins = [...known, ...lines.slice(0, index)].filter(({ id, kind, number }) => id !== line.id && kind === line.kind && number !== null && number === line.number);
    const { ask, ...comparison }: Comparison = line.kind === 'payment' ? comparePayment(line, payments.get(line.number ?? ''), twins) : compareRefund(line, refunds.get(line.number ?? ''), twins);
    Object.assign(line, comparison);
    if (ask) asked.push(ask);
  }
  return asked;
}

const numbersOf = (lines: StatementLine[], kind: StatementLine['kind']) => lines.filter((line) => line.kind === kind).flatMap(({ number }) => number ?? []);

/** Lines of earlier bills with the same numbers, those that are compared now left out. */
async function twinsOf(tx: EntityManager, { provider: source, fund }: Merchant, lines: StatementLine[]): Promise<Twin[]> {
  const numbers = [...new Set(lines.flatMap(({ number }) => number ?? []))];
  if (numbers.length === 0) return [];
  const own = new Set(lines.map(({ id }) => id));
  return (await tx.findBy(StatementLine, { source, fund, number: In(numbers) })).filter(({ id }) => !own.has(id));
}

/** What we hold as paid or sent back on the day, and no bill has: a line that should be there. */
async function lackingLines(tx: EntityManager, merchant: Merchant, statement: Statement, lines: StatementLine[], count: number): Promise<StatementLine[]> {
  const held = await ordersAndRefundsOn(tx, { ...merchant, day: statement.fromOn });
  const expected: Pick<StatementLine, 'kind' | 'fen' | 'number' | 'orderNumber' | 'providerNumber' | 'tradedAt' | 'difference'>[] = [
    ...held.payments.map(({ number, fen, providerNumber, paidAt }) => ({ kind: 'payment' as const, fen, number, orderNumber: number, providerNumber, tradedAt: paidAt, difference: 'missing_payment' as const })),
    ...held.refunds.map(({ number, fen, orderNumber, sentAt, settledAt }) => ({ kind: 'refund' as const, fen: -fen, number, orderNumber, providerNumber: null, tradedAt: sentAt ?? settledAt, difference: 'missing_refund' as const })),
  ];
  const { source, fund, fromOn } = statement;
  const elsewhere = expected.length > 0 ? await tx.findBy(StatementLine, { source, fund, number: In(expected.map(({ number }) => number)) }) : [];
  const there = new Set([...lines, ...elsewhere].map(({ kind, number }) => `${kind}:${number}`));
  return expected
    .filter(({ kind, number }) => !there.has(`${kind}:${number}`))
    .map((line, index) => ({
      ...blank,
      ...line,
      ...{ id: uuidv7(), statementId: statement.id, lineKey: `${source}:${fund}:${fromOn}:lacks:${line.number}`, position: count + index + 1, source, fund, tradedOn: fromOn, feeFen: 0, lacking: true },
    }));
}

/** What an earlier bill lacked and this one has: the provider puts what happens at midnight into the next day. */
async function findAgain(tx: EntityManager, { source, fund, fromOn }: Statement, lines: StatementLine[]): Promise<void> {
  const found = lines.filter(({ state }) => state === 'matched').flatMap(({ number }) => number ?? []);
  if (found.length === 0) return;
  await tx.update(StatementLine, { source, fund, lacking: true, state: 'open', number: In(found) }, { state: 'matched', difference: null, outcome: `出现在${fromOn}的账单中` });
}

/** 手续费: what the provider keeps of a payment, or gives back with a refund. */
async function bookCharge(tx: EntityManager, line: StatementLine, by: By): Promise<void> {
  const { fund, source, feeFen, tradedOn, providerNumber } = line;
  const [charges, clearing] = [{ account: 'provider_charges' }, { account: moneyAccounts[source] }] as const;
  const [debit, credit] = feeFen > 0 ? [charges, clearing] : [clearing, charges];
  const memo = `${paymentProviders[source as Provider]}手续费${feeFen < 0 ? '退回' : ''}`;
  await postBooking(tx, { kind: 'provider_charge', key: `provider_charge:${line.id}`, on: tradedOn, memo, document: documentOf(line), reference: providerNumber, transfers: [{ fund, debit, credit, fen: Math.abs(feeFen) }] }, by);
}
