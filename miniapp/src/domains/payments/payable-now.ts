import { call } from '@/api';
import { isOwed, type Payable } from './payables-view';

/**
 * A due or bill as it stands now; null where it is not this company's. Where an order of it waits, the pay service is asked
 * first: who comes back after a killed app must not read “unpaid” of what was paid.
 */
export async function payableNow(kind: string, id: string): Promise<Payable | null> {
  const find = async () => (await call('GET /my-payables', {})).items.find((each) => each.kind === kind && each.id === id) ?? null;
  const payable = await find();
  if (!payable?.openOrderId || !isOwed(payable)) return payable;
  const asked = await call('POST /payment-orders/:id/check', { params: { id: payable.openOrderId } }).catch(() => undefined);
  return asked && asked.state !== 'waiting' && asked.state !== 'opening' ? find() : payable;
}
