import type { Deps } from '../../deps';
import { Refusal } from '../../http/errors';
import { route } from '../../http/route';

const unavailable = () => Promise.reject(new Refusal('server.unavailable'));

/** 服务费账单. */
export const billRoutes = (_deps: Deps) => [
  route('GET /bills', unavailable),
  route('GET /bill-previews', unavailable),
  route('POST /bill-runs', unavailable),
  route('POST /bill-checks', unavailable),
  route('POST /bill-publications', unavailable),
  route('GET /bills/:id', unavailable),
  route('GET /bills/:id/events', unavailable),
  route('GET /bills/:id/bill.pdf', unavailable),
  route('POST /bills/:id/voiding', unavailable),
];
