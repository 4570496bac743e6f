import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Seals and opens with one key of 256 bits; `place` (table, column, row id) is bound in, so a value moved elsewhere does not open. */
export interface Sealer {
  seal(plain: string, place: string): string;
  /** @throws where the value was changed, moved, or sealed by another key. */
  open(sealed: string, place: string): string;
  /** The same for bytes, such as a picture: version (1), nonce (12), ciphertext, tag (16). */
  sealBytes(plain: Buffer, place: string): Buffer;
  /** @throws as `open` does. */
  openBytes(sealed: Buffer, place: string): Buffer;
}

export const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const textVersion = 'v1:';
const bytesVersion = 1;

/** AES-256-GCM with a nonce of its own for every value. */
export function sealerOf(key: Buffer): Sealer {
  function encrypt(plain: Buffer, place: string): Buffer[] {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
    return [nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()];
  }
  function decrypt(bytes: Buffer, place: string): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes)).setAAD(Buffer.from(place));
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]);
  }
  return {
    seal: (plain, place) => textVersion + Buffer.concat(encrypt(Buffer.from(plain), place)).toString('base64'),
    open(sealed, place) {
      if (!sealed.startsWith(textVersion)) throw new Error('a sealed value of an unknown version');
      return decrypt(Buffer.from(sealed.slice(textVersion.length), 'base64'), place).toString();
    },
    sealBytes: (plain, place) => Buffer.concat([Buffer.of(bytesVersion), ...encrypt(plain, place)]),
    openBytes(sealed, place) {
      if (sealed.length <= 1 + nonceBytes + tagBytes || sealed[0] !== bytesVersion) throw new Error('sealed bytes of an unknown version');
      return decrypt(sealed.subarray(1), place);
    },
  };
}
