import type { Deps } from '../../deps';
import { Refusal } from '../../http/errors';
import { route } from '../../http/route';

const unavailable = () => Promise.reject(new Refusal('server.unavailable'));

/** 退款、现金收款、票据、收款账户. */
export const refundRoutes = (_deps: Deps) => [
  route('POST /payment-orders/:id/refunds', unavailable),
  route('GET /refunds', unavailable),
  route('POST /refunds/:id/approval', unavailable),
  route('POST /refunds/:id/refusal', unavailable),
  route('POST /refunds/:id/retry', unavailable),
  route('GET /cash-receipts', unavailable),
  route('POST /cash-receipts', unavailable),
  route('POST /cash-receipts/:id/confirmation', unavailable),
  route('POST /cash-receipts/:id/refusal', unavailable),
  route('POST /receipts', unavailable),
  route('POST /receipts/:id/voiding', unavailable),
  route('GET /payee-accounts', unavailable),
  route('PUT /payee-accounts', unavailable),
];
