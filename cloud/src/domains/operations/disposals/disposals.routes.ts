import type { EntityManager } from 'typeorm';
import type { By } from '../../../audit/audit';
import type { Deps } from '../../../deps';
import type { StaffActor } from '../../../http/actor';
import { authorize, ensure } from '../../../http/errors';
import { type Origin, route } from '../../../http/route';
import { ensureFreshSecondFactor } from '../../identity/second-factors';
import { certificateOf, certificatePdf } from './certificate-pdf';
import type { Disposal } from './disposal.entity';
import { approveDisposal, findDisposal, listDisposals, presentDisposals, proposeDisposal, refuseDisposal } from './disposals';
import { mayDecide, mayPropose } from './disposals.policy';

/** 到期销毁: proposed by one person, approved by another with a fresh second factor, proven by a certificate. */
export const disposalRoutes = ({ db, clock }: Deps) => {
  const by = (author: StaffActor, origin: Origin): By => ({ author, origin, at: clock.now() });
  const presented = async (tx: EntityManager, disposal: Disposal) => (await presentDisposals(tx, [disposal]))[0]!;

  return [
    route('GET /disposals', ({ actor }) => listDisposals(db.manager, actor, clock.now())),

    route('POST /disposals', ({ actor, body, origin, transact }) => {
      authorize(mayPropose(actor));
      return transact(async (tx) => presented(tx, await proposeDisposal(tx, { ...body, staff: actor }, by(actor, origin))));
    }),

    route('POST /disposals/:id/approval', ({ actor, params, origin, transact }) => {
      authorize(mayDecide(actor));
      ensureFreshSecondFactor(actor, clock.now());
      return transact(async (tx) => presented(tx, await approveDisposal(tx, params.id, actor, by(actor, origin))));
    }),

    route('POST /disposals/:id/refusal', ({ actor, params, body, origin, transact }) => {
      authorize(mayDecide(actor));
      return transact(async (tx) => presented(tx, await refuseDisposal(tx, { id: params.id, ...body }, actor, by(actor, origin))));
    }),

    route('GET /disposals/:id/certificate', async ({ params, koa }) => {
      const disposal = await findDisposal(db.manager, params.id);
      ensure(disposal.state === 'done', 'disposal.not_done');
      const pdf = await certificatePdf(await certificateOf(db.manager, disposal));
      koa.set('Content-Disposition', `inline; filename*=UTF-8''${encodeURIComponent(`销毁证明-${disposal.completedUntil}.pdf`)}`);
      return pdf;
    }),
  ];
};
