import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { KeyRing } from './adapters/keys/key-ring';

/** How long a challenge may be answered. */
export const challengeLifeMs = 5 * 60_000;

/**
 * A challenge of 40 bytes: when it was made, a nonce, and a mac over both and its purpose (`login`, `pairing`, or whose act it is).
 * So nothing is stored for the many that are never answered.
 */
export function challengeFor(keys: Pick<KeyRing, 'index'>, purpose: string, at: Date): Uint8Array<ArrayBuffer> {
  const head = Buffer.alloc(24);
  head.writeBigUInt64BE(BigInt(at.getTime()));
  randomBytes(16).copy(head, 8);
  return new Uint8Array(Buffer.concat([head, macOf(keys, purpose, head)]));
}

const macOf = (keys: Pick<KeyRing, 'index'>, purpose: string, head: Buffer) => Buffer.from(keys.index('challenge', `${purpose}|${head.toString('hex')}`), 'hex');

/** When a challenge was made for this purpose; undefined where it is not ours, or too old. */
export function challengeMadeAt(keys: Pick<KeyRing, 'index'>, purpose: string, challenge: string, now: Date): Date | undefined {
  const bytes = Buffer.from(challenge, 'base64url');
  if (bytes.length !== 40 || !timingSafeEqual(bytes.subarray(24), macOf(keys, purpose, bytes.subarray(0, 24)))) return undefined;
  const made = Number(bytes.readBigUInt64BE());
  return made <= now.getTime() && now.getTime() - made <= challengeLifeMs ? new Date(made) : undefined;
}
