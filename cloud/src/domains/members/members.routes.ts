import type { Deps } from '../../deps';
import { Refusal } from '../../http/errors';
import { route } from '../../http/route';

const unavailable = () => Promise.reject(new Refusal('server.unavailable'));

/** 会员. */
export const memberRoutes = (_deps: Deps) => [
  route('GET /members', unavailable),
  route('GET /membership-flow', unavailable),
  route('GET /members/:id', unavailable),
  route('PUT /members/:id/company', unavailable),
  route('GET /membership-changes', unavailable),
  route('POST /membership-changes', unavailable),
  route('POST /membership-changes/:id/withdrawal', unavailable),
  route('GET /my-membership', unavailable),
];
