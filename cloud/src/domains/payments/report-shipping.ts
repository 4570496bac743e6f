import { ProviderError } from '../../adapters/provider-error';
import { audit, type By } from '../../audit/audit';
import type { Deps } from '../../deps';
import type { JobOutcome } from '../../jobs/queue';
import { Account } from '../identity/account.entity';
import { PaymentOrder } from './payment-order.entity';

/** 发货信息 to WeChat for a payment inside it, once; while WeChat cannot be reached it is tried again, for the money stays frozen until then. */
export async function reportShipping({ db, clock, log, shipping }: Pick<Deps, 'db' | 'clock' | 'log' | 'shipping'>, orderId: string): Promise<JobOutcome> {
  const order = await db.manager.findOneBy(PaymentOrder, { id: orderId });
  if (order?.state !== 'paid' || order.provider !== 'wechat' || order.shippingReportedAt) return undefined;
  const { openId } = await db.manager.findOneByOrFail(Account, { id: order.accountId });
  const by: By = { author: { kind: 'system' }, origin: undefined, at: clock.now() };
  try {
    await shipping.reportService({ orderNumber: order.number, merchantId: order.merchantId, payerOpenId: openId, description: order.title, at: by.at });
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    log.warn({ err: error, order: order.number }, 'the shipping information could not be reported');
    return { againInSeconds: Math.min(3600, Math.max(30, (by.at.getTime() - order.paidAt!.getTime()) / 4000)) };
  }
  await db.transaction(async (tx) => {
    const { affectedRows } = await tx.query('UPDATE payment_orders SET shipping_reported_at = ? WHERE id = ? AND shipping_reported_at IS NULL', [by.at, orderId]);
    if (affectedRows === 1) await audit(tx, by, { action: 'payments.shipping_reported', subject: { type: 'payment_order', id: orderId }, details: { number: order.number } });
  });
  return undefined;
}
