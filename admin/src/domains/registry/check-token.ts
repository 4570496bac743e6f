export { tokenIn } from '@yongche/contract/standards/token-in';

/** Public key of one month, as `GET /check-keys` gives it. */
export interface CheckKey {
  /** `YYYY-MM` in UTC. */
  period: string;
  /** Raw Ed25519 public key, base64url. */
  publicKey: string;
}

/** What a certificate's code says of itself, signed by the association. */
export interface CertificateStatement {
  k: 'certificate';
  /** Month of the key that signed it. */
  p: string;
  /** The certificate's id and number. */
  c: string;
  n: string;
  /** Masked name of the holder, and the company. */
  h: string;
  o: string;
  /** Unix second after which the code is stale. */
  e: number;
}

/** What this computer alone can say of a code. */
export type Reading =
  | { kind: 'valid'; statement: CertificateStatement }
  /** Genuine, but shown later than it lives: a screen shot, or a page that stood open. */
  | { kind: 'expired'; statement: CertificateStatement; secondsAgo: number }
  /** Genuine, but from the future: the clock of this computer is slow. */
  | { kind: 'early'; statement: CertificateStatement; secondsAhead: number }
  | { kind: 'forged' }
  /** The public key of that month is not on this computer. */
  | { kind: 'key_missing'; period: string }
  /** A code of ours, but of a deal's voucher. */
  | { kind: 'voucher' }
  /** No code of ours. */
  | { kind: 'foreign' }
  /** The browser cannot check Ed25519 signatures. */
  | { kind: 'unsupported' };

/** A code lives for 30 seconds; clocks may differ by 5. */
const lifeSeconds = 30;
const toleranceSeconds = 5;

/** Checks a code without network: its signature by the key of its month, and its 30 seconds by the given clock (ms). */
export async function readToken(token: string, keys: CheckKey[], now: number): Promise<Reading> {
  const [payload = '', signature = ''] = token.split('.');
  const statement = statementIn(payload);
  if (statement === 'voucher') return { kind: 'voucher' };
  if (!statement) return { kind: 'foreign' };
  const key = keys.find(({ period }) => period === statement.p);
  if (!key) return { kind: 'key_missing', period: statement.p };
  const isGenuine = await isSigned(payload, signature, key.publicKey);
  if (isGenuine === undefined) return { kind: 'unsupported' };
  // A key signs in its own month only: one that leaked later is worth nothing.
  if (!isGenuine || !monthsOf(statement.e).includes(statement.p)) return { kind: 'forged' };
  const secondsLeft = statement.e - now / 1000;
  if (secondsLeft < -toleranceSeconds) return { kind: 'expired', statement, secondsAgo: Math.round(-secondsLeft) };
  if (secondsLeft > lifeSeconds + toleranceSeconds) {
    return { kind: 'early', statement, secondsAhead: Math.round(secondsLeft - lifeSeconds) };
  }
  return { kind: 'valid', statement };
}

function statementIn(payload: string): CertificateStatement | 'voucher' | undefined {
  let read: unknown;
  try {
    read = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(payload)));
  } catch {
    return undefined;
  }
  if (typeof read !== 'object' || read === null || !('k' in read)) return undefined;
  if (read.k === 'voucher') return 'voucher';
  const statement = read as CertificateStatement;
  const hasTexts = [statement.p, statement.c, statement.n, statement.h, statement.o].every((text) => typeof text === 'string');
  return statement.k === 'certificate' && hasTexts && Number.isFinite(statement.e) ? statement : undefined;
}

/** Whether this browser can check signatures by itself. */
export async function canCheckSignatures(): Promise<boolean> {
  try {
    await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
    return true;
  } catch {
    return false;
  }
}

/** Undefined where the browser knows no Ed25519, or gives no cryptography to a page without https. */
async function isSigned(payload: string, signature: string, publicKey: string): Promise<boolean | undefined> {
  try {
    const key = await crypto.subtle.importKey('raw', bytesOf(publicKey), 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', key, bytesOf(signature), new TextEncoder().encode(payload));
  } catch {
    return undefined;
  }
}

/** The month (UTC) in which a code with this end was made; where one begins it may be one of two. */
function monthsOf(end: number): string[] {
  return [end - lifeSeconds, end].map((second) => new Date(second * 1000).toISOString().slice(0, 7));
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64url.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));
}
