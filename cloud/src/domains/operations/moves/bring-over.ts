import { createHash } from 'node:crypto';
import { ProviderError } from '../../../adapters/provider-error';
import type { ObjectStore } from '../../../adapters/storage/storage';

/** What an object is told by. */
export interface Digest {
  bytes: number;
  sha256: string;
}

/** Called with every piece that is read or written; resolves when there may be another one. */
export type Pace = (bytes: number) => Promise<void>;
const unhurried: Pace = () => Promise.resolve();

/** Up to here an object goes over in one request. */
const inOnePiece = 8 * 1024 * 1024;
const tries = 3;

/** Length and SHA-256 of an object as the store gives it back; undefined where it has none. */
export async function digestOf(store: ObjectStore, key: string, pace: Pace = unhurried): Promise<Digest | undefined> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const piece of store.readStream(key)) {
      hash.update(piece);
      bytes += piece.length;
      await pace(piece.length);
    }
  } catch (error) {
    if (error instanceof ProviderError && error.providerCode === 'NoSuchKey') return undefined;
    throw error;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/**
 * Makes one object of a store like that of another: copied, read back and compared, or removed where the other has none. One that is
 * removed while it is copied stays removed: whoever removes takes it from `truth` first, so it is looked for there again at the end.
 * @param mayRemove whether it may be removed that is not in `truth` from the beginning
 * @returns what was copied; undefined where it was removed, or is not to be
 * @throws ProviderError: `differs` where what comes back is not what was written
 */
export async function bringOver(truth: ObjectStore, other: ObjectStore, key: string, { pace = unhurried, mayRemove = true }: { pace?: Pace; mayRemove?: boolean } = {}): Promise<Digest | undefined> {
  for (let attempt = 1; attempt <= tries; attempt++) {
    const about = await truth.stat(key);
    if (!about && attempt === 1 && !mayRemove) return undefined;
    const copied = about && (await copy(truth, other, { key, bytes: about.bytes, contentType: about.contentType ?? 'application/octet-stream', pace }));
    if (!copied) await other.remove(key);
    const back = copied && (await digestOf(other, key, pace));
    const still = await truth.stat(key);
    if (!copied && !still) return undefined;
    if (copied && still && isSame(copied, back) && still.bytes === copied.bytes) return copied;
  }
  throw new ProviderError('untrusted_answer', providerOf(other), 'copy', 'differs');
}

/** Whose fault it is where a store fails. */
export const providerOf = ({ name }: Pick<ObjectStore, 'name'>): 'disk' | 'oss' => (name.startsWith('disk ') ? 'disk' : 'oss');

export const isSame = (one: Digest | undefined, other: Digest | undefined): boolean => one?.sha256 === other?.sha256 && one?.bytes === other?.bytes;

/** @returns what was written; undefined where the object was gone before its end */
async function copy(truth: ObjectStore, other: ObjectStore, { key, bytes: expected, contentType, pace }: { key: string; bytes: number; contentType: string; pace: Pace }): Promise<Digest | undefined> {
  const hash = createHash('sha256');
  let bytes = 0;
  const told = async function* () {
    for await (const piece of truth.readStream(key)) {
      hash.update(piece);
      bytes += piece.length;
      await pace(piece.length);
      yield piece;
    }
  };
  try {
    if (expected > inOnePiece) await other.writeStream(key, told(), contentType);
    else {
      const pieces: Uint8Array[] = [];
      for await (const piece of told()) pieces.push(piece);
      await other.write(key, Buffer.concat(pieces), contentType);
    }
  } catch (error) {
    if (error instanceof ProviderError && error.providerCode === 'NoSuchKey') return undefined;
    throw error;
  }
  return { bytes, sha256: hash.digest('hex') };
}
