import type { Deps } from '../../deps';
import { Refusal } from '../../http/errors';
import { route } from '../../http/route';

const unavailable = () => Promise.reject(new Refusal('server.unavailable'));

/** 对账. */
export const reconciliationRoutes = (_deps: Deps) => [
  route('GET /reconciliation', unavailable),
  route('GET /statements', unavailable),
  route('POST /bank-statements', unavailable),
  route('POST /provider-bills', unavailable),
  route('GET /statement-lines', unavailable),
  route('POST /statement-lines/:id/decision', unavailable),
  route('POST /statement-lines/:id/reopening', unavailable),
];
