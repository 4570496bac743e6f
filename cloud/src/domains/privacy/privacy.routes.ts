import type { By } from '../../audit/audit';
import type { Deps } from '../../deps';
import type { Actor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { type Origin, route } from '../../http/route';
import { ensureFreshSecondFactor } from '../identity/second-factors';
import { listErasures, readErasure } from './erasure-list';
import { decideErasure, requestErasure } from './erasures';
import { lookUpPerson } from './lookups';
import { revealOfParty, revealOfPerson } from './reveals';

/** 个人信息: found by a blind index, shown one field at a time, erased by two persons. */
export const privacyRoutes = ({ db, clock, keys, limits }: Deps) => {
  const by = <Author extends Actor>(author: Author, origin: Origin): By & { author: Author } => ({ author, origin, at: clock.now() });

  return [
    route('POST /person-lookups', async ({ actor, body, origin }) => {
      await limits.take('person_lookup', actor.staffId, origin.ip);
      return lookUpPerson(db.manager, keys, body, by(actor, origin));
    }),

    route('POST /persons/:id/reveals', async ({ actor, params, body, origin, transact }) => {
      ensureFreshSecondFactor(actor, clock.now());
      await limits.take('reveal', actor.staffId, origin.ip, 'privacy.too_many_reveals');
      return { value: await transact((tx) => revealOfPerson(tx, keys, { personId: params.id, ...body }, by(actor, origin))) };
    }),

    route('POST /transactions/:id/parties/:partyId/reveals', async ({ actor, params, body, origin, transact }) => {
      ensureFreshSecondFactor(actor, clock.now());
      await limits.take('reveal', actor.staffId, origin.ip, 'privacy.too_many_reveals');
      return { value: await transact((tx) => revealOfParty(tx, keys, { dealId: params.id, partyId: params.partyId, ...body }, by(actor, origin))) };
    }),

    route('POST /account/erasure', async ({ actor, origin, transact }) => {
      const { accountId, personId } = actor;
      ensure(personId, 'identity.person_not_claimed');
      return transact((tx) => requestErasure(tx, { personId, askedBy: 'person', requestedBy: accountId, reason: '本人在小程序提出' }, by(actor, origin)));
    }),

    route('POST /persons/:id/erasures', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => {
        const { id } = await requestErasure(tx, { personId: params.id, askedBy: 'clerk', requestedBy: actor.staffId, reason: body.reason }, by(actor, origin));
        return readErasure(tx, keys, id);
      }),
    ),

    route('GET /erasures', ({ query }) => listErasures(db.manager, keys, query)),

    route('POST /erasures/:id/decision', async ({ actor, params, body, origin, transact }) => {
      ensureFreshSecondFactor(actor, clock.now());
      return transact(async (tx) => {
        await decideErasure(tx, { erasureId: params.id, officer: actor, approved: body.approved, note: body.note || null }, by(actor, origin));
        return readErasure(tx, keys, params.id);
      });
    }),
  ];
};
