import type { EntityManager } from 'typeorm';
import type { Deps } from '../../deps';
import { audit, type By } from '../../audit/audit';
import type { StaffActor } from '../../http/actor';
import { ensure, refuseField } from '../../http/errors';
import { type Origin, route } from '../../http/route';
import { addPasskey, attestationOptions, removePasskey } from './passkeys';
import { ensureUncommon } from './passwords';
import { voidPins } from './pins';
import { presentStaffAccount } from './present-staff';
import { makeRecoveryCodes } from './recovery-codes';
import { confirmTotp, ensureFreshSecondFactor, hasSecondFactor, owedSetup, startTotp } from './second-factors';
import { closeStaffSessions } from './sessions';
import { Staff } from './staff.entity';

/** An employee's own password, second factors and recovery codes; at the first log-in in this order. */
export const staffAccountRoutes = (deps: Deps) => {
  const { db, clock, keys, limits, passwords } = deps;
  const by = (actor: StaffActor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });
  const own = (tx: EntityManager, actor: StaffActor) => tx.findOneOrFail(Staff, { where: { id: actor.staffId }, lock: { mode: 'pessimistic_write' } });
  const present = async (tx: EntityManager, actor: StaffActor) => presentStaffAccount(tx, await tx.findOneByOrFail(Staff, { id: actor.staffId }), actor.terminal);

  /** Factors are set at the first log-in once the password is one's own, and later only by who has just shown the present one. */
  async function ensureMayChangeFactors(tx: EntityManager, staff: Staff, actor: StaffActor): Promise<void> {
    ensure(staff.temporaryPasswordUntil === null, 'identity.setup_order');
    if (await hasSecondFactor(tx, staff)) ensureFreshSecondFactor(actor, clock.now());
  }

  return [
    route('GET /staff-account', ({ actor }) => present(db.manager, actor)),

    route('PUT /staff-account/password', async ({ actor, body, origin, transact }) => {
      await limits.take('second_factor', `password:${actor.staffId}`, origin.ip, 'identity.second_factor_locked');
      const staff = await db.manager.findOneByOrFail(Staff, { id: actor.staffId });
      if (!(await passwords.matches(staff.passwordHash, body.current))) refuseField('current', '现在的密码不正确');
      if (body.next === body.current) refuseField('next', '新密码不能和现在的一样');
      ensureUncommon(body.next, staff.username, 'next');
      const passwordHash = await passwords.hash(body.next);
      await limits.forgive('second_factor', `password:${actor.staffId}`, origin.ip);
      return transact(async (tx) => {
        const act = by(actor, origin);
        await tx.update(Staff, staff.id, { passwordHash, temporaryPasswordUntil: null });
        await voidPins(tx, staff.id);
        await closeStaffSessions(tx, { staffId: staff.id, keepSessionId: actor.sessionId }, act.at);
        await audit(tx, act, { action: 'identity.password_changed', subject: { type: 'staff', id: staff.id } });
        return present(tx, actor);
      });
    }),

    route('POST /staff-account/totp', ({ actor, transact }) =>
      transact(async (tx) => {
        const staff = await own(tx, actor);
        await ensureMayChangeFactors(tx, staff, actor);
        return startTotp(tx, { keys, staff });
      }),
    ),

    route('PUT /staff-account/totp', async ({ actor, body, origin, transact }) => {
      await limits.take('second_factor', actor.staffId, origin.ip, 'identity.second_factor_locked');
      const account = await transact(async (tx) => {
        await confirmTotp(tx, { keys, staff: await own(tx, actor), totp: body.totp }, by(actor, origin));
        return present(tx, actor);
      });
      await limits.forgive('second_factor', actor.staffId, origin.ip);
      return account;
    }),

    route('POST /staff-account/passkey-challenges', async ({ actor }) => {
      const staff = await db.manager.findOneByOrFail(Staff, { id: actor.staffId });
      await ensureMayChangeFactors(db.manager, staff, actor);
      return { options: { ...(await attestationOptions(db.manager, deps, staff, clock.now())) } };
    }),

    route('POST /staff-account/passkeys', ({ actor, body, origin, transact }) =>
      transact(async (tx) => {
        const staff = await own(tx, actor);
        await ensureMayChangeFactors(tx, staff, actor);
        await addPasskey(tx, deps, { staff, name: body.name, attestation: body.attestation as never }, by(actor, origin));
        return present(tx, actor);
      }),
    ),

    route('DELETE /staff-account/passkeys/:id', ({ actor, params, origin, transact }) =>
      transact(async (tx) => {
        const staff = await own(tx, actor);
        await ensureMayChangeFactors(tx, staff, actor);
        await removePasskey(tx, { staff, passkeyId: params.id }, by(actor, origin));
        return present(tx, actor);
      }),
    ),

    route('POST /staff-account/recovery-codes', ({ actor, origin, transact }) =>
      transact(async (tx) => {
        const staff = await own(tx, actor);
        const owed = await owedSetup(tx, staff);
        ensure(owed === null || owed === 'recovery_codes', 'identity.setup_order');
        if (owed === null) ensureFreshSecondFactor(actor, clock.now());
        const codes = await makeRecoveryCodes(tx, { keys, staffId: staff.id }, by(actor, origin));
        if (owed) await tx.update(Staff, staff.id, { setUpAt: clock.now() });
        return { codes };
      }),
    ),
  ];
};
