import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { RefundReport } from '../../adapters/payment/payment';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { Deps } from '../../deps';
import type { StaffActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { yuan } from '../../yuan';
import { channelOf } from './channel-of';
import { PaymentOrder } from './payment-order.entity';
import { isImpartialToRefund, mayRefund } from './payments.policy';
import { bookRefund } from './refund-bookings';
import { newRefundNumber } from './refund-number';
import { mayGo, moveRefund } from './refund-states';
import { Refund } from './refund.entity';
import { planSending } from './send-refund';
import { lockRefund, settleRefund } from './settle-refund';
import { tellOrderPayer } from './tell-order-payer';

/** What of a paid order was not given back, is not on its way, and was not asked for, in fen. */
export async function refundableOf(tx: EntityManager, { id, state, fen }: Pick<PaymentOrder, 'id' | 'state' | 'fen'>): Promise<number> {
  if (state !== 'paid') return 0;
  const [row]: { fen: string }[] = await tx.query("SELECT COALESCE(SUM(fen), 0) AS fen FROM refunds WHERE order_id = ? AND state IN ('requested', 'processing', 'succeeded')", [id]);
  return fen - Number(row!.fen);
}

/** 申请退款; nothing moves before another person has approved it. @throws payments.order_not_found, payments.order_wrong_state, payments.refund_too_much */
export async function requestRefund(tx: EntityManager, { orderId, fen, reason }: { orderId: string; fen: number; reason: string }, staff: StaffActor, by: By): Promise<Refund> {
  const order = await tx.findOne(PaymentOrder, { where: { id: orderId }, lock: { mode: 'pessimistic_write' } });
  ensure(order, 'payments.order_not_found');
  ensure(order.state === 'paid', 'payments.order_wrong_state');
  const refundable = await refundableOf(tx, order);
  ensure(mayRefund(staff, order, refundable) && fen <= refundable, 'payments.refund_too_much', { refundableFen: order.late === 'refunded' ? 0 : refundable });
  const undecided = { decidedBy: null, decidedAt: null, refusal: null, bookingId: null, attempt: 0, attemptedAt: null, sentAt: null, providerNumber: null, settledAt: null, failure: null };
  const refund: Refund = { id: uuidv7(), number: newRefundNumber(by.at), orderId, state: 'requested', fen, reason, requestedBy: staff.staffId, requestedAt: by.at, ...undecided };
  await tx.insert(Refund, refund);
  await audit(tx, by, { action: 'payments.refund_requested', subject: { type: 'refund', id: refund.id }, details: { number: refund.number, order: order.number, fen, reason } });
  return refund;
}

/** 复核同意, by another person: booked, and sent to the provider by a job. @throws payments.refund_not_found, payments.refund_wrong_state, payments.same_person */
export async function approveRefund(tx: EntityManager, refundId: string, staff: StaffActor, by: By): Promise<Refund> {
  const { order, refund } = await lockForDecision(tx, refundId, staff);
  const attempt = 1;
  const bookingId = await bookRefund(tx, { order, refund: { ...refund, attempt }, on: dayInShanghai(by.at) }, by);
  const approved = await moveRefund(tx, refund, 'approve', { decidedBy: staff.staffId, decidedAt: by.at, attempt, attemptedAt: by.at, bookingId });
  ensure(approved, 'payments.refund_wrong_state');
  await planSending(tx, approved, by.at);
  await audit(tx, by, { action: 'payments.refund_approved', subject: { type: 'refund', id: refundId }, details: { number: refund.number, order: order.number, fen: refund.fen }, changes: { state: { before: refund.state, after: approved.state } } });
  await tellOrderPayer(tx, order, '退款已受理', `${order.title}的退款 ${yuan(refund.fen)} 已复核，正由支付平台原路退回，到账时间以支付平台为准。`, by.at);
  return approved;
}

/** 复核不同意, by another person. @throws payments.refund_not_found, payments.refund_wrong_state, payments.same_person */
export async function refuseRefund(tx: EntityManager, { refundId, reason }: { refundId: string; reason: string }, staff: StaffActor, by: By): Promise<Refund> {
  const { order, refund } = await lockForDecision(tx, refundId, staff);
  const refused = await moveRefund(tx, refund, 'refuse', { decidedBy: staff.staffId, decidedAt: by.at, refusal: reason });
  ensure(refused, 'payments.refund_wrong_state');
  await audit(tx, by, { action: 'payments.refund_refused', subject: { type: 'refund', id: refundId }, details: { number: refund.number, order: order.number, reason }, changes: { state: { before: refund.state, after: refused.state } } });
  return refused;
}

async function lockForDecision(tx: EntityManager, refundId: string, staff: StaffActor): Promise<{ order: PaymentOrder; refund: Refund }> {
  ensure(await tx.existsBy(Refund, { id: refundId }), 'payments.refund_not_found');
  const locked = await lockRefund(tx, refundId);
  ensure(mayGo('approve', locked.refund), 'payments.refund_wrong_state');
  ensure(isImpartialToRefund(staff, locked.refund), 'payments.same_person');
  return locked;
}

/** What the provider knows of a failed refund before it is sent once more. @throws payments.refund_not_found, payments.refund_wrong_state, payments.not_here; provider.* */
export async function askBeforeRetry(deps: Pick<Deps, 'db' | 'payments'>, refundId: string): Promise<RefundReport> {
  const refund = await deps.db.manager.findOne(Refund, { where: { id: refundId }, relations: { order: true } });
  ensure(refund, 'payments.refund_not_found');
  ensure(mayGo('retry', refund), 'payments.refund_wrong_state');
  const channel = channelOf(deps, refund.order!);
  ensure(channel, 'payments.not_here');
  return channel.queryRefund({ refundNumber: refund.number, orderNumber: refund.order!.number });
}

/**
 * 重新发起, after the provider was asked what became of it: under its old number where the provider never took it, under a new one
 * where the provider has declared it failed; what turns out to have succeeded is booked. The approval stands.
 * @throws payments.refund_wrong_state, payments.refund_too_much
 */
export async function retryRefund(tx: EntityManager, refundId: string, known: RefundReport, by: By): Promise<Refund> {
  const { order, refund } = await lockRefund(tx, refundId);
  ensure(mayGo('retry', refund) && known.refundNumber === refund.number, 'payments.refund_wrong_state');
  if (known.state === 'succeeded') {
    await settleRefund(tx, refundId, known, by);
    return tx.findOneByOrFail(Refund, { id: refundId });
  }
  ensure(refund.fen <= (await refundableOf(tx, order)), 'payments.refund_too_much');
  const attempt = refund.attempt + 1;
  const number = known.state === 'failed' ? newRefundNumber(by.at) : refund.number;
  const bookingId = refund.requestedBy ? await bookRefund(tx, { order, refund: { ...refund, number, attempt }, on: dayInShanghai(by.at) }, by) : null;
  const retried = await moveRefund(tx, refund, 'retry', { number, attempt, attemptedAt: by.at, bookingId, sentAt: null, failure: null });
  ensure(retried, 'payments.refund_wrong_state');
  await planSending(tx, retried, by.at);
  await audit(tx, by, { action: 'payments.refund_retried', subject: { type: 'refund', id: refundId }, details: { number, before: refund.number, order: order.number, fen: refund.fen, attempt }, changes: { state: { before: refund.state, after: retried.state } } });
  return retried;
}
