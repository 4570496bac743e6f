import { createReadStream, createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { ObjectStore } from '../../../adapters/storage/storage';
import { measuring } from '../backups/dump-database';

/** A file as it lies there. */
export interface Fingerprint {
  bytes: number;
  sha256: string;
}

/** Copies an object into a file that only we may read, its fingerprint taken on the way. @throws ProviderError: `NoSuchKey` where it is not there */
export async function fetchObject(store: Pick<ObjectStore, 'readStream'>, key: string, to: string, signal: AbortSignal): Promise<Fingerprint> {
  const passing = measuring();
  await pipeline(passing.through(store.readStream(key)), createWriteStream(to, { mode: 0o600 }), { signal });
  return passing.result();
}

const pieceBytes = 64 * 1024;
const sealedPieceBytes = pieceBytes + 16;
const nonceBytes = 16;
const longestHeader = 64 * 1024;

/** An age file that does not open, and from which to which byte (counted from 1): of a wrong key it is the header that says for whom it was encrypted. */
export class NotOpened extends Error {
  constructor(
    readonly reason: 'wrong_key' | 'changed' | 'cut',
    readonly place: { from: number; to: number },
  ) {
    super(reason);
  }
}

/**
 * What an age file (age-encryption.org/v1) on the disk holds, piece by piece of 64 KB; each is authenticated before it is given.
 * @throws NotOpened, with the piece that does not open
 */
export async function* openSealed(path: string, identities: string[]): AsyncGenerator<Uint8Array> {
  const start = await startOfContent(path);
  if (start === undefined) throw new NotOpened('cut', { from: 1, to: (await stat(path)).size });
  // A module that only knows `import`.
  const { Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  const content = await decrypter.decrypt(pulled(path)).catch((error: unknown) => {
    throw new NotOpened(/no identity matched/.test(String(error)) ? 'wrong_key' : 'changed', { from: 1, to: start });
  });
  let pieces = 0;
  const reader = content.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(async () => {
        throw await brokenAt(path, start, pieces);
      });
      if (done) return;
      pieces += 1;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Where the header and the nonce end; undefined where they do not. */
async function startOfContent(path: string): Promise<number | undefined> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(longestHeader), 0, longestHeader, 0);
    const head = buffer.subarray(0, bytesRead).toString('latin1');
    const mac = head.indexOf('\n--- ');
    const end = mac < 0 ? -1 : head.indexOf('\n', mac + 1);
    return end < 0 || end + 1 + nonceBytes > bytesRead ? undefined : end + 1 + nonceBytes;
  } finally {
    await file.close();
  }
}

/** The last piece may be cut as well as changed. */
async function brokenAt(path: string, start: number, pieces: number): Promise<NotOpened> {
  const from = start + pieces * sealedPieceBytes;
  const { size } = await stat(path);
  return from + sealedPieceBytes < size ? new NotOpened('changed', { from: from + 1, to: from + sealedPieceBytes }) : new NotOpened('cut', { from: Math.min(from + 1, size), to: size });
}

/** `Readable.toWeb` would take in more than one piece before anybody asks. */
function pulled(path: string): ReadableStream<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: pieceBytes });
  const chunks = file[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: () => void file.destroy(),
    },
    { highWaterMark: 0 },
  );
}
