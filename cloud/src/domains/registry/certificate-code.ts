import type { KeyRing } from '../../adapters/keys/key-ring';
import { maskName } from '../privacy/mask';
import type { Certificate } from './certificate.entity';
import { openPerson } from './persons';

/** How long a certificate's QR code stays good; the phone asks for a new one before that. */
export const qrSeconds = 30;
/** 31 letters and digits that nobody takes for one another. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXY';
const codeLength = 8;

/**
 * 查验码 of a certificate's edition: eight letters and digits that follow from the index key, about 2^39 possible ones. With
 * the number it lets anybody check a certificate by hand; without it a number says nothing, so no list can be drawn.
 */
export function checkCodeOf(keys: Pick<KeyRing, 'index'>, { id, edition }: Pick<Certificate, 'id' | 'edition'>): string {
  let rest = BigInt(`0x${keys.index('certificate_check', `${id}|${edition}`)}`);
  let code = '';
  for (let at = 0; at < codeLength; at++) {
    code += alphabet[Number(rest % 31n)];
    rest /= 31n;
  }
  return code;
}

/** What the QR says, so that a market can read it without a network (keys are short: each letter makes the code denser). */
export interface CertificateStatement {
  k: 'certificate';
  /** Period of the signing key, YYYY-MM. */
  p: string;
  /** Id and number of the certificate. */
  c: string;
  n: string;
  /** Masked name of the holder, and the company. */
  h: string;
  o: string;
  /** Unix second after which the code is stale. */
  e: number;
}

/** The token of a certificate in force, signed by the key of the month and good for 30 seconds. */
export function certificateToken(keys: KeyRing, certificate: Certificate, now: Date): { token: string; expiresAt: Date } {
  const end = Math.floor(now.getTime() / 1000) + qrSeconds;
  const period = periodOf(now);
  const { name } = openPerson(keys, certificate.person);
  const statement: CertificateStatement = { k: 'certificate', p: period, c: certificate.id, n: certificate.number, h: maskName(name), o: certificate.company.name, e: end };
  const payload = Buffer.from(JSON.stringify(statement)).toString('base64url');
  return { token: `${payload}.${keys.periodKey(period).sign(Buffer.from(payload)).toString('base64url')}`, expiresAt: new Date(end * 1000) };
}

/** The key period of a moment: the month in UTC. */
export const periodOf = (at: Date) => at.toISOString().slice(0, 7);

/** The periods whose public keys a page that checks offline is given: last month, this one, the next. */
export function periodsAround(at: Date): string[] {
  return [-1, 0, 1].map((months) => periodOf(new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1))));
}
