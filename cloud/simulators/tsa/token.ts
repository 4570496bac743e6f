import { createHash, createPrivateKey, sign } from 'node:crypto';
import { type Signer, sha256WithCurve } from './certificates';
import { integer, nothing, octets, oid, sequence, set, tagged, time } from '../der';

const sha256 = sequence(oid('2.16.840.1.101.3.4.2.1'), nothing);
const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest();

/** What a token says. */
export interface Stamp {
  imprint: Buffer;
  nonce: Buffer | undefined;
  at: Date;
  serial: number;
}

/** A TimeStampToken of RFC 3161: TSTInfo in CMS SignedData, with the signer's certificate and ESSCertIDv2. */
export function tokenOf({ imprint, nonce, at, serial }: Stamp, signer: Signer): Buffer {
  const info = sequence(integer(1), oid('1.3.6.1.4.1.99999.1'), sequence(sha256, octets(imprint)), integer(serial), time(at), ...(nonce ? [integer(nonce)] : []));
  const attributes = [
    sequence(oid('1.2.840.113549.1.9.3'), set(oid('1.2.840.113549.1.9.16.1.4'))),
    sequence(oid('1.2.840.113549.1.9.4'), set(octets(digestOf(info)))),
    sequence(oid('1.2.840.113549.1.9.16.2.47'), set(sequence(sequence(sequence(octets(digestOf(signer.certificate))))))),
  ].sort(Buffer.compare);
  const signature = sign('sha256', set(...attributes), createPrivateKey(signer.keys.privateKey));
  const signerInfo = sequence(integer(1), sequence(signer.issuerName, integer(signer.serial)), sha256, tagged(0xa0, ...attributes), sha256WithCurve, octets(signature));
  const signedData = sequence(
    integer(3),
    set(sha256),
    sequence(oid('1.2.840.113549.1.9.16.1.4'), tagged(0xa0, octets(info))),
    tagged(0xa0, signer.certificate),
    set(signerInfo),
  );
  return sequence(oid('1.2.840.113549.1.7.2'), tagged(0xa0, signedData));
}
