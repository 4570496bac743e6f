import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { KeyPair } from '../keys';
import { bits, integer, octets, oid, sequence, set, tagged, text, time, yes } from '../der';

/** What a signature by SHA-256 and a key of a curve is called. */
export const sha256WithCurve = sequence(oid('1.2.840.10045.4.3.2'));

/** Somebody who signs, with the certificate that another one gave. */
export interface Signer {
  keys: KeyPair;
  /** DER. */
  certificate: Buffer;
  name: Buffer;
  issuerName: Buffer;
  serial: Buffer;
}

const nameOf = (common: string) => sequence(set(sequence(oid('2.5.4.10'), text('模拟时间戳机构'))), set(sequence(oid('2.5.4.3'), text(common))));
const extension = (id: string, value: Buffer) => sequence(oid(id), yes, octets(value));

interface Wanted {
  keys: KeyPair;
  common: string;
  from: string;
  until: string;
  issuer?: Signer;
}

/** A certificate of X.509 v3: a root where nobody issues it, otherwise one that may stamp time and nothing else. */
export function certified({ keys, common, from, until, issuer }: Wanted): Signer {
  const signing = issuer?.keys ?? keys;
  const name = nameOf(common);
  const issuerName = issuer?.name ?? name;
  // From name and key, so that it stays the same from start to start.
  const serial = createHash('sha256').update(`${common} ${keys.publicKey}`).digest().subarray(0, 8);
  serial[0] = (serial[0]! & 0x3f) | 0x40;
  const usages = issuer
    ? [extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.8')))]
    : [extension('2.5.29.19', sequence(yes)), extension('2.5.29.15', tagged(0x03, Buffer.of(2, 0x04)))];
  const content = sequence(
    tagged(0xa0, integer(2)),
    integer(serial),
    sha256WithCurve,
    issuerName,
    sequence(time(new Date(from)), time(new Date(until))),
    name,
    createPublicKey(keys.publicKey).export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...usages)),
  );
  const signature = sign('sha256', content, createPrivateKey(signing.privateKey));
  return { keys, name, issuerName, serial, certificate: sequence(content, sha256WithCurve, bits(signature)) };
}

export const pemOf = ({ certificate }: Signer) => `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64').replace(/(.{64})/g, '$1\n').trimEnd()}\n-----END CERTIFICATE-----\n`;
