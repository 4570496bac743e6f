import type { Deps } from '../../deps';
import { audit } from '../../audit/audit';
import type { StaffActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { type Origin, route } from '../../http/route';
import { newTemporaryPassword } from './passwords';
import { ensureFreshSecondFactor } from './second-factors';
import { listStaffSessions } from './session-list';
import { closeSession, closeStaffSessions } from './sessions';
import { changeRole, confirmAccount, endAccount, openAccount, resetCredentials, resumeAccount, suspendAccount, unlockAccount } from './staff-accounts';
import { listStaff, readStaff } from './staff-list';
import { Staff } from './staff.entity';

/** 员工账号: opened by one person, confirmed by another, and looked after until their end. */
export const staffRoutes = ({ db, clock, limits, passwords }: Deps) => {
  const by = (actor: StaffActor, origin: Origin) => ({ author: actor, origin, at: clock.now() });

  return [
    route('GET /staff', ({ actor, query }) => listStaff(db.manager, actor, query, clock.now())),

    route('GET /staff/:id', ({ actor, params }) => readStaff(db.manager, actor, params.id, clock.now())),

    route('POST /staff', async ({ actor, body, origin, transact }) => {
      const password = newTemporaryPassword();
      const passwordHash = await passwords.hash(password);
      return transact(async (tx) => {
        const { id, temporaryPasswordUntil } = await openAccount(tx, { ...body, passwordHash }, by(actor, origin));
        return { staff: await readStaff(tx, actor, id, clock.now()), temporaryPassword: { password, validUntil: temporaryPasswordUntil! } };
      });
    }),

    route('POST /staff/:id/confirmation', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => {
        await confirmAccount(tx, { ...params, ...body }, by(actor, origin));
        return readStaff(tx, actor, params.id, clock.now());
      }),
    ),

    route('POST /staff/:id/suspension', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => {
        await suspendAccount(tx, { ...params, ...body }, by(actor, origin));
        return readStaff(tx, actor, params.id, clock.now());
      }),
    ),

    route('POST /staff/:id/resumption', ({ actor, params, origin, transact }) =>
      transact(async (tx) => {
        await resumeAccount(tx, params, by(actor, origin));
        return readStaff(tx, actor, params.id, clock.now());
      }),
    ),

    route('POST /staff/:id/unlocking', async ({ actor, params, origin, transact }) => {
      const unlocked = await transact(async (tx) => {
        await unlockAccount(tx, params, by(actor, origin));
        return readStaff(tx, actor, params.id, clock.now());
      });
      const { username } = await db.manager.findOneByOrFail(Staff, { id: params.id });
      for (const name of ['login', 'login_day'] as const) await limits.forgive(name, username);
      return unlocked;
    }),

    route('POST /staff/:id/role', ({ actor, params, body, origin, transact }) => {
      ensureFreshSecondFactor(actor, clock.now());
      return transact(async (tx) => {
        await changeRole(tx, { ...params, ...body }, by(actor, origin));
        return readStaff(tx, actor, params.id, clock.now());
      });
    }),

    route('POST /staff/:id/end', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => {
        await endAccount(tx, { ...params, ...body }, by(actor, origin));
        return readStaff(tx, actor, params.id, clock.now());
      }),
    ),

    route('POST /staff/:id/credentials-reset', async ({ actor, params, body, origin, transact }) => {
      ensureFreshSecondFactor(actor, clock.now());
      const password = newTemporaryPassword();
      const passwordHash = await passwords.hash(password);
      return transact(async (tx) => {
        const { temporaryPasswordUntil } = await resetCredentials(tx, { ...params, ...body, passwordHash }, by(actor, origin));
        return { staff: await readStaff(tx, actor, params.id, clock.now()), temporaryPassword: { password, validUntil: temporaryPasswordUntil! } };
      });
    }),

    route('GET /staff/:id/sessions', async ({ actor, params }) => {
      ensure(await db.manager.existsBy(Staff, params), 'identity.staff_not_found');
      return { sessions: await listStaffSessions(db.manager, params.id, actor.sessionId, clock.now()) };
    }),

    route('DELETE /staff/:id/sessions', ({ actor, params, origin, transact }) =>
      transact(async (tx) => {
        ensure(await tx.existsBy(Staff, params), 'identity.staff_not_found');
        const act = by(actor, origin);
        const ended = await closeStaffSessions(tx, { staffId: params.id }, act.at);
        await audit(tx, act, { action: 'identity.session_revoked', subject: { type: 'staff', id: params.id }, details: { ended } });
        return undefined;
      }),
    ),

    route('DELETE /staff/:id/sessions/:sessionId', ({ actor, params, origin, transact }) =>
      transact(async (tx) => {
        const act = by(actor, origin);
        const open = await listStaffSessions(tx, params.id, actor.sessionId, act.at);
        ensure(open.some(({ id }) => id === params.sessionId), 'identity.session_not_found');
        await closeSession(tx, params.sessionId, act.at);
        await audit(tx, act, { action: 'identity.session_revoked', subject: { type: 'staff', id: params.id }, details: { ended: 1 } });
        return undefined;
      }),
    ),
  ];
};
