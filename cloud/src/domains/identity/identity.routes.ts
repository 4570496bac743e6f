import type { AgentActor } from '../../http/actor';
import type { By } from '../../audit/audit';
import type { Deps } from '../../deps';
import { audit } from '../../audit/audit';
import { ensure } from '../../http/errors';
import { type Origin, route } from '../../http/route';
import { notices } from '../privacy/notices';
import { accountOf, claimPerson, presentAccount, presentVerification } from './accounts';
import { ensureConsent, giveConsent, withdrawConsent } from './consents';
import { listAgentSessions } from './session-list';
import { closeSession, openSession } from './sessions';
import { startFace, settleVerification } from './face';
import { openVerification } from './verifications';
import { Verification } from './verification.entity';

/** The mini-program's side of identity: login, consents, who one is, and its proof. */
export const identityRoutes = (deps: Deps) => {
  const { db, clock, keys, limits, login } = deps;
  const by = (actor: AgentActor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });
  const present = (accountId: string, tx = db.manager) => presentAccount(tx, { keys, accountId, now: clock.now() });

  return [
    route('GET /notices', async () => ({ notices: Object.values(notices) })),

    route('POST /sessions', async ({ body, origin, koa, transact }) => {
      const { host, code, serviceNoticeVersion } = body;
      await limits.ensureBelow('session', host, origin.ip);
      await limits.count('session', `${host}:${origin.ip}`, origin.ip);
      const openId = await login[host].openIdOf(code);
      return transact(async (tx) => {
        const at = clock.now();
        const { id: accountId, personId } = await accountOf(tx, { host, openId }, at);
        const { token, sessionId } = await openSession(tx, { accountId }, { ip: origin.ip, userAgent: koa.get('user-agent') }, at);
        const act = by({ kind: 'agent', role: 'agent', companyId: null, certificateId: null, sessionId, accountId, host, personId }, origin);
        await giveConsent(tx, { accountId, host, purpose: 'service', version: serviceNoticeVersion }, act);
        await audit(tx, act, { action: 'identity.session_opened', subject: { type: 'account', id: accountId }, details: { host } });
        return { token, account: await present(accountId, tx) };
      });
    }),

    route('DELETE /sessions/current', ({ actor, origin, transact }) =>
      transact(async (tx) => {
        await closeSession(tx, actor.sessionId, clock.now());
        await audit(tx, by(actor, origin), { action: 'identity.session_closed', subject: { type: 'account', id: actor.accountId } });
        return undefined;
      }),
    ),

    route('GET /sessions', async ({ actor }) => ({ sessions: await listAgentSessions(db.manager, actor, clock.now()) })),

    route('DELETE /sessions/:id', ({ actor, params, origin, transact }) =>
      transact(async (tx) => {
        const own = (await listAgentSessions(tx, actor, clock.now())).find(({ id }) => id === params.id);
        ensure(own, 'identity.session_not_found');
        await closeSession(tx, own.id, clock.now());
        await audit(tx, by(actor, origin), { action: 'identity.session_revoked', subject: { type: 'account', id: own.accountId } });
        return undefined;
      }),
    ),

    route('GET /account', ({ actor }) => present(actor.accountId)),

    route('POST /consents', ({ actor, body, origin, transact }) =>
      transact(async (tx) => {
        await giveConsent(tx, { accountId: actor.accountId, host: actor.host, ...body }, by(actor, origin));
        return present(actor.accountId, tx);
      }),
    ),

    route('DELETE /consents/:purpose', ({ actor, params, origin, transact }) =>
      transact(async (tx) => {
        await withdrawConsent(tx, { accountId: actor.accountId, purpose: params.purpose }, by(actor, origin));
        return present(actor.accountId, tx);
      }),
    ),

    route('POST /identity-claims', async ({ actor, body, origin, transact }) => {
      await limits.ensureBelow('claim', actor.accountId, origin.ip);
      await ensureConsent(db.manager, actor.accountId, 'identity_documents');
      await limits.count('claim', actor.accountId, origin.ip);
      return transact(async (tx) => {
        await claimPerson(tx, { keys, accountId: actor.accountId, ...body }, by(actor, origin));
        return present(actor.accountId, tx);
      });
    }),

    route('POST /verifications', async ({ actor, body, origin, transact }) => {
      if (body.method === 'counter') {
        return transact(async (tx) => presentVerification(await openVerification(tx, { accountId: actor.accountId, method: 'counter' }, by(actor, origin))));
      }
      await ensureConsent(db.manager, actor.accountId, 'face');
      const started = await startFace(deps, actor.accountId, by(actor, origin));
      return transact(async (tx) => presentVerification(await tx.findOneByOrFail(Verification, { id: started.id })));
    }),

    route('POST /verifications/:id/check', async ({ actor, params, body, origin }) => {
      const own = await db.manager.findOneBy(Verification, { id: params.id, accountId: actor.accountId });
      ensure(own, 'identity.verification_not_found');
      if (body.clientStatus) deps.log.info({ verificationId: own.id, clientStatus: body.clientStatus }, 'the client reports a face result; it decides nothing');
      const settled = await settleVerification(deps, own.id, by(actor, origin));
      return { verification: await presentVerification(settled), account: await present(actor.accountId) };
    }),
  ];
};
