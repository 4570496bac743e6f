import type { Deps } from '../../deps';
import { Refusal } from '../../http/errors';
import { route } from '../../http/route';

const unavailable = () => Promise.reject(new Refusal('server.unavailable'));

/** 费用与预算. */
export const expenseRoutes = (_deps: Deps) => [
  route('GET /expenses', unavailable),
  route('POST /expenses', unavailable),
  route('POST /expenses/:id/approval', unavailable),
  route('POST /expenses/:id/refusal', unavailable),
  route('POST /expenses/:id/withdrawal', unavailable),
  route('GET /budgets', unavailable),
  route('PUT /budgets', unavailable),
];
