import type { PaymentChannel } from '../../adapters/payment/payment';
import type { By } from '../../audit/audit';
import type { Deps } from '../../deps';
import { isOpen } from './order-states';
import { PaymentOrder } from './payment-order.entity';
import { type ClosingCause, closeHere, settleOrder } from './settle-order';

/** Asks the provider what became of an order, and applies what it says. @throws ProviderError */
export async function askProvider({ db }: Pick<Deps, 'db'>, channel: PaymentChannel, order: PaymentOrder, by: By): Promise<PaymentOrder> {
  const report = await channel.queryOrder(order.number);
  return (await db.transaction((tx) => settleOrder(tx, order.id, report, by))).order;
}

/**
 * Closes an order at the provider first and here after that, so that nobody pays what we think closed; where it turns out to have been
 * paid before, the money is booked instead. Closing what is not open any more changes nothing. @throws ProviderError
 */
export async function closeOrder({ db }: Pick<Deps, 'db'>, channel: PaymentChannel, order: PaymentOrder, cause: ClosingCause, by: By): Promise<PaymentOrder> {
  const wasPaid = isOpen(order) && (await channel.closeOrder(order.number)) === 'paid';
  if (!wasPaid) return closeLocked({ db }, order.id, cause, by);
  const asked = await askProvider({ db }, channel, order, by);
  return isOpen(asked) ? closeLocked({ db }, order.id, 'unfit', by) : asked;
}

/** Closes it here, whatever the provider thinks. */
export function closeLocked({ db }: Pick<Deps, 'db'>, orderId: string, cause: ClosingCause, by: By): Promise<PaymentOrder> {
  return db.transaction(async (tx) => closeHere(tx, await tx.findOneOrFail(PaymentOrder, { where: { id: orderId }, lock: { mode: 'pessimistic_write' } }), cause, by));
}
