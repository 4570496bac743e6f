import type { Deps } from '../../deps';
import { Refusal } from '../../http/errors';
import { route } from '../../http/route';

const unbuilt = (): never => {
  throw new Refusal('request.not_found');
};

export const dashboardRoutes = (_deps: Deps) => [
  route('GET /dashboards/president', unbuilt),
  route('GET /dashboards/adviser', unbuilt),
  route('GET /dashboards/market', unbuilt),
];
