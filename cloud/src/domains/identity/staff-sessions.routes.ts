import type { Context } from 'koa';
import type { Deps } from '../../deps';
import { audit } from '../../audit/audit';
import { ensure, Refusal } from '../../http/errors';
import { route } from '../../http/route';
import { assertionOptions, takeAssertion } from './passkeys';
import { presentStaff } from './present-staff';
import { takeTypedFactor } from './second-factors';
import { writeSessionCookie } from './session-cookie';
import { listStaffSessions } from './session-list';
import { closeSession, closeStaffSessions, type Device, renewSession } from './sessions';
import { loginByPasskey, loginStaff } from './staff-login';
import { Staff } from './staff.entity';

/** Employees' log-in, the second factor given again, and one's own sessions. */
export const staffSessionRoutes = (deps: Deps) => {
  const { db, clock, keys, limits, publicUrl } = deps;
  const secure = publicUrl.startsWith('https:');
  const deviceIn = (koa: Context): Device => ({ ip: koa.ip, userAgent: koa.get('user-agent') });

  return [
    route('POST /staff-sessions', async ({ seat, body, origin, koa }) => {
      const { token, staff } = await loginStaff(deps, body, { origin, at: clock.now(), device: deviceIn(koa), seat });
      writeSessionCookie(koa, token, secure);
      return presentStaff(db.manager, staff, seat);
    }),

    route('POST /passkey-challenges', async () => ({ options: { ...(await assertionOptions(deps, 'login', clock.now())) } })),

    route('POST /passkey-sessions', async ({ seat, body, origin, koa }) => {
      const { token, staff } = await loginByPasskey(deps, body.assertion, { origin, at: clock.now(), device: deviceIn(koa), seat });
      writeSessionCookie(koa, token, secure);
      return presentStaff(db.manager, staff, seat);
    }),

    route('GET /staff-sessions/current', async ({ actor }) => presentStaff(db.manager, await db.manager.findOneByOrFail(Staff, { id: actor.staffId }), actor.terminal)),

    route('DELETE /staff-sessions/current', async ({ actor, origin, koa, transact }) => {
      await transact(async (tx) => {
        const at = clock.now();
        await closeSession(tx, actor.sessionId, at);
        await audit(tx, { author: actor, origin, at }, { action: 'identity.session_closed', subject: { type: 'staff', id: actor.staffId } });
      });
      writeSessionCookie(koa, '', secure);
      return undefined;
    }),

    route('POST /staff-sessions/current/passkey-challenges', async ({ actor }) => ({ options: { ...(await assertionOptions(deps, `step_up|${actor.sessionId}`, clock.now())) } })),

    route('POST /staff-sessions/current/step-up', async ({ actor, body, origin, koa, transact }) => {
      await limits.take('second_factor', actor.staffId, origin.ip, 'identity.second_factor_locked');
      const { assertion, ...typed } = body;
      const { token, staff } = await transact(async (tx) => {
        const by = { author: actor, origin, at: clock.now() };
        const staff = await tx.findOneByOrFail(Staff, { id: actor.staffId });
        if (assertion) await takeAssertion(tx, deps, { assertion, purpose: `step_up|${actor.sessionId}`, staffId: staff.id }, by.at);
        else if (!(await takeTypedFactor(tx, { keys, staff, ...typed }, by))) throw new Refusal('identity.second_factor_wrong');
        await audit(tx, by, { action: 'identity.stepped_up', subject: { type: 'staff', id: staff.id } });
        return { token: await renewSession(tx, actor.sessionId, by.at), staff };
      });
      await limits.forgive('second_factor', actor.staffId, origin.ip);
      writeSessionCookie(koa, token, secure);
      return presentStaff(db.manager, staff, actor.terminal);
    }),

    route('GET /staff-sessions', async ({ actor }) => ({ sessions: await listStaffSessions(db.manager, actor.staffId, actor.sessionId, clock.now()) })),

    route('DELETE /staff-sessions/others', ({ actor, origin, transact }) =>
      transact(async (tx) => {
        const at = clock.now();
        const ended = await closeStaffSessions(tx, { staffId: actor.staffId, keepSessionId: actor.sessionId }, at);
        await audit(tx, { author: actor, origin, at }, { action: 'identity.session_revoked', subject: { type: 'staff', id: actor.staffId }, details: { ended } });
        return undefined;
      }),
    ),

    route('DELETE /staff-sessions/:id', ({ actor, params, origin, transact }) =>
      transact(async (tx) => {
        const at = clock.now();
        const own = (await listStaffSessions(tx, actor.staffId, actor.sessionId, at)).find(({ id }) => id === params.id);
        ensure(own, 'identity.session_not_found');
        await closeSession(tx, own.id, at);
        await audit(tx, { author: actor, origin, at }, { action: 'identity.session_revoked', subject: { type: 'staff', id: actor.staffId }, details: { ended: 1 } });
        return undefined;
      }),
    ),
  ];
};
