import { openSession } from '../src/domains/identity/sessions';
import { staffNow } from './discipline';
import { type Host, orderIs, type Owed, paymentService, type Payer, refundIs } from './payments';
import { caller } from './people';
import type { Product } from './product';

type Fund = 'dues' | 'service_fee';

/** The stories make the rounds of reconciliation themselves. */
export function useRoundsByHand(product: () => Product): void {
  beforeAll(() => product().server.deps.db.query("DELETE FROM jobs WHERE name = 'reconciliation.day-round'"));
}

/** Pays a due or bill in the payer's host, and waits until it is booked. */
export async function paidOnline(product: Product, payer: Payer, owed: Owed): Promise<{ id: string; number: string }> {
  // A story of weeks outlives any log-in.
  const { token } = await openSession(product.server.deps.db.manager, { accountId: payer.accountId }, { ip: '127.0.0.1', userAgent: 'test' }, product.clock.now());
  const { order } = await caller(product.url, { authorization: `Bearer ${token}` }).call('POST /payment-orders', { body: owed });
  await paymentService(product, payer.host).pay(order.number);
  await orderIs(product, order.id, 'paid');
  return order;
}

/** A refund that finance asked for and the president approved, until the provider has made it. */
export async function refundedOnline(product: Product, orderId: string, fen: number): Promise<{ id: string; number: string }> {
  const refund = await (await staffNow(product, 'finance')).call('POST /payment-orders/:id/refunds', { params: { id: orderId }, body: { fen, reason: '重复缴费' } });
  await (await staffNow(product, 'president')).call('POST /refunds/:id/approval', { params: { id: refund.id } });
  await refundIs(product, refund.id, 'succeeded');
  return refund;
}

/** An order of the association's merchant that the product knows nothing of, paid; as the simulator keeps it. */
export async function strangeOrder(product: Product, { host, accountId }: Payer, number: string, fen: number) {
  const { db, payments } = product.server.deps;
  const [{ open_id: payerOpenId }] = await db.query('SELECT open_id FROM accounts WHERE id = ?', [accountId]);
  const expiresAt = new Date(product.clock.now().getTime() + 1800_000);
  await payments.dues[host]!.createOrder({ number, subject: '不在系统里的订单', fen, payerOpenId, expiresAt, notifyUrl: `${product.url}/api/payment-notices/${host}/dues` });
  paymentService(product, host).notifyNext({ never: true });
  return paymentService(product, host).pay(number);
}

/** The lines of the simulator's own bill of these days. */
export function ownBill(product: Product, host: Host, fund: Fund, ...days: string[]) {
  const merchantId = host === 'wechat' ? product.simulators.wechatPay.merchants[fund].mchid : product.simulators.alipay.apps[fund].sellerId;
  return days.flatMap((day) => paymentService(product, host).bill(day, merchantId));
}

/** What these lines come to, charges taken off: what stands in the clearing account when all is explained. */
export const netOf = (lines: { fen: number; feeFen: number }[]): number => lines.reduce((sum, { fen, feeFen }) => sum + fen - feeFen, 0);

/** An order as the simulator keeps it, to be tampered with. */
export const booked = (product: Product, host: Host, number: string) => paymentService(product, host).order(number)!;
