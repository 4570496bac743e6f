import type { Deps } from '../../deps';
import { ensure } from '../../http/errors';
import { route } from '../../http/route';
import { ownFigures } from './dashboards/own-figures';

/** 我的数据 for the managers of a company. */
export const ownFigureRoutes = (deps: Deps) => [
  route('GET /my-figures', ({ actor }) => {
    ensure(actor.companyId, 'request.not_found');
    return ownFigures(deps, actor.companyId);
  }),
];
