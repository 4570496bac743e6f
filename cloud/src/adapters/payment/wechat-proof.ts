import { createVerify, type KeyObject } from 'node:crypto';

/** Why something in the name of WeChat Pay is not believed; the words go into the log. */
export type Doubt = 'unsigned' | 'probe' | 'stale' | 'unknown-serial' | 'wrong-signature';

export interface ProofOptions {
  /** The key of a certificate or of a public key id. @throws ProviderError where it cannot be asked for */
  keyOf(serial: string): Promise<KeyObject | undefined>;
  now: () => Date;
}

const windowSeconds = 300;
/** WeChat sends notices with such signatures to see whether they are refused. */
const probePrefix = 'WECHATPAY/SIGNTEST/';

/** Whether an answer or a notice carries the signature headers at all. */
export const isSigned = (header: (name: string) => string | undefined) => header('wechatpay-signature') !== undefined;

/** Checks the signature over the very bytes of the body, and that it is not older than five minutes; undefined where all is well. */
export async function doubtOf(header: (name: string) => string | undefined, body: Buffer, { keyOf, now }: ProofOptions): Promise<Doubt | undefined> {
  const [timestamp, nonce, serial, signature] = ['timestamp', 'nonce', 'serial', 'signature'].map((name) => header(`wechatpay-${name}`));
  if (!timestamp || !nonce || !serial || !signature) return 'unsigned';
  if (signature.startsWith(probePrefix)) return 'probe';
  // Before the key is looked up: nobody makes us ask for keys with an old recording.
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(Number(timestamp) - now().getTime() / 1000) > windowSeconds) return 'stale';
  const key = await keyOf(serial.toUpperCase());
  if (!key) return 'unknown-serial';
  return isSignedBy(key, { timestamp, nonce, signature }, body) ? undefined : 'wrong-signature';
}

/** RSASSA-PKCS1-v1_5 with SHA-256 over `timestamp\nnonce\nbody\n`. */
export function isSignedBy(key: KeyObject, { timestamp, nonce, signature }: Record<'timestamp' | 'nonce' | 'signature', string>, body: Buffer): boolean {
  const verify = createVerify('RSA-SHA256').update(`${timestamp}\n${nonce}\n`).update(body).update('\n');
  return verify.verify(key, signature, 'base64');
}
