import { createHash } from 'node:crypto';
import type { Storage } from '../../../adapters/storage/storage';

/** Kept under its hash: what was once sent is never written over. */
const keyOf = (sha256: string) => `bulletins/${sha256}.png`;
const mostBytes = 20 * 1024 * 1024;
const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Keeps a poster; the same one twice is one. @returns its SHA-256 @throws ProviderError */
export async function keepPoster(storage: Storage, picture: Buffer): Promise<string> {
  const sha256 = digestOf(picture);
  await storage.write(keyOf(sha256), picture, 'image/png');
  return sha256;
}

/** So many are kept in memory: a bulletin that has just gone out is opened by everybody at once. */
const mostInHand = 4;

/** Reads posters, and keeps the last ones in hand. */
export function createPosterReader(storage: Storage): (sha256: string) => Promise<Buffer> {
  const inHand = new Map<string, Promise<Buffer>>();
  return (sha256) => {
    const picture = inHand.get(sha256) ?? readPoster(storage, sha256);
    inHand.delete(sha256);
    inHand.set(sha256, picture);
    picture.catch(() => inHand.delete(sha256));
    for (const oldest of [...inHand.keys()].slice(0, Math.max(0, inHand.size - mostInHand))) inHand.delete(oldest);
    return picture;
  };
}

/** The poster that was approved, and no other. @throws ProviderError, or where the bytes are not those of the hash */
export async function readPoster(storage: Storage, sha256: string): Promise<Buffer> {
  const picture = await storage.read(keyOf(sha256), mostBytes);
  if (digestOf(picture) !== sha256) throw new Error('a poster of the storage is not the one that was approved');
  return picture;
}
