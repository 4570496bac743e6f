/*
 * What lies on this PC's disk is sealed by AES-256-GCM with a key that the browser keeps and never gives out (not extractable).
 * What that protects from: whoever reads the files of a disk that was stolen, sold, backed up or copied finds neither names,
 * numbers nor pictures in them without working the browser's own key store open; a record that was changed, cut off or swapped
 * for another does not open. What it does not protect from: the key lies in the same browser profile, so whoever can run the
 * browser as this Windows user, or puts a program on this PC, reads what the page reads. Against that stand the log-in, the
 * PC's own account and disk encryption, and that pictures are deleted here as soon as the server has them.
 */

/** A record of the store: bytes under an IV that is used once. */
export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
}

export const newKey = () => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);

/** Seals bytes to the record `id`: under another id they do not open. */
export async function seal(key: CryptoKey, id: string, bytes: BufferSource): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, sealed: await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(id) }, key, bytes) };
}

/** @throws OperationError where it was changed, belongs to another record, or was sealed by another key */
export function unseal(key: CryptoKey, id: string, { iv, sealed }: Sealed): Promise<ArrayBuffer> {
  return crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(id) }, key, sealed);
}

export const sealValue = (key: CryptoKey, id: string, value: unknown) => seal(key, id, new TextEncoder().encode(JSON.stringify(value)));

export async function unsealValue<T>(key: CryptoKey, id: string, sealed: Sealed): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await unseal(key, id, sealed))) as T;
}

/** SHA-256 in hex, as the permit declares it. */
export async function sha256Of(bytes: BufferSource): Promise<string> {
  return Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
