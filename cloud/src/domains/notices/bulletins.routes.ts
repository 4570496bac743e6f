import type { By } from '../../audit/audit';
import type { Deps } from '../../deps';
import type { StaffActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { type Origin, route } from '../../http/route';
import { Bulletin } from './bulletins/bulletin.entity';
import { composeBulletin, recompose } from './bulletins/compose-bulletin';
import { approveBulletin, changeBulletin, draftBulletin, refuseBulletin, withdrawBulletin } from './bulletins/decisions';
import { addDestination, changeDestination, listDestinations, presentDestination } from './bulletins/destinations';
import { createCodeReader } from './bulletins/mini-program-codes';
import { createPosterReader } from './bulletins/posters';
import { listBulletins, presentBulletin } from './bulletins/present-bulletins';
import { listSendings, presentSending } from './bulletins/present-sendings';
import { listPublished, presentPublished, publishedPoster } from './bulletins/published-bulletins';
import { confirmSending, requestSending, retrySending } from './bulletins/sendings';

/** 月度通报: drafted from a published month, approved by a second person, sent by every way, and shown to whoever has the card. */
export const bulletinRoutes = (deps: Deps) => {
  const { db, clock, storage, limits } = deps;
  const posterOf = createPosterReader(storage);
  const codeOf = createCodeReader(deps);
  const by = (actor: StaffActor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });

  return [
    route('GET /bulletins', () => listBulletins(db.manager)),

    route('POST /bulletins', async ({ actor, body, origin, transact }) => {
      const composed = await composeBulletin(deps, body.period);
      return transact(async (tx) => presentBulletin(tx, await draftBulletin(tx, composed, actor, by(actor, origin)), actor));
    }),

    route('GET /bulletins/:id', ({ actor, params }) => presentBulletin(db.manager, params.id, actor)),

    route('PUT /bulletins/:id', async ({ actor, params, body, origin, transact }) => {
      const bulletin = await db.manager.findOneBy(Bulletin, params);
      ensure(bulletin, 'bulletin.not_found');
      ensure(bulletin.state === 'draft', 'bulletin.wrong_state');
      const composed = await recompose(deps, bulletin, body);
      return transact(async (tx) => {
        await changeBulletin(tx, params.id, composed, actor, by(actor, origin));
        return presentBulletin(tx, params.id, actor);
      });
    }),

    route('POST /bulletins/:id/approval', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => {
        await approveBulletin(tx, { ...params, ...body }, actor, by(actor, origin));
        return presentBulletin(tx, params.id, actor);
      }),
    ),

    route('POST /bulletins/:id/refusal', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => {
        await refuseBulletin(tx, { ...params, ...body }, by(actor, origin));
        return presentBulletin(tx, params.id, actor);
      }),
    ),

    route('POST /bulletins/:id/withdrawal', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => {
        await withdrawBulletin(tx, { ...params, ...body }, by(actor, origin));
        return presentBulletin(tx, params.id, actor);
      }),
    ),

    route('GET /bulletins/:id/poster.png', async ({ params }) => {
      const bulletin = await db.manager.findOne(Bulletin, { select: { id: true, posterSha256: true }, where: params });
      ensure(bulletin, 'bulletin.not_found');
      return posterOf(bulletin.posterSha256);
    }),

    route('GET /bulletins/:id/mini-program-code', ({ params }) => codeOf(params.id)),

    route('GET /bulletins/:id/sendings', ({ actor, params }) => listSendings(db.manager, params.id, actor)),

    route('POST /bulletins/:id/sendings', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => {
        await requestSending(tx, deps, { bulletinId: params.id, ...body }, actor, by(actor, origin));
        return presentSending(tx, body.id, actor);
      }),
    ),

    route('POST /bulletin-sendings/:id/confirmation', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => {
        await confirmSending(tx, { ...params, ...body }, actor, by(actor, origin));
        return presentSending(tx, params.id, actor);
      }),
    ),

    route('POST /bulletin-sendings/:id/retry', ({ actor, params, origin, transact }) =>
      transact(async (tx) => {
        await retrySending(tx, deps, params.id, actor, by(actor, origin));
        return presentSending(tx, params.id, actor);
      }),
    ),

    route('GET /bulletin-destinations', () => listDestinations(db.manager, deps)),

    route('POST /bulletin-destinations', ({ actor, body, origin, transact }) => transact(async (tx) => presentDestination(await addDestination(tx, deps, body, actor, by(actor, origin))))),

    route('PUT /bulletin-destinations/:id', ({ actor, params, body, origin, transact }) => transact(async (tx) => presentDestination(await changeDestination(tx, deps, { ...params, ...body }, by(actor, origin))))),

    route('GET /published-bulletins', () => listPublished(db.manager, deps)),

    route('GET /published-bulletins/:id', async ({ params, ip }) => {
      await limits.take('bulletin', ip, ip);
      return presentPublished(db.manager, params.id);
    }),

    // A mini-program's page and DingTalk's own servers are of another origin: there is nothing here that is not public.
    route('GET /published-bulletins/:id/poster.png', async ({ params, ip, koa }) => {
      await limits.take('bulletin', ip, ip);
      const sha256 = await publishedPoster(db.manager, params.id);
      const picture = await posterOf(sha256);
      koa.set({ 'Cross-Origin-Resource-Policy': 'cross-origin', 'Cache-Control': 'public, max-age=60', ETag: `"${sha256}"` });
      return picture;
    }),
  ];
};
