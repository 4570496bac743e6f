import type { By } from '../../audit/audit';
import { audit } from '../../audit/audit';
import type { Deps } from '../../deps';
import type { Actor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { type Origin, route } from '../../http/route';
import { addressSeconds, evidenceAddress, watermarkOf } from '../transactions/picture-address';
import { decideRequest } from './decisions';
import { EvidenceFile } from './evidence-file.entity';
import { permitEvidence, receiveEvidence, removeEvidence } from './evidence-files';
import { presentEvidence, presentRequest, presentRequests } from './present-requests';
import type { RegisterRequest } from './register-request.entity';
import { listRequests } from './request-list';
import { findRequest, openRequest, submitRequest, withdrawRequest } from './requests';
import type { EntityManager } from 'typeorm';

/** 登记申请: request → evidence → decision → event, for members and for the clerk. */
export const requestRoutes = (deps: Deps) => {
  const { db, clock, keys, limits } = deps;
  const by = (actor: Actor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });
  const present = (tx: EntityManager, request: RegisterRequest, actor: Actor) => presentRequest(tx, keys, request, actor);

  return [
    route('POST /register-requests', async ({ actor, body, origin, transact }) => {
      // Whoever names people could otherwise feel out who bears which number.
      if (actor.kind === 'agent' && 'idNumber' in body) await limits.take('naming', actor.accountId, origin.ip);
      return transact(async (tx) => present(tx, await openRequest(tx, { keys, input: body, actor }, by(actor, origin)), actor));
    }),

    route('GET /register-requests', async ({ actor, query }) => {
      const { items, nextCursor, awaitingDecision } = await listRequests(db.manager, actor, query);
      return { items: await presentRequests(db.manager, keys, items, actor), nextCursor, awaitingDecision };
    }),

    route('GET /register-requests/:id', async ({ actor, params }) => present(db.manager, await findRequest(db.manager, params.id, actor), actor)),

    route('POST /register-requests/:id/evidence', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => {
        const { file, permit } = await permitEvidence(tx, deps, { requestId: params.id, ...body, actor }, by(actor, origin));
        return { evidence: presentEvidence(file), ...permit };
      }),
    ),

    route('POST /register-requests/:id/evidence/:evidenceId/arrival', async ({ actor, params, origin }) =>
      present(db.manager, await receiveEvidence(deps, { requestId: params.id, evidenceId: params.evidenceId, actor }, by(actor, origin)), actor),
    ),

    route('POST /register-requests/:id/evidence/:evidenceId/view', async ({ actor, params, origin }) => {
      const request = await findRequest(db.manager, params.id, actor);
      const file = await db.manager.findOneBy(EvidenceFile, { id: params.evidenceId, requestId: request.id, state: 'received' });
      ensure(file, 'registry.evidence_not_found');
      const now = clock.now();
      await audit(db.manager, by(actor, origin), { action: 'registry.evidence_viewed', subject: { type: 'request', id: request.id }, details: { evidenceId: file.id, kind: file.kind } });
      const url = evidenceAddress(deps, { evidenceId: file.id, words: await watermarkOf(db.manager, keys, actor, now), sessionId: actor.sessionId }, now);
      return { url, expiresAt: new Date(now.getTime() + addressSeconds * 1000) };
    }),

    route('DELETE /register-requests/:id/evidence/:evidenceId', ({ actor, params, origin, transact }) =>
      transact(async (tx) => {
        await removeEvidence(tx, { requestId: params.id, evidenceId: params.evidenceId, actor }, by(actor, origin));
        return undefined;
      }),
    ),

    route('POST /register-requests/:id/submission', ({ actor, params, origin, transact }) => transact(async (tx) => present(tx, await submitRequest(tx, { id: params.id, actor }, by(actor, origin)), actor))),

    route('POST /register-requests/:id/withdrawal', ({ actor, params, origin, transact }) => transact(async (tx) => present(tx, await withdrawRequest(tx, { id: params.id, actor }, by(actor, origin)), actor))),

    route('POST /register-requests/:id/decision', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => present(tx, await decideRequest(tx, keys, { id: params.id, actor, approved: body.approved, note: body.note || null }, by(actor, origin)), actor)),
    ),
  ];
};
