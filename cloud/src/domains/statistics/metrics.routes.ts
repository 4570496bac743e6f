import type { Deps } from '../../deps';
import { Refusal } from '../../http/errors';
import { route } from '../../http/route';

const unbuilt = (): never => {
  throw new Refusal('request.not_found');
};

export const metricRoutes = (_deps: Deps) => [
  route('GET /metrics', unbuilt),
  route('GET /metric-values', unbuilt),
  route('GET /metrics/:code/records', unbuilt),
];
