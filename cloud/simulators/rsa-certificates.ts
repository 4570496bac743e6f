import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { bits, integer, nothing, oid, sequence, set, tagged, text, time, yes, octets } from './der';
import type { KeyPair } from './keys';

const sha256WithRsa = sequence(oid('1.2.840.113549.1.1.11'), nothing);
const attributes = { C: '2.5.4.6', O: '2.5.4.10', OU: '2.5.4.11', CN: '2.5.4.3' } as const;

/** A distinguished name, from the country down to the common name. */
export type Name = Partial<Record<keyof typeof attributes, string>>;

/** An RSA certificate of X.509 v3 with what its owner signs by. */
export interface Certified {
  keys: KeyPair;
  subject: Name;
  issuer: Name;
  /** Upper-case hex, as the providers print it. */
  serial: string;
  pem: string;
}

interface Wanted {
  keys: KeyPair;
  subject: Name;
  /** Nobody: a root that signs itself. */
  issuer?: Certified;
  from?: string;
  until?: string;
}

/** Certifies a key; from the same name and key comes the same certificate at each start. */
export function certifiedRsa({ keys, subject, issuer, from = '2024-01-01', until = '2044-01-01' }: Wanted): Certified {
  const issuerName = issuer?.subject ?? subject;
  const serial = createHash('sha256').update(`${JSON.stringify(subject)} ${from} ${keys.publicKey}`).digest().subarray(0, 20);
  serial[0] = (serial[0]! & 0x3f) | 0x40;
  const content = sequence(
    tagged(0xa0, integer(2)),
    integer(serial),
    sha256WithRsa,
    nameOf(issuerName),
    sequence(time(new Date(from)), time(new Date(until))),
    nameOf(subject),
    createPublicKey(keys.publicKey).export({ type: 'spki', format: 'der' }),
    ...(issuer ? [] : [tagged(0xa3, sequence(sequence(oid('2.5.29.19'), yes, octets(sequence(yes)))))]),
  );
  const signature = sign('sha256', content, createPrivateKey((issuer?.keys ?? keys).privateKey));
  return { keys, subject, issuer: issuerName, serial: serial.toString('hex').toUpperCase(), pem: pemOf(sequence(content, sha256WithRsa, bits(signature))) };
}

const nameOf = (name: Name) => sequence(...Object.entries(attributes).flatMap(([short, id]) => (name[short as keyof Name] ? [set(sequence(oid(id), text(name[short as keyof Name]!)))] : [])));

const pemOf = (der: Buffer) => `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/(.{64})/g, '$1\n').trimEnd()}\n-----END CERTIFICATE-----\n`;
