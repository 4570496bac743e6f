import type { Deps } from '../../deps';
import { Refusal } from '../../http/errors';
import { route } from '../../http/route';

const unavailable = () => Promise.reject(new Refusal('server.unavailable'));

/** 会费. */
export const duesRoutes = (_deps: Deps) => [
  route('GET /dues', unavailable),
  route('GET /dues/:id', unavailable),
  route('GET /dues-runs/:year', unavailable),
  route('POST /dues-runs', unavailable),
  route('POST /dues/:id/cancellation', unavailable),
  route('POST /dues/:id/contacts', unavailable),
];
