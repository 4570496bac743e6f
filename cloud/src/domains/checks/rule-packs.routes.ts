import type { By } from '../../audit/audit';
import type { Deps } from '../../deps';
import type { StaffActor } from '../../http/actor';
import { type Origin, route } from '../../http/route';
import { effectOf } from './effect';
import { listPacks, presentPack, presentPackContent } from './present-packs';
import { openReplay } from './replays';
import { adoptPack, changePack, createPack, findPack, shadowPack, withdrawPack } from './rule-packs';

/** 规则包: made by one person, tried in the shadow, adopted by another. */
export const rulePackRoutes = ({ db, clock }: Deps) => {
  const by = (actor: StaffActor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });

  return [
    route('GET /rule-packs', () => listPacks(db.manager, clock.now())),

    route('GET /rule-packs/:version', async ({ actor, params }) => presentPackContent(db.manager, await findPack(db.manager, params.version), actor, clock.now())),

    route('POST /rule-packs', ({ actor, body, origin, transact }) =>
      transact(async (tx) => presentPack(tx, await createPack(tx, body, actor, by(actor, origin)), clock.now())),
    ),

    route('PUT /rule-packs/:version', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentPack(tx, await changePack(tx, { ...params, ...body }, actor, by(actor, origin)), clock.now())),
    ),

    route('POST /rule-packs/:version/shadow', ({ actor, params, origin, transact }) =>
      transact(async (tx) => presentPack(tx, await shadowPack(tx, params.version, actor, by(actor, origin)), clock.now())),
    ),

    route('POST /rule-packs/:version/replays', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => {
        await openReplay(tx, { ...params, ...body }, actor, by(actor, origin));
        return presentPack(tx, await findPack(tx, params.version), clock.now());
      }),
    ),

    route('GET /rule-packs/:version/effect', async ({ params }) => effectOf(db.manager, await findPack(db.manager, params.version), clock.now())),

    route('POST /rule-packs/:version/adoption', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentPack(tx, await adoptPack(tx, { ...params, ...body }, actor, by(actor, origin)), clock.now())),
    ),

    route('POST /rule-packs/:version/withdrawal', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentPack(tx, await withdrawPack(tx, { ...params, ...body }, actor, by(actor, origin)), clock.now())),
    ),
  ];
};
