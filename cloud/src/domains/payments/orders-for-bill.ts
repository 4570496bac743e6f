import type { orderStates, refundStates } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import type { ProviderBillLine } from '../../adapters/payment/payment';
import type { By } from '../../audit/audit';
import { nextDay, startOfDay } from '../../clock';
import { ensure } from '../../http/errors';
import type { Fund } from '../ledger/accounts';
import { PaymentOrder } from './payment-order.entity';
import { settleOrder } from './settle-order';

/** A payment as we hold it. */
export interface HeldPayment {
  id: string;
  number: string;
  state: keyof typeof orderStates;
  fen: number;
  providerNumber: string | null;
  paidAt: Date | null;
}

/** A refund as we hold it. */
export interface HeldRefund {
  id: string;
  number: string;
  orderId: string;
  orderNumber: string;
  state: keyof typeof refundStates;
  fen: number;
  /** When the provider took the request: the day on which its bill has it. */
  sentAt: Date | null;
  settledAt: Date | null;
}

interface Held {
  payments: HeldPayment[];
  refunds: HeldRefund[];
}

interface Merchant {
  provider: PaymentOrder['provider'];
  fund: Fund;
}

/** What we hold as paid, and as sent back or given back, with one merchant on one day in Shanghai, to be compared with the provider's bill. */
export function ordersAndRefundsOn(tx: EntityManager, { provider, fund, day }: Merchant & { day: string }): Promise<Held> {
  const bounds = [startOfDay(day), startOfDay(nextDay(day))];
  const during = "r.state IN ('processing', 'succeeded') AND COALESCE(r.sent_at, r.settled_at) >= ? AND COALESCE(r.sent_at, r.settled_at) < ?";
  return readHeld(tx, { provider, fund }, { sql: "o.state = 'paid' AND o.paid_at >= ? AND o.paid_at < ?", values: bounds }, { sql: during, values: bounds });
}

/** What we hold under these numbers of ours with one merchant, whatever its state and day. */
export async function ordersAndRefundsNumbered(tx: EntityManager, merchant: Merchant, { orders, refunds }: { orders: string[]; refunds: string[] }): Promise<Held> {
  return readHeld(tx, merchant, { sql: 'o.number IN (?)', values: [orders.length > 0 ? orders : ['']] }, { sql: 'r.number IN (?)', values: [refunds.length > 0 ? refunds : ['']] });
}

interface Condition {
  sql: string;
  values: unknown[];
}

async function readHeld(tx: EntityManager, { provider, fund }: Merchant, ofOrders: Condition, ofRefunds: Condition): Promise<Held> {
  const payments: (Omit<HeldPayment, 'fen'> & { fen: string })[] = await tx.query(
    `SELECT o.id, o.number, o.state, o.fen, o.provider_number AS providerNumber, o.paid_at AS paidAt FROM payment_orders o WHERE o.provider = ? AND o.fund = ? AND ${ofOrders.sql} ORDER BY o.id`,
    [provider, fund, ...ofOrders.values],
  );
  const refunds: (Omit<HeldRefund, 'fen'> & { fen: string })[] = await tx.query(
    `SELECT r.id, r.number, o.id AS orderId, o.number AS orderNumber, r.state, r.fen, r.sent_at AS sentAt, r.settled_at AS settledAt
     FROM refunds r JOIN payment_orders o ON o.id = r.order_id WHERE o.provider = ? AND o.fund = ? AND ${ofRefunds.sql} ORDER BY r.id`,
    [provider, fund, ...ofRefunds.values],
  );
  return { payments: payments.map((row) => ({ ...row, fen: Number(row.fen) })), refunds: refunds.map((row) => ({ ...row, fen: Number(row.fen) })) };
}

/**
 * Books what a provider's bill shows as paid and we do not, by the same rules as a notice: kept, or given back where nothing is owed.
 * Twice is once. @throws reconciliation.decision_unfit for a number that is not ours or an amount that is not the order's
 */
export async function acceptProviderPayment(tx: EntityManager, orderNumber: string, { providerId, fen, at }: Pick<ProviderBillLine, 'providerId' | 'fen' | 'at'>, by: By): Promise<PaymentOrder> {
  const order = await tx.findOneBy(PaymentOrder, { number: orderNumber });
  ensure(order, 'reconciliation.decision_unfit');
  const settlement = await settleOrder(tx, order.id, { number: orderNumber, state: 'paid', providerId, paidFen: fen, paidAt: at, payerOpenId: null }, by);
  ensure(settlement.outcome !== 'refused', 'reconciliation.decision_unfit');
  return settlement.order;
}
