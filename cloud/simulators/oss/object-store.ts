import { createHash, randomUUID } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createCrc64 } from '../../src/adapters/storage/crc64';
import { OssError } from './oss-error';

/** No picture of this trade comes near it; a form or request above it is refused as EntityTooLarge. */
export const largestObject = 20 * 1024 * 1024;

export interface StoredObject {
  key: string;
  bytes: number;
  contentType: string;
  /** MD5 in capital hex, without the quotes. */
  etag: string;
  crc64: string;
  lastModified: string;
  /** `x-oss-meta-*` as given. */
  meta: Record<string, string>;
}

/** Bytes on disk that nothing refers to yet. */
export interface Received {
  bytes: number;
  etag: string;
  md5: string;
  crc64: string;
  file: string;
}

export interface ObjectStore {
  /** Streams to disk, up to `limit` bytes. */
  receive(source: Readable, limit: number): Promise<Received>;
  /** Makes what was received the object of this key, whole or not at all. */
  commit(
    received: Received,
    about: Pick<StoredObject, 'key' | 'contentType' | 'meta'>,
    forbidOverwrite: boolean,
  ): StoredObject;
  discard(received: Received): void;
  /** The bytes of several that were received, one after the other. */
  joined(received: Received[]): Readable;
  find(key: string): StoredObject | undefined;
  open(key: string, range?: { start: number; end: number }): Readable;
  remove(key: string): void;
  /** By key, as OSS lists. */
  all(): StoredObject[];
}

/** Objects in a folder: one file of bytes each, and one small JSON that names it; the JSON's rename is the moment of truth. */
export function openObjectStore(directory: string): ObjectStore {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const objects = new Map<string, StoredObject & { file: string }>();
  for (const name of readdirSync(directory).filter((entry) => entry.endsWith('.json'))) {
    const stored = JSON.parse(readFileSync(join(directory, name), 'utf8')) as StoredObject & { file: string };
    if (existsSync(join(directory, stored.file))) objects.set(stored.key, stored);
  }
  const named = new Set([...objects.values()].map((stored) => stored.file));
  const unfinished = readdirSync(directory).filter((entry) => entry.endsWith('.bytes') && !named.has(entry));
  for (const entry of unfinished) rmSync(join(directory, entry));
  const nameOf = (key: string) => join(directory, `${createHash('sha256').update(key).digest('hex')}.json`);
  const discard = ({ file }: { file: string }) => rmSync(join(directory, file), { force: true });

  return {
    discard,
    joined: (received) =>
      Readable.from(
        (async function* () {
          for (const { file } of received) yield* createReadStream(join(directory, file));
        })(),
        { objectMode: false },
      ),
    find: (key) => objects.get(key),
    all: () => [...objects.values()].sort((a, b) => (a.key < b.key ? -1 : 1)),
    async receive(source, limit) {
      const file = `${randomUUID()}.bytes`;
      const md5 = createHash('md5');
      const checksum = createCrc64();
      let bytes = 0;
      const measured = async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          bytes += chunk.length;
          if (bytes > limit)
            throw new OssError(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed object size.');
          md5.update(chunk);
          checksum.update(chunk);
          yield chunk;
        }
      };
      try {
        await pipeline(source, measured, createWriteStream(join(directory, file), { mode: 0o600 }));
      } catch (error) {
        discard({ file });
        throw error;
      }
      const digest = md5.digest();
      return {
        bytes,
        etag: digest.toString('hex').toUpperCase(),
        md5: digest.toString('base64'),
        crc64: checksum.digest(),
        file,
      };
    },
    commit(received, { key, contentType, meta }, forbidOverwrite) {
      const earlier = objects.get(key);
      if (earlier && forbidOverwrite) {
        discard(received);
        throw new OssError(
          409,
          'FileAlreadyExists',
          'The object you specified already exists and can not be overwritten.',
        );
      }
      const { bytes, etag, crc64, file } = received;
      const stored = { key, bytes, contentType, etag, crc64, lastModified: new Date().toISOString(), meta, file };
      writeFileSync(`${nameOf(key)}.new`, JSON.stringify(stored), { mode: 0o600 });
      renameSync(`${nameOf(key)}.new`, nameOf(key));
      objects.set(key, stored);
      if (earlier) discard(earlier);
      return stored;
    },
    open(key, range) {
      const stored = objects.get(key);
      if (!stored) throw new OssError(404, 'NoSuchKey', 'The specified key does not exist.', { Key: key });
      return createReadStream(join(directory, stored.file), range);
    },
    remove(key) {
      const stored = objects.get(key);
      if (!stored) return;
      rmSync(nameOf(key), { force: true });
      objects.delete(key);
      discard(stored);
    },
  };
}
