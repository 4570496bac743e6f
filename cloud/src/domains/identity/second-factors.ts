import type { EntityManager } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { audit, type By } from '../../audit/audit';
import type { StaffActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { qrOf } from '../evidence/qr';
import { RecoveryCode } from './recovery-code.entity';
import { takeRecoveryCode } from './recovery-codes';
import { StaffPasskey } from './staff-passkey.entity';
import { Staff } from './staff.entity';
import { newTotpSecret, placeOfTotp, stepOf, totpAddress } from './totp';

/** A second factor as it was typed. */
export interface TypedFactor {
  totp?: string | undefined;
  recoveryCode?: string | undefined;
}

const freshMs = 5 * 60_000;

/** For what must not happen at a desk that somebody left: the second factor was given at most 5 minutes ago. @throws identity.step_up_required */
export function ensureFreshSecondFactor(actor: StaffActor, now: Date): void {
  ensure(actor.secondFactorAt !== null && now.getTime() - actor.secondFactorAt.getTime() <= freshMs, 'identity.step_up_required');
}

/** Uses up a one-time code or a recovery code of an employee; false where it is wrong, old or was used before. */
export async function takeTypedFactor(tx: EntityManager, { keys, staff, totp, recoveryCode }: TypedFactor & { keys: KeyRing; staff: Staff }, by: By): Promise<boolean> {
  if (recoveryCode) return takeRecoveryCode(tx, { keys, staffId: staff.id, code: recoveryCode }, by);
  if (!totp || !staff.totpSecretSealed) return false;
  const step = stepOf(keys.open(staff.totpSecretSealed, placeOfTotp(staff.id)), totp, by.at);
  return step !== undefined && takeTotpStep(tx, staff.id, step);
}

/** A code works once: its step must lie after the last one that was used. */
async function takeTotpStep(tx: EntityManager, staffId: string, step: number): Promise<boolean> {
  const used = await tx.query('UPDATE staff SET last_totp_step = ? WHERE id = ? AND last_totp_step < ?', [step, staffId, step]);
  return used.affectedRows > 0;
}

export async function hasSecondFactor(tx: EntityManager, staff: Staff): Promise<boolean> {
  return staff.totpSecretSealed !== null || (await tx.existsBy(StaffPasskey, { staffId: staff.id }));
}

/** What the first log-in still asks for, in its order; null once the account is set up. */
export async function owedSetup(tx: EntityManager, staff: Staff) {
  if (staff.setUpAt) return null;
  if (staff.temporaryPasswordUntil) return 'password' as const;
  return (await hasSecondFactor(tx, staff)) ? ('recovery_codes' as const) : ('second_factor' as const);
}

/** Begins with a new secret, to be scanned and confirmed by one code; the former one works until then. */
export async function startTotp(tx: EntityManager, { keys, staff }: { keys: KeyRing; staff: Staff }): Promise<{ secret: string; qr: string }> {
  const secret = newTotpSecret();
  await tx.update(Staff, staff.id, { totpPendingSealed: keys.seal(secret, placeOfTotp(staff.id)) });
  return { secret, qr: await qrOf(totpAddress(secret, staff.username)) };
}

/** Puts the scanned secret in force. @throws identity.totp_not_started, identity.second_factor_wrong */
export async function confirmTotp(tx: EntityManager, { keys, staff, totp }: { keys: KeyRing; staff: Staff; totp: string }, by: By): Promise<void> {
  ensure(staff.totpPendingSealed, 'identity.totp_not_started');
  const step = stepOf(keys.open(staff.totpPendingSealed, placeOfTotp(staff.id)), totp, by.at);
  ensure(step !== undefined, 'identity.second_factor_wrong');
  await tx.update(Staff, staff.id, { totpSecretSealed: staff.totpPendingSealed, totpPendingSealed: null, lastTotpStep: step });
  await audit(tx, by, { action: 'identity.totp_set', subject: { type: 'staff', id: staff.id } });
}

/** Takes every second factor of an account away, for a first log-in anew. */
export async function clearSecondFactors(tx: EntityManager, staffId: string): Promise<void> {
  await tx.delete(StaffPasskey, { staffId });
  await tx.delete(RecoveryCode, { staffId });
}
