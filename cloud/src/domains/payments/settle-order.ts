import { paymentProviders } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { OrderReport } from '../../adapters/payment/payment';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { enqueue } from '../../jobs/queue';
import { yuan } from '../../yuan';
import { postBooking } from '../ledger/post-booking';
import { isOpen, mayGo, moveOrder } from './order-states';
import { payableOf, type PayableFacts } from './payables';
import { PaymentOrder } from './payment-order.entity';
import { moneyAccounts, receivePayment, tellPayer } from './receive-payment';
import { newRefundNumber } from './refund-number';
import { Refund } from './refund.entity';
import { planSending } from './send-refund';

/** What a report came to: `settled` it is paid now · `repeated` nothing new in it · `closed` it is closed now · `refused` it is not booked, and why. */
export type Settlement = { outcome: 'settled' | 'repeated' | 'closed'; order: PaymentOrder } | { outcome: 'refused'; order: PaymentOrder; refusal: string };

/**
 * The one way to `paid`, for notices, for what we ask the provider ourselves, and for its bill: the order is locked, the report
 * compared with it, and the money booked once. A report that does not fit is never booked; it leaves an audit row.
 */
export async function settleOrder(tx: EntityManager, orderId: string, report: OrderReport, by: By): Promise<Settlement> {
  const order = await tx.findOneOrFail(PaymentOrder, { where: { id: orderId }, lock: { mode: 'pessimistic_write' } });
  if (report.state !== 'paid' && report.state !== 'refunded') {
    if (report.state !== 'closed' || !isOpen(order)) return { outcome: 'repeated', order };
    return { outcome: 'closed', order: await closeHere(tx, order, 'provider', by) };
  }
  const refusal = misfitOf(order, report);
  if (refusal) {
    await audit(tx, by, { action: 'payments.notice_refused', subject: { type: 'payment_order', id: order.id }, details: { number: order.number, fen: order.fen, saidFen: report.paidFen, saidNumber: report.providerId, refusal } });
    return { outcome: 'refused', order, refusal };
  }
  if (order.state === 'paid') return { outcome: 'repeated', order };
  return { outcome: 'settled', order: await takeMoney(tx, order, report, by) };
}

/** `payer` cancelled it · `expired` · `provider` closed it · `replaced` by another one · `unreachable` nobody could be asked for a day · `unfit` what was paid is not what was asked for. */
export type ClosingCause = 'payer' | 'expired' | 'provider' | 'replaced' | 'unreachable' | 'unfit';

/** 关闭订单 on our side, where it is still open; the row must be locked. */
export async function closeHere(tx: EntityManager, order: PaymentOrder, cause: ClosingCause, by: By): Promise<PaymentOrder> {
  const closed = await moveOrder(tx, order, 'close', { closedAt: by.at });
  if (!closed) return order;
  await audit(tx, by, { action: 'payments.order_closed', subject: { type: 'payment_order', id: order.id }, details: { number: order.number, cause }, changes: { state: { before: order.state, after: closed.state } } });
  return closed;
}

/** Why a report of money is not that of our order; undefined where it is. */
function misfitOf(order: PaymentOrder, { number, paidFen, providerId }: OrderReport): string | undefined {
  if (number !== order.number) return '订单号不符';
  if (!providerId) return '没有支付平台的交易号';
  if (paidFen !== order.fen) return `金额不符：订单 ${yuan(order.fen)}，平台 ${paidFen === null ? '未说明' : yuan(paidFen)}`;
  if (order.providerNumber && order.providerNumber !== providerId) return '同一订单出现另一个交易号';
  return undefined;
}

/**
 * Books what was paid. Money that comes after the order was closed, or for what was paid in another way meanwhile, is kept where the
 * due or bill still has that much outstanding, and otherwise goes back as a whole: the rule decides, so no second person is asked.
 */
async function takeMoney(tx: EntityManager, order: PaymentOrder, report: OrderReport, by: By): Promise<PaymentOrder> {
  const { id, kind, subjectId, number, fen, provider } = order;
  const payable = await payableOf(tx, kind, subjectId, { lock: true });
  const isOwed = payable !== null && !payable.cancelled && payable.outstandingFen >= fen;
  const inTime = mayGo('pay', order);
  const late = isOwed ? (inTime ? null : ('kept' as const)) : ('refunded' as const);
  const paidAt = report.paidAt ?? by.at;
  const paid = await moveOrder(tx, order, inTime ? 'pay' : 'payLate', { paidAt, providerNumber: report.providerId, late });
  if (!paid) throw new Error(`order ${number} moved while it was locked`);
  const on = dayInShanghai(paidAt);
  const booking = { key: `order_paid:${id}`, on, reference: number, document: `payment_order:${id}` };
  await audit(tx, by, { action: 'payments.order_paid', subject: { type: 'payment_order', id }, details: { number, fen, provider, providerNumber: report.providerId }, changes: { state: { before: order.state, after: paid.state } } });
  if (isOwed) await receivePayment(tx, { ...booking, payable, way: provider, fen, kind: late ? 'late_paid' : 'order_paid', memo: `${order.payerName} ${order.title}，${paymentProviders[provider]}` }, by);
  else await giveBack(tx, paid, payable, booking, by);
  if (late) {
    const rule = late === 'kept' ? '应缴款仍有这么多未缴，按规则计入' : '应缴款已没有这么多未缴，按规则原路退回，无需复核';
    await audit(tx, by, { action: 'payments.late_money', subject: { type: 'payment_order', id }, details: { number, fen, wasClosed: !inTime, outcome: late, rule } });
  }
  if (provider === 'wechat' && isOwed) await enqueue(tx, 'payments.report-shipping', { orderId: id }, { runAt: by.at, dedupKey: `payments.report-shipping:${id}` });
  return paid;
}

async function giveBack(tx: EntityManager, order: PaymentOrder, payable: PayableFacts | null, booking: { key: string; on: string; reference: string; document: string }, by: By): Promise<void> {
  const { fund, provider, partyId, subjectId: documentId, fen, payerName, title } = order;
  const transfers = [{ fund, debit: { account: moneyAccounts[provider] }, credit: { account: 'refund_payable' as const, partyId, documentId }, fen }];
  await postBooking(tx, { ...booking, kind: 'late_paid', memo: `${payerName} ${title}，关单后到账或重复缴款，待退回`, transfers }, by);
  const decided = { decidedBy: null, decidedAt: null, refusal: null, bookingId: null, attempt: 1, attemptedAt: by.at, sentAt: null, providerNumber: null, settledAt: null, failure: null };
  const refund: Refund = { id: uuidv7(), number: newRefundNumber(by.at), orderId: order.id, state: 'processing', fen, reason: order.closedAt ? '关单后到账' : '重复缴款', requestedBy: null, requestedAt: by.at, ...decided };
  await tx.insert(Refund, refund);
  await planSending(tx, refund, by.at);
  if (payable) await tellPayer(tx, payable, '多付的款将原路退回', `${title}收到${paymentProviders[provider]} ${yuan(fen)}，但这笔款项已没有这么多待缴，系统将全额原路退回，无需您操作。`, by.at);
}
