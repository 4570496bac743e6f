import { call } from '@/api';
import { isUndecided, type OrderDetail } from '../order-view';

/** An order, and whether the pay service could be asked about an open end. */
export interface OrderNow {
  order: OrderDetail;
  /** False where the pay service, or our server for it, could not be reached: then the open end may be older than it looks. */
  asked: boolean;
}

/** An order as it stands now: while its end is open, the server asks the pay service before it is shown. */
export async function orderNow(id: string): Promise<OrderNow> {
  const order = await call('GET /payment-orders/:id', { params: { id } });
  if (!isUndecided(order)) return { order, asked: true };
  const asked = await call('POST /payment-orders/:id/check', { params: { id } }).catch(() => undefined);
  if (!asked) return { order, asked: false };
  if (isUndecided(asked)) return { order: { ...order, ...asked }, asked: true };
  return { order: await call('GET /payment-orders/:id', { params: { id } }), asked: true };
}
