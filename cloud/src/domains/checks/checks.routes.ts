import type { EntityManager } from 'typeorm';
import type { By } from '../../audit/audit';
import type { Deps } from '../../deps';
import type { Actor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { type Origin, route } from '../../http/route';
import { ensureWorking, findDeal, lockDeal } from '../transactions/deals';
import { Image } from '../transactions/image.entity';
import type { Transaction } from '../transactions/transaction.entity';
import { checkDeal, checkLocked, isChecked } from './check-deal';
import { disputeResult, overrideResult } from './decisions';
import { checkFigures } from './figures';
import { presentChecks } from './present-checks';
import { queueFigures } from './reading/queue-figures';
import { typeFields } from './reading/typed-fields';

/** 预检 of single deals, and what became of all. */
export const checkRoutes = (deps: Deps) => {
  const { db, clock, keys, readingBell } = deps;
  const by = (actor: Actor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });
  const present = (tx: EntityManager, deal: Transaction, actor: Actor) => presentChecks(tx, keys, deal, actor);
  /** The deal with its lock, checked as it stands at this moment. */
  const lockChecked = async (tx: EntityManager, id: string, actor: Actor) => {
    const deal = await lockDeal(tx, id, actor);
    if (isChecked(deal)) await checkLocked(tx, keys, deal, clock.now());
    return deal;
  };

  return [
    route('GET /transactions/:id/checks', async ({ actor, params }) => {
      const { id } = await findDeal(db.manager, params.id, actor);
      await checkDeal(deps, id);
      return present(db.manager, await findDeal(db.manager, id, actor), actor);
    }),

    route('PUT /images/:id/fields', async ({ actor, params, body, origin, transact }) => {
      const answer = await transact(async (tx) => {
        const image = await tx.findOneBy(Image, { id: params.id });
        ensure(image, 'image.not_found');
        const deal = await lockDeal(tx, image.transactionId, actor);
        ensureWorking(actor, deal);
        await typeFields(tx, { keys, deal, image, actor, fields: body.fields }, by(actor, origin));
        await checkLocked(tx, keys, deal, clock.now());
        return present(tx, deal, actor);
      });
      readingBell.ring();
      return answer;
    }),

    route('POST /transactions/:id/check-disputes', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => {
        const deal = await lockChecked(tx, params.id, actor);
        ensureWorking(actor, deal);
        await disputeResult(tx, { deal, ...body, agent: actor }, by(actor, origin));
        return present(tx, deal, actor);
      }),
    ),

    route('POST /transactions/:id/check-overrides', ({ actor, params, body: { rule, reason }, origin, transact }) =>
      transact(async (tx) => {
        const deal = await lockChecked(tx, params.id, actor);
        await overrideResult(tx, { deal, rule, note: reason, operator: actor }, by(actor, origin));
        return present(tx, deal, actor);
      }),
    ),

    route('GET /check-figures', ({ actor, query }) => checkFigures(db, actor, query)),

    route('GET /check-queue', () => queueFigures(deps)),
  ];
};
