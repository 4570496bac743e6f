import { type EntityManager, In } from 'typeorm';
import type { Actor } from '../../http/actor';
import { Staff } from '../identity/staff.entity';
import type { CashReceipt } from './cash-receipt.entity';
import { PaymentOrder } from './payment-order.entity';
import { receiptsOf } from './payments-of';
import { mayDecideCash, mayDecideRefund, mayRefund, mayRetryRefund } from './payments.policy';
import { refundableOf } from './refunds';
import { Refund } from './refund.entity';

/** Who asks for late money to go back: the rule, not a person. */
const byRule = '系统（按规则）';
/** Companies need not know who at the association did it. */
const forCompanies = '协会财务';

export async function presentOrder(tx: EntityManager, order: PaymentOrder) {
  const [presented] = await presentOrders(tx, [order]);
  return presented!;
}

/** 支付订单 with what of each was given back. */
export async function presentOrders(tx: EntityManager, orders: PaymentOrder[]) {
  if (orders.length === 0) return [];
  const sums: { orderId: string; fen: string }[] = await tx.query("SELECT order_id AS orderId, SUM(fen) AS fen FROM refunds WHERE state = 'succeeded' AND order_id IN (?) GROUP BY order_id", [orders.map(({ id }) => id)]);
  const refunded = new Map(sums.map(({ orderId, fen }) => [orderId, Number(fen)]));
  return orders.map(({ id, number, kind, subjectId, title, payerName, fund, provider, state, fen, providerNumber, openedAt, expiresAt, paidAt, closedAt, late }) => ({
    ...{ id, number, kind, subjectId, title, payerName, fund, provider, state, fen, refundedFen: refunded.get(id) ?? 0, providerNumber, openedAt, expiresAt, paidAt, closedAt, late },
  }));
}

/** One order with its refunds, the receipts of what it paid, and whether a refund can be asked for. */
export async function presentOrderFully(tx: EntityManager, order: PaymentOrder, actor: Actor) {
  const refunds = await tx.find(Refund, { where: { orderId: order.id }, order: { id: 'ASC' } });
  return {
    ...(await presentOrder(tx, order)),
    refunds: await presentRefunds(tx, refunds, actor),
    receipts: await receiptsOf(tx, order.kind, order.subjectId),
    mayRefund: mayRefund(actor, order, await refundableOf(tx, order)),
  };
}

export async function presentRefund(tx: EntityManager, refund: Refund, actor: Actor) {
  const [presented] = await presentRefunds(tx, [refund], actor);
  return presented!;
}

/** 退款 with their orders; a company is told neither who asked for one nor who approved it. */
export async function presentRefunds(tx: EntityManager, refunds: Refund[], actor: Actor) {
  if (refunds.length === 0) return [];
  const orders = new Map((await tx.findBy(PaymentOrder, { id: In(refunds.map(({ orderId }) => orderId)) })).map((order) => [order.id, order]));
  const nameOf = await staffNames(tx, refunds.flatMap(({ requestedBy, decidedBy }) => [requestedBy, decidedBy]));
  const shown = (staffId: string) => (actor.kind === 'agent' ? forCompanies : (nameOf.get(staffId) ?? '员工'));
  return refunds.map((refund) => {
    const { id, number, orderId, state, fen, reason, requestedBy, requestedAt, decidedBy, settledAt, failure, refusal } = refund;
    const { number: orderNumber, payerName, title, provider, fund } = orders.get(orderId)!;
    return {
      ...{ id, number, orderId, orderNumber, payerName, title, provider, fund, state, fen, reason, requestedAt, settledAt, failure },
      requestedBy: requestedBy ? shown(requestedBy) : byRule,
      decidedBy: decidedBy && shown(decidedBy),
      refusal: actor.kind === 'agent' ? null : refusal,
      may: { decide: mayDecideRefund(actor, refund), retry: mayRetryRefund(actor, refund) },
    };
  });
}

export async function presentCash(tx: EntityManager, cash: CashReceipt, actor: Actor) {
  const [presented] = await presentCashReceipts(tx, [cash], actor);
  return presented!;
}

export async function presentCashReceipts(tx: EntityManager, receipts: CashReceipt[], actor: Actor) {
  const nameOf = await staffNames(tx, receipts.flatMap(({ notedBy, decidedBy }) => [notedBy, decidedBy]));
  return receipts.map((cash) => {
    const { id, number, kind, subjectId, title, payerName, fund, state, fen, receivedOn, note, notedBy, notedAt, decidedBy, refusal } = cash;
    return { id, number, kind, subjectId, title, payerName, fund, state, fen, receivedOn, note, notedBy: nameOf.get(notedBy) ?? '员工', notedAt, decidedBy: decidedBy && (nameOf.get(decidedBy) ?? '员工'), refusal, mayDecide: mayDecideCash(actor, cash) };
  });
}

async function staffNames(tx: EntityManager, ids: (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null);
  if (wanted.length === 0) return new Map();
  const staff = await tx.find(Staff, { select: { id: true, name: true }, where: { id: In(wanted) } });
  return new Map(staff.map(({ id, name }) => [id, name]));
}
