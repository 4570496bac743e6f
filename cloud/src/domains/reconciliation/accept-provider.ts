import type { EntityManager } from 'typeorm';
import { type By } from '../../audit/audit';
import { ensure } from '../../http/errors';
import { yuan } from '../../yuan';
import { type AccountRef, balanceOf } from '../ledger/accounts';
import { lockLedger, postBooking } from '../ledger/post-booking';
import { acceptProviderPayment } from '../payments/orders-for-bill';
import { payableOf, type PayableFacts } from '../payments/payables';
import { PaymentOrder } from '../payments/payment-order.entity';
import { moneyAccounts, receivePayment, tellPayer } from '../payments/receive-payment';
import { Refund } from '../payments/refund.entity';
import { settleRefund } from '../payments/settle-refund';
import { documentOf } from './book-bank-line';
import type { StatementLine } from './statement.entity';

/** A line of a provider's bill with the order of ours that it speaks of, and what is owed for that; all locked. */
interface Case {
  line: StatementLine;
  order: PaymentOrder;
  payable: PayableFacts;
}

/** The order of ours that a provider's line speaks of. */
export const orderOfLine = (tx: EntityManager, { source, fund, orderNumber }: StatementLine, lock = false) =>
  orderNumber === null || source === 'bank' ? Promise.resolve(null) : tx.findOne(PaymentOrder, { where: { number: orderNumber, provider: source, fund }, ...(lock ? { lock: { mode: 'pessimistic_write' } } : {}) });

/**
 * 按平台账单补记: makes the ledger what the provider's bill says, by the kind of the difference; gives what it did in plain Chinese.
 * @throws reconciliation.decision_unfit where no order of ours is spoken of, or our side is not what the difference says any more
 */
export async function acceptProvider(tx: EntityManager, line: StatementLine, by: By): Promise<string> {
  const order = await orderOfLine(tx, line, true);
  ensure(order, 'reconciliation.decision_unfit');
  const payable = await payableOf(tx, order.kind, order.subjectId, { lock: true });
  ensure(payable, 'reconciliation.decision_unfit');
  const it: Case = { line, order, payable };
  const what = `${payable.partyName} ${payable.title}`;
  switch (line.difference) {
    case 'unknown_payment':
      ensure(order.state !== 'paid', 'reconciliation.decision_unfit');
      await acceptProviderPayment(tx, order.number, { providerId: line.providerNumber!, fen: line.fen, at: line.tradedAt! }, by);
      return `按平台账单补记订单${order.number}，“${what}”${yuan(line.fen)}`;
    case 'double_payment':
      return takeMore(tx, it, line.fen, by);
    case 'wrong_amount':
      return line.kind === 'payment' ? adjustPayment(tx, it, by) : adjustRefund(tx, it, by);
    case 'missing_payment':
      ensure(isBooked(order), 'reconciliation.decision_unfit');
      return takeBack(tx, it, order.fen, '平台账单没有这笔收款', by);
    case 'unknown_refund':
      return acceptRefund(tx, it, by);
    case 'missing_refund': {
      const refund = await refundOf(tx, line);
      ensure(refund?.state === 'succeeded', 'reconciliation.decision_unfit');
      return oweAgain(tx, it, refund.fen, by);
    }
    default:
      ensure(false, 'reconciliation.decision_unfit');
  }
}

const isBooked = ({ state, late }: PaymentOrder) => state === 'paid' && late !== 'refunded';
const refundOf = (tx: EntityManager, { number }: StatementLine) => (number === null ? Promise.resolve(null) : tx.findOneBy(Refund, { number }));

/** What the provider has beyond what we hold is the payer's: set against the debt, or an advance. */
async function takeMore(tx: EntityManager, { line, order, payable }: Case, fen: number, by: By): Promise<string> {
  const booking = { way: order.provider, fen, on: line.tradedOn, kind: 'provider_difference' as const, reference: order.number, document: documentOf(line) };
  const { advanceFen } = await receivePayment(tx, { ...booking, payable, key: keyOf(line), memo: `${payable.partyName} ${payable.title}，按平台账单补记` }, by);
  return `按平台账单补记${yuan(fen)}到“${payable.partyName} ${payable.title}”${advanceFen > 0 ? `，其中${yuan(advanceFen)}记为预收款` : ''}`;
}

async function adjustPayment(tx: EntityManager, it: Case, by: By): Promise<string> {
  ensure(it.order.state !== 'paid' || isBooked(it.order), 'reconciliation.decision_unfit');
  const more = it.line.fen - (it.order.state === 'paid' ? it.order.fen : 0);
  ensure(more !== 0, 'reconciliation.decision_unfit');
  return more > 0 ? takeMore(tx, it, more, by) : takeBack(tx, it, -more, '平台账单的金额少于订单', by);
}

async function adjustRefund(tx: EntityManager, it: Case, by: By): Promise<string> {
  const refund = await refundOf(tx, it.line);
  ensure(refund?.state === 'succeeded', 'reconciliation.decision_unfit');
  const more = -it.line.fen - refund.fen;
  ensure(more !== 0, 'reconciliation.decision_unfit');
  return more > 0 ? takeBack(tx, it, more, '平台退款多于我们的退款', by) : oweAgain(tx, it, -more, by);
}

/** A refund of ours that the provider has made is settled as one; another was made at the provider's own desk. */
async function acceptRefund(tx: EntityManager, it: Case, by: By): Promise<string> {
  const { line, order } = it;
  const refund = await refundOf(tx, line);
  if (!refund) return takeBack(tx, it, -line.fen, '平台账单有这笔退款', by);
  const report = { refundNumber: refund.number, orderNumber: order.number, state: 'succeeded' as const, providerId: null, fen: -line.fen, refundedAt: line.tradedAt };
  ensure((await settleRefund(tx, refund.id, report, by)) === true, 'reconciliation.decision_unfit');
  return `按平台账单记退款${refund.number}已完成，${yuan(refund.fen)}`;
}

/** Money that the provider does not have: first the payer's advance, the rest is owed again. */
async function takeBack(tx: EntityManager, { line, order, payable }: Case, fen: number, why: string, by: By): Promise<string> {
  const { fund, partyId, id: documentId } = payable;
  await lockLedger(tx);
  const fromAdvance = Math.min(fen, Math.max(0, -(await balanceOf(tx, fund, { account: 'advance', partyId, documentId }))));
  const credit: AccountRef = { account: moneyAccounts[order.provider] };
  await post(tx, line, `${payable.partyName} ${payable.title}，${why}`, order.number, by, [
    { fund, debit: { account: 'advance', partyId, documentId }, credit, fen: fromAdvance },
    { fund, debit: { account: 'receivable', partyId, documentId }, credit, fen: fen - fromAdvance },
  ]);
  await tellPayer(tx, payable, '缴款更正', `${payable.title}：${why}，已更正${yuan(fen)}。如有疑问请与协会财务联系。`, by.at);
  return `${why}，“${payable.partyName} ${payable.title}”冲回${yuan(fen)}`;
}

/** A refund that the provider has not made: it is still to be paid back. */
async function oweAgain(tx: EntityManager, { line, order, payable }: Case, fen: number, by: By): Promise<string> {
  const { fund, partyId, id: documentId } = payable;
  await post(tx, line, `${payable.partyName} ${payable.title}，平台账单没有退款`, order.number, by, [{ fund, debit: { account: moneyAccounts[order.provider] }, credit: { account: 'refund_payable', partyId, documentId }, fen }]);
  return `平台没有退出${yuan(fen)}，仍记为应退给“${payable.partyName}”`;
}

const keyOf = ({ id, turn }: StatementLine) => `provider_difference:${id}:${turn}`;

async function post(tx: EntityManager, line: StatementLine, memo: string, reference: string, by: By, transfers: Parameters<typeof postBooking>[1]['transfers']): Promise<void> {
  await postBooking(tx, { kind: 'provider_difference', key: keyOf(line), on: line.tradedOn, memo, document: documentOf(line), reference, transfers }, by);
}
