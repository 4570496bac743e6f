import { Secret, TOTP } from 'otpauth';

const stepMs = 30_000;

export const placeOfTotp = (staffId: string) => `staff|totp_secret|${staffId}`;

/** A new secret of 160 bits, base32. */
export const newTotpSecret = () => new Secret({ size: 20 }).base32;

/** The code that a secret gives in the 30-second step `step`. */
export function totpAt(secret: string, step: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: step * stepMs });
}

/** The step in which a code is right, one step of clock drift allowed; or undefined. */
export function stepOf(secret: string, code: string, at: Date): number | undefined {
  const now = Math.floor(at.getTime() / stepMs);
  return [now, now - 1, now + 1].find((step) => totpAt(secret, step) === code);
}

/** The `otpauth:` address that an authenticator app scans. */
export function totpAddress(secret: string, username: string): string {
  return new TOTP({ issuer: '甬车', label: username, secret: Secret.fromBase32(secret) }).toString();
}
