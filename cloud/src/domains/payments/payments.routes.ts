import type { Deps } from '../../deps';
import { Refusal } from '../../http/errors';
import { route } from '../../http/route';

const unavailable = () => Promise.reject(new Refusal('server.unavailable'));

/** 应缴款与支付订单. */
export const paymentRoutes = (_deps: Deps) => [
  route('GET /my-payables', unavailable),
  route('POST /payment-orders', unavailable),
  route('GET /my-payment-orders', unavailable),
  route('GET /payment-orders/:id', unavailable),
  route('POST /payment-orders/:id/check', unavailable),
  route('POST /payment-orders/:id/launch', unavailable),
  route('POST /payment-orders/:id/closure', unavailable),
  route('GET /payment-orders', unavailable),
];
