import { hash, verify } from '@node-rs/argon2';
import { Secret, TOTP } from 'otpauth';
import type { DataSource } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { audit, type By } from '../../audit/audit';
import { Refusal } from '../../http/errors';
import type { Origin } from '../../http/route';
import type { Limits } from '../../http/rate-limit';
import { openSession } from './sessions';
import { Staff } from './staff.entity';

/** argon2id, m = 19 MiB, t = 2, p = 1 (security.md 3). */
const argon = { memoryCost: 19456, timeCost: 2, parallelism: 1 };
/** A hash of nobody's password, so that an unknown name takes as long as a wrong password. */
const nobody = '$argon2id$v=19$m=19456,t=2,p=1$4yKhNVH3d4fpQwDMD5EsYg$+C4JvYu0gnXG3M5jvcKpRfl5rQiMduzM7c/I745bCGM';

export const hashPassword = (password: string) => hash(password, argon);
export const placeOfTotp = (staffId: string) => `staff|totp_secret|${staffId}`;

/** The code that a secret gives in the 30-second step `step`. */
export function totpAt(secret: string, step: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: step * 30_000 });
}

export interface Credentials {
  username: string;
  password: string;
  totp: string;
}

/**
 * Opens an employee's session by password and one-time code; a code works once, one step of clock drift is allowed.
 * @throws identity.wrong_credentials whatever was wrong; request.rate_limited after 5 failures in 15 minutes.
 */
export async function loginStaff(deps: { db: DataSource; keys: KeyRing; limits: Limits }, credentials: Credentials, { origin, at }: { origin: Origin; at: Date }) {
  const account = credentials.username.toLowerCase();
  await deps.limits.ensureBelow('login', account, origin.ip);
  const staff = await deps.db.manager.findOneBy(Staff, { username: account });
  const passwordRight = await verify(staff?.passwordHash ?? nobody, credentials.password).catch(() => false);
  const step = staff && passwordRight ? stepOf(deps.keys.open(staff.totpSecretSealed, placeOfTotp(staff.id)), credentials.totp, at) : undefined;
  const opened = staff && step !== undefined ? await open(deps.db, staff, step, { origin, at }) : undefined;
  if (!opened) {
    await deps.limits.count('login', account, origin.ip);
    await refuse(deps.db, staff, { origin, at });
  }
  await deps.limits.forgive('login', account);
  return opened!;
}

function stepOf(secret: string, code: string, at: Date): number | undefined {
  const now = Math.floor(at.getTime() / 30_000);
  return [now, now - 1, now + 1].find((step) => totpAt(secret, step) === code);
}

async function open(db: DataSource, staff: Staff, step: number, { origin, at }: { origin: Origin; at: Date }) {
  return db.transaction(async (tx) => {
    const used = await tx.query('UPDATE staff SET last_totp_step = ? WHERE id = ? AND last_totp_step < ?', [step, staff.id, step]);
    if (used.affectedRows === 0) return undefined;
    const { token, sessionId } = await openSession(tx, { staffId: staff.id }, at);
    const author = { kind: 'staff', sessionId, staffId: staff.id, name: staff.name, role: staff.role, marketId: staff.marketId } as const;
    await audit(tx, { author, origin, at }, { action: 'identity.session_opened', subject: { type: 'staff', id: staff.id } });
    return { token, staff };
  });
}

async function refuse(db: DataSource, staff: Staff | null, by: Omit<By, 'author'>): Promise<never> {
  if (staff) {
    await audit(db.manager, { ...by, author: { kind: 'system' } }, { action: 'identity.login_refused', subject: { type: 'staff', id: staff.id } });
  }
  throw new Refusal('identity.wrong_credentials');
}
