import { type EntityManager, IsNull } from 'typeorm';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { Deps } from '../../deps';
import type { Seat, StaffActor } from '../../http/actor';
import { ensure, Refusal } from '../../http/errors';
import { takeAssertion } from './passkeys';
import { hasSecondFactor, takeTypedFactor, type TypedFactor } from './second-factors';
import { Market } from '../registry/market.entity';
import { closeDeviceSessions, type Device, openSession } from './sessions';
import { Staff } from './staff.entity';
import { stateOn } from './staff.policy';

/** Failures in a quarter of an hour after which a name waits, and in a day after which it stays locked (rate-limit.ts). */
const failuresThatWait = 5;
const failuresThatLock = 20;
/** An account is unlocked by the security officer; a name that nobody has looks the same to whoever guesses. */
const lockDays = 365;
/** Stands in the audit for names that no employee has, so that both cases cost the same. */
const nobodyId = '00000000-0000-0000-0000-000000000000';

export interface Credentials extends TypedFactor {
  username: string;
  password: string;
}
export interface OpenedSession {
  token: string;
  staff: Staff;
}
/** Where a log-in comes from: with `seat` from a terminal's PC. */
export type From = Pick<By, 'origin' | 'at'> & { device: Device; seat?: Seat | undefined };
type Author = { author: { kind: 'system' } };

/**
 * Opens an employee's session by password and second factor; an account without a second factor yet (first log-in) by its password.
 * @throws identity.wrong_credentials whatever was wrong; identity.login_locked after 5 failures in 15 minutes, with the
 * seconds to wait; identity.account_locked after 20 in a day; identity.account_not_in_force and
 * identity.temporary_password_expired only to who knows the right credentials.
 */
export async function loginStaff(deps: Deps, { username, password, ...factor }: Credentials, from: From): Promise<OpenedSession> {
  const account = username.toLowerCase();
  const attempt = await deps.limits.take('login', account, from.device.ip, 'identity.login_locked');
  await deps.limits.ensureBelow('login_day', account, from.device.ip, 'identity.account_locked');
  const found = await deps.db.manager.findOneBy(Staff, { username: account });
  // The database also finds a name by its look-alikes (é, full width), each of which would have failures of its own.
  const staff = found?.username === account ? found : null;
  const passwordRight = await deps.passwords.matches(staff?.passwordHash, password);
  const opened = staff && passwordRight ? await deps.db.transaction((tx) => openWithFactor(tx, deps, { staff, factor }, from)) : undefined;
  if (!opened) {
    await countFailure(deps, { staff, account, attempt }, from);
    throw new Refusal('identity.wrong_credentials');
  }
  await deps.limits.forgive('login', account, from.device.ip);
  return opened;
}

async function openWithFactor(tx: EntityManager, { keys }: Deps, { staff, factor }: { staff: Staff; factor: TypedFactor }, from: From): Promise<OpenedSession | undefined> {
  const owesFactor = await hasSecondFactor(tx, staff);
  const by: By & Author = { ...from, author: { kind: 'system' } };
  if (owesFactor && !(await takeTypedFactor(tx, { keys, staff, ...factor }, by))) return undefined;
  return openStaffSession(tx, staff, { secondFactorAt: owesFactor ? from.at : null, way: factor.recoveryCode ? 'recovery_code' : owesFactor ? 'totp' : 'first_login' }, from);
}

/** Opens an employee's session by a passkey, which is two factors: the key, and the finger, face or PIN that it asked for. */
export async function loginByPasskey(deps: Deps, assertion: Parameters<typeof takeAssertion>[2]['assertion'], from: From): Promise<OpenedSession> {
  const subject = assertion.id.slice(0, 60);
  await deps.limits.take('passkey', subject, from.device.ip);
  const opened = await deps.db.transaction(async (tx) => {
    const { staffId } = await takeAssertion(tx, deps, { assertion, purpose: 'login' }, from.at);
    const staff = await tx.findOneByOrFail(Staff, { id: staffId });
    return openStaffSession(tx, staff, { secondFactorAt: from.at, way: 'passkey' }, from);
  });
  await deps.limits.forgive('passkey', subject, from.device.ip);
  return opened;
}

/**
 * Opens a session of somebody who has shown who they are. At a terminal's PC it works there only, and ends the session of the
 * one before: one PC, one person at a time (E02).
 * @throws identity.account_locked, identity.account_not_in_force, identity.temporary_password_expired, terminal.other_market,
 * terminal.required
 */
export async function openStaffSession(tx: EntityManager, staff: Staff, { secondFactorAt, way, until }: { secondFactorAt: Date | null; way: string; until?: Date }, { origin, at, device, seat }: From): Promise<OpenedSession> {
  ensure(staff.lockedAt === null, 'identity.account_locked');
  ensure(stateOn(staff, dayInShanghai(at)) === 'active', 'identity.account_not_in_force');
  ensure(staff.temporaryPasswordUntil === null || staff.temporaryPasswordUntil > at, 'identity.temporary_password_expired');
  const { id: staffId, name, role, marketId, setUpAt } = staff;
  ensure(!seat || marketId === null || marketId === seat.marketId, 'terminal.other_market');
  ensure(seat || role !== 'operator' || !(await tx.existsBy(Market, { id: marketId!, requiresTerminal: true })), 'terminal.required');
  const former = seat ? await closeDeviceSessions(tx, seat.deviceId, at) : [];
  const { token, sessionId } = await openSession(tx, { staffId, secondFactorAt, deviceId: seat?.deviceId, until }, device, at);
  const author: StaffActor = { kind: 'staff', sessionId, staffId, name, role, marketId, isSetUp: setUpAt !== null, secondFactorAt, terminal: seat };
  await audit(
    tx,
    { author, origin, at },
    ...former.map((one) => ({ action: 'identity.session_closed' as const, subject: { type: 'staff' as const, id: one.staffId }, details: { by: 'next_login' } })),
    { action: 'identity.session_opened', subject: { type: 'staff', id: staffId }, details: { way } },
  );
  return { token, staff };
}

/** Writes a failure down, and what it led to: a wait of 15 minutes, or a lock. */
async function countFailure({ db, limits }: Deps, { staff, account, attempt }: { staff: Staff | null; account: string; attempt: number }, { origin, at, device }: From): Promise<void> {
  const subject = { type: 'staff', id: staff?.id ?? nobodyId } as const;
  const today = await limits.count('login_day', account, device.ip);
  // A failure that is counted twice, where a connection broke, may leap over the number; and two may reach it at once.
  const isOver = today >= failuresThatLock;
  if (isOver) await limits.block('login_day', account, lockDays);
  await db.transaction(async (tx) => {
    const by: By & Author = { author: { kind: 'system' }, origin, at };
    const isLocked = isOver && (staff ? (await tx.update(Staff, { id: staff.id, lockedAt: IsNull() }, { lockedAt: at })).affected === 1 : today === failuresThatLock);
    await audit(
      tx,
      by,
      { action: 'identity.login_refused', subject },
      ...(attempt === failuresThatWait ? [{ action: 'identity.login_locked', subject } as const] : []),
      ...(isLocked ? [{ action: 'identity.account_locked', subject } as const] : []),
    );
  });
}
