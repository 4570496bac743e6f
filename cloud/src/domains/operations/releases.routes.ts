import type { EntityManager } from 'typeorm';
import type { By } from '../../audit/audit';
import type { Deps } from '../../deps';
import type { StaffActor } from '../../http/actor';
import { type Origin, route, type RouteRequest } from '../../http/route';
import { releaseList } from './release-list';
import { demandMinimum, rollOut } from './releases';

/** 版本与灰度: which page which market's terminals run. */
export const releaseRoutes = ({ db, clock, staffWeb }: Deps) => {
  const by = (actor: StaffActor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });

  /** Acts, and answers how everything stands now; the next request of a terminal knows it too. */
  async function change({ actor, transact }: Pick<RouteRequest<'PUT /page-minimum'>, 'actor' | 'transact'>, act: (tx: EntityManager, present: ReadonlySet<string>) => Promise<void>) {
    const present = await staffWeb.present();
    const list = await transact(async (tx) => {
      await act(tx, present);
      return releaseList(tx, present, actor);
    });
    staffWeb.forget();
    return list;
  }

  return [
    route('GET /page-releases', async ({ actor }) => releaseList(db.manager, await staffWeb.present(), actor)),

    route('PUT /page-releases/:version', (request) => change(request, (tx, present) => rollOut(tx, present, { ...request.params, ...request.body }, by(request.actor, request.origin)))),

    route('PUT /page-minimum', (request) => change(request, (tx, present) => demandMinimum(tx, present, request.body, by(request.actor, request.origin)))),
  ];
};
