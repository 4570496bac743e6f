import type { EntityManager } from 'typeorm';
import { paymentProviders } from '@yongche/contract';
import type { RefundReport } from '../../adapters/payment/payment';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { yuan } from '../../yuan';
import { postBooking, reverseBooking } from '../ledger/post-booking';
import { keepExcess } from './excess';
import { payableOf } from './payables';
import { PaymentOrder } from './payment-order.entity';
import { moneyAccounts } from './receive-payment';
import { bookRefund } from './refund-bookings';
import { Refund } from './refund.entity';
import { mayGo, moveRefund } from './refund-states';
import { tellOrderPayer } from './tell-order-payer';

/** Order and refund, both locked, the order first: whoever else counts what can still be refunded waits. */
export async function lockRefund(tx: EntityManager, refundId: string): Promise<{ order: PaymentOrder; refund: Refund }> {
  const { orderId } = await tx.findOneByOrFail(Refund, { id: refundId });
  const order = await tx.findOneOrFail(PaymentOrder, { where: { id: orderId }, lock: { mode: 'pessimistic_write' } });
  return { order, refund: await tx.findOneOrFail(Refund, { where: { id: refundId }, lock: { mode: 'pessimistic_write' } }) };
}

/**
 * The one way to the end of a refund, for notices and for what we ask ourselves: money that left is booked once, a failure is booked
 * back. @returns whether anything changed; `unfit` for a report that is not of this refund
 */
export async function settleRefund(tx: EntityManager, refundId: string, report: RefundReport, by: By): Promise<boolean | 'unfit'> {
  const { order, refund } = await lockRefund(tx, refundId);
  const isOfIt = report.refundNumber === refund.number && report.orderNumber === order.number && (report.fen === null || report.fen === refund.fen);
  if (!isOfIt) return 'unfit';
  if (report.state === 'succeeded') return succeed(tx, { order, refund }, report, by);
  return report.state === 'failed' ? failRefund(tx, { order, refund }, '支付平台没能把钱退到付款账户，请与付款人核对账户后重新发起', by) : false;
}

async function succeed(tx: EntityManager, { order, refund }: { order: PaymentOrder; refund: Refund }, { refundedAt, providerId }: RefundReport, by: By): Promise<boolean> {
  if (!mayGo('succeed', refund)) return false;
  const { fund, provider, partyId, subjectId: documentId, payerName, title } = order;
  const { id, number, fen, state } = refund;
  const settledAt = refundedAt ?? by.at;
  const on = dayInShanghai(settledAt);
  // A failure that was booked back, and turns out to have succeeded after all, is approved money again.
  const bookingId = state === 'failed' && refund.requestedBy ? await bookRefund(tx, { order, refund: { ...refund, attempt: refund.attempt + 1 }, on }, by) : refund.bookingId;
  await moveRefund(tx, refund, 'succeed', { settledAt, providerNumber: providerId, failure: null, bookingId });
  const transfers = [{ fund, debit: { account: 'refund_payable' as const, partyId, documentId }, credit: { account: moneyAccounts[provider] }, fen }];
  await postBooking(tx, { kind: 'refund_paid', key: `refund_paid:${id}`, on, memo: `${payerName} ${title}，${paymentProviders[provider]}退款`, document: `refund:${id}`, reference: number, transfers }, by);
  await audit(tx, by, { action: 'payments.refund_settled', subject: { type: 'refund', id }, details: { number, order: order.number, fen }, changes: { state: { before: state, after: 'succeeded' } } });
  await tellOrderPayer(tx, order, '退款已到账', `${title}的退款 ${yuan(fen)} 已由${paymentProviders[provider]}原路退回。`, by.at);
  return true;
}

/** 退款失败: the money is ours again, as before or, where its debt was paid in another way meanwhile, as an advance; it can be sent once more. Both rows must be locked. */
export async function failRefund(tx: EntityManager, { order, refund }: { order: PaymentOrder; refund: Refund }, failure: string, by: By): Promise<boolean> {
  const failed = await moveRefund(tx, refund, 'fail', { failure, bookingId: null });
  if (!failed) return false;
  const { id, number, fen, bookingId } = refund;
  const payable = bookingId ? await payableOf(tx, order.kind, order.subjectId, { lock: true }) : null;
  if (bookingId) await reverseBooking(tx, bookingId, { kind: 'refund_failed', memo: `${order.payerName} ${order.title}，退款失败冲回`, on: dayInShanghai(by.at) }, by);
  if (payable) await keepExcess(tx, payable, by);
  await audit(tx, by, { action: 'payments.refund_failed', subject: { type: 'refund', id }, details: { number, order: order.number, fen, failure }, changes: { state: { before: refund.state, after: failed.state } } });
  return true;
}
