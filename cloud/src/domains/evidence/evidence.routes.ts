import { audit, type By } from '../../audit/audit';
import type { Deps } from '../../deps';
import type { StaffActor } from '../../http/actor';
import { nameDownload } from '../../http/download';
import { type Origin, route } from '../../http/route';
import { ensureFreshSecondFactor } from '../identity/second-factors';
import { findDeal } from '../transactions/deals';
import { latestCheckpoints, originOf, presentCheckpoint, verifierKey } from './checkpoints';
import { presentEvidence } from './evidence-state';
import { packageStream } from './package';
import { packageContent } from './package-content';
import { latestVerifications, openVerification, presentVerification } from './verifications';

const shownVerifications = 30;

/** 存证: of one deal, its package, the public checkpoints, and the verification of everything. */
export const evidenceRoutes = (deps: Deps) => {
  const { db, clock, keys, publicUrl } = deps;
  const by = (actor: StaffActor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });

  return [
    route('GET /transactions/:id/evidence', async ({ actor, params }) => presentEvidence(db.manager, await findDeal(db.manager, params.id, actor), actor)),

    route('POST /transactions/:id/evidence-packages', async ({ actor, params, body, origin, koa }) => {
      const act = by(actor, origin);
      const deal = await findDeal(db.manager, params.id, actor);
      ensureFreshSecondFactor(actor, act.at);
      const content = await packageContent(deps, deal, body.reason);
      await audit(db.manager, act, { action: 'evidence.package_exported', subject: { type: 'transaction', id: deal.id }, details: { serial: deal.serial, reason: body.reason } });
      nameDownload(koa, `证据包-${deal.serial}.zip`);
      return packageStream(deps, content);
    }),

    route('GET /evidence-checkpoints', async ({ query }) => {
      const origin = await originOf(db.manager, publicUrl);
      return { origin, key: verifierKey(keys, origin), items: (await latestCheckpoints(db.manager, query.limit)).map(presentCheckpoint) };
    }),

    route('GET /evidence-verifications', async () => {
      const items = await latestVerifications(db.manager, shownVerifications);
      return { items: await Promise.all(items.map((verification) => presentVerification(db.manager, verification))) };
    }),

    route('POST /evidence-verifications', ({ actor, origin, transact }) =>
      transact(async (tx) => {
        const act = by(actor, origin);
        const verification = await openVerification(tx, { requestedBy: actor.staffId }, act.at);
        await audit(tx, act, { action: 'evidence.verification_requested', subject: { type: 'evidence', id: verification.id } });
        return presentVerification(tx, verification);
      }),
    ),
  ];
};
