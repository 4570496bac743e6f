import { createHmac, createPrivateKey, createPublicKey, hkdfSync, type KeyObject, randomBytes, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { keyBytes, type Sealer, sealerOf } from './sealing';

/**
 * The system's own keys: sealing what belongs to no natural person, wrapping each person's key, finding personal data again,
 * and signing what people show to others. All of it works without I/O.
 */
export interface KeyRing extends Sealer {
  /** A new random key of 256 bits. */
  newDataKey(): Buffer;
  /** The data key under the ring's key-encryption key; `id` is bound in, so that no key passes for another one. */
  wrap(dataKey: Buffer, id: string): string;
  /** @throws where it was changed, carries another id, or was wrapped by another ring. */
  unwrap(wrapped: string, id: string): Buffer;
  /** Blind index: HMAC-SHA256, 128 bits in hex; equal values of one kind give equal indexes. */
  index(kind: string, plain: string): string;
  /** Ed25519 over a short statement. */
  sign(statement: Buffer): Buffer;
  verify(statement: Buffer, signature: Buffer): boolean;
  /** The Ed25519 key of one period, such as `2026-11`: whoever checks offline needs only that period's public key. */
  periodKey(period: string): PeriodKey;
}

/** Signs what is checked offline for as long as its period lasts; every process derives the same key. */
export interface PeriodKey {
  sign(statement: Buffer): Buffer;
  verify(statement: Buffer, signature: Buffer): boolean;
  /** Raw public key, 32 bytes in base64url. */
  publicKey: string;
}

/** What a key file holds. */
export const keyFileContent = z.object({ sealing: z.string(), index: z.string(), signing: z.string() });
export type KeyFileContent = z.output<typeof keyFileContent>;

export function keyRing(keys: KeyFileContent): KeyRing {
  const sealing = Buffer.from(keys.sealing, 'base64');
  const indexing = Buffer.from(keys.index, 'base64');
  const signing = createPrivateKey(keys.signing);
  const checking = createPublicKey(signing);
  const wrapper = sealerOf(Buffer.from(hkdfSync('sha256', sealing, '', 'wrapping of data keys', keyBytes)));
  return {
    ...sealerOf(sealing),
    newDataKey: () => randomBytes(keyBytes),
    wrap: (dataKey, id) => wrapper.sealBytes(dataKey, placeOfKey(id)).toString('base64'),
    unwrap: (wrapped, id) => wrapper.openBytes(Buffer.from(wrapped, 'base64'), placeOfKey(id)),
    index: (kind, plain) => createHmac('sha256', indexing).update(`${kind}|${plain}`).digest('hex').slice(0, 32),
    sign: (statement) => sign(null, statement, signing),
    verify: (statement, signature) => verify(null, statement, checking, signature),
    periodKey: (period) => periodKeyOf(signing, period),
  };
}

/** What PKCS 8 writes before the 32 bytes of an Ed25519 seed (RFC 8410). */
const ed25519Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

function periodKeyOf(signing: KeyObject, period: string): PeriodKey {
  const secret = signing.export({ type: 'pkcs8', format: 'der' });
  const seed = Buffer.from(hkdfSync('sha256', secret, '', `checked offline ${period}`, 32));
  const own = createPrivateKey({ key: Buffer.concat([ed25519Prefix, seed]), format: 'der', type: 'pkcs8' });
  const open = createPublicKey(own);
  return {
    sign: (statement) => sign(null, statement, own),
    verify: (statement, signature) => verify(null, statement, open, signature),
    publicKey: open.export({ format: 'jwk' }).x!,
  };
}

const placeOfKey = (id: string) => `data_key|${id}`;
