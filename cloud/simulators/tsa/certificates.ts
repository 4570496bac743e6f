import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { type RsaKeys, rsaKeys } from '../keys';
import { bits, integer, nothing, octets, oid, sequence, set, tagged, text, time, yes } from './der';

export const sha256WithRsa = sequence(oid('1.2.840.113549.1.1.11'), nothing);

/** Somebody who signs, with the certificate that another one gave. */
export interface Signer {
  keys: RsaKeys;
  /** DER. */
  certificate: Buffer;
  name: Buffer;
  issuerName: Buffer;
  serial: Buffer;
}

const nameOf = (common: string) => sequence(set(sequence(oid('2.5.4.10'), text('模拟时间戳机构'))), set(sequence(oid('2.5.4.3'), text(common))));
const extension = (id: string, value: Buffer) => sequence(oid(id), yes, octets(value));

interface Wanted {
  directory: string;
  /** File of the keys, and the name in the certificate. */
  file: string;
  common: string;
  from: string;
  until: string;
  issuer?: Signer;
}

/** A certificate of X.509 v3: a root where nobody issues it, otherwise one that may stamp time and nothing else. */
export function certified({ directory, file, common, from, until, issuer }: Wanted): Signer {
  const keys = rsaKeys(directory, file);
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
    sha256WithRsa,
    issuerName,
    sequence(time(new Date(from)), time(new Date(until))),
    name,
    createPublicKey(keys.publicKey).export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...usages)),
  );
  const signature = sign('sha256', content, createPrivateKey((issuer?.keys ?? keys).privateKey));
  return { keys, name, issuerName, serial, certificate: sequence(content, sha256WithRsa, bits(signature)) };
}

export const pemOf = ({ certificate }: Signer) => `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64').replace(/(.{64})/g, '$1\n').trimEnd()}\n-----END CERTIFICATE-----\n`;
