import type { Deps } from '../../deps';
import { Refusal } from '../../http/errors';
import { route } from '../../http/route';

const unavailable = () => Promise.reject(new Refusal('server.unavailable'));

/** 计量与服务合同. */
export const meterRoutes = (_deps: Deps) => [
  route('GET /service-contracts', unavailable),
  route('POST /service-contracts', unavailable),
  route('POST /service-contracts/:id/end', unavailable),
  route('GET /meter-figures', unavailable),
  route('GET /meter-events', unavailable),
  route('POST /meter-events/:id/reversal', unavailable),
];
