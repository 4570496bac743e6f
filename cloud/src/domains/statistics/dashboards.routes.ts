import type { Deps } from '../../deps';
import type { StaffActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { route } from '../../http/route';
import { Market } from '../registry/market.entity';
import { adviserDashboard } from './dashboards/adviser';
import { maySeeMarket } from './dashboards/dashboards.policy';
import { marketDashboard } from './dashboards/market';
import { presidentDashboard } from './dashboards/president';

/** 看板: the few numbers of each role on one screen. */
export const dashboardRoutes = (deps: Deps) => {
  /** The market asked for, the own one, or the first for who belongs to none. */
  async function marketFor(actor: StaffActor, marketId: string | undefined): Promise<Market> {
    const [first] = await deps.db.manager.find(Market, { order: { code: 'ASC' }, take: 1, where: marketId || actor.marketId ? { id: marketId ?? actor.marketId! } : {} });
    ensure(first && maySeeMarket(actor, first.id), 'request.not_found');
    return first;
  }

  return [
    route('GET /dashboards/president', () => presidentDashboard(deps)),

    route('GET /dashboards/adviser', () => adviserDashboard(deps)),

    route('GET /dashboards/market', async ({ actor, query }) => marketDashboard(deps, await marketFor(actor, query.marketId), actor)),
  ];
};
