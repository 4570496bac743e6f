import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, constants, link, mkdir, open, readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { systemClock } from '../../clock';
import { ProviderError } from '../provider-error';
import { listFolder } from './disk-listing';
import { ensureDiskKey } from './keys';
import type { ObjectStore } from './storage';

/** Objects under this type need no note of it. */
const usualType = 'application/octet-stream';
/** Where what is being written lies; nothing of ours takes so long. */
const unfinishedFolder = '~unfinished';
const unfinishedMs = 24 * 3600_000;
const triesOfFolder = 20;

/** A disk store, and what only our own server needs of it. */
export interface DiskStore extends ObjectStore {
  /** As `writeStream`, but never over an object that is there: false then. */
  writeOnce(key: string, source: AsyncIterable<Uint8Array>, contentType: string): Promise<boolean>;
  /** Throws away what a kill left half written, a day later. */
  sweepUnfinished(): Promise<void>;
  /** What stands in the folder's mark; undefined where it has none. */
  readMark(): Promise<string | undefined>;
  /** Marks the folder, where nobody has yet. @returns its mark */
  mark(text: string): Promise<string>;
}

/** The file by which a folder is known again. */
export const markFile = '~store';

/**
 * Objects as files below a folder, byte for byte: written under another name, flushed to the disk, then given their own. A type other than
 * the usual one lies beside its object in `<name>~type`. Any number of processes may use the folder, also over a shared file system that keeps `rename` and `link`.
 */
export function createDiskStore(folder: string, name: string, now: () => Date = systemClock.now): DiskStore {
  const fileOf = (key: string, operation: string) => {
    ensureDiskKey(key, operation);
    return join(folder, key);
  };
  const statOf = async (key: string, operation: string) => {
    const found = await stat(fileOf(key, operation)).catch(unlessMissing(operation));
    return found?.isFile() ? found : undefined;
  };

  /** @returns false where `isNew` is wanted and an object is there already */
  async function put(key: string, source: AsyncIterable<Uint8Array>, { contentType, isNew }: { contentType: string; isNew: boolean }): Promise<boolean> {
    const file = fileOf(key, 'put');
    const unfinished = join(folder, unfinishedFolder, randomUUID());
    try {
      await writeDurably(unfinished, source);
      if (isNew && (await statOf(key, 'put'))) return false;
      for (let attempt = 1; ; attempt++) {
        try {
          const made = await mkdir(dirname(file), { recursive: true, mode: 0o700 });
          await noteType(file, contentType);
          await (isNew ? link(unfinished, file) : rename(unfinished, file));
          for (let parent = dirname(file); ; parent = dirname(parent)) {
            await flushFolder(parent);
            if (!made || parent.length < made.length) break;
          }
          return true;
        } catch (error) {
          if (isNew && codeOf(error) === 'EEXIST') return false;
          // Whoever removed the last object of the folder removed the folder with it, this very moment.
          if (codeOf(error) !== 'ENOENT' || attempt === triesOfFolder) throw diskError(error, 'put');
        }
      }
    } finally {
      await rm(unfinished, { force: true }).catch(() => undefined);
    }
  }

  async function noteType(file: string, contentType: string): Promise<void> {
    if (contentType === usualType) return rm(`${file}~type`, { force: true });
    const unfinished = join(folder, unfinishedFolder, randomUUID());
    await writeDurably(unfinished, [Buffer.from(contentType)]);
    await rename(unfinished, `${file}~type`).catch(async (error: unknown) => {
      await rm(unfinished, { force: true });
      throw error;
    });
  }

  const readMark = async () => (await readFile(join(folder, markFile), 'utf8').catch(unlessMissing('mark')))?.trim();

  return {
    name,
    readMark,
    async mark(text) {
      const unfinished = join(folder, unfinishedFolder, randomUUID());
      await writeDurably(unfinished, [Buffer.from(text)]);
      await link(unfinished, join(folder, markFile)).catch((error: unknown) => (codeOf(error) === 'EEXIST' ? undefined : throwAs('mark')(error)));
      await rm(unfinished, { force: true });
      await flushFolder(folder);
      return (await readMark()) ?? text;
    },
    async stat(key) {
      const found = await statOf(key, 'head');
      if (!found) return undefined;
      return { bytes: found.size, contentType: (await readFile(`${fileOf(key, 'head')}~type`, 'utf8').catch(unlessMissing('head'))) ?? usualType };
    },
    async read(key, maxBytes) {
      const found = await statOf(key, 'get');
      if (!found) throw missing();
      if (found.size > maxBytes) throw new ProviderError('untrusted_answer', 'disk', 'get', 'too-large');
      const bytes = await readFile(fileOf(key, 'get')).catch(unlessMissing('get'));
      if (!bytes) throw missing();
      return bytes;
    },
    async *readStream(key, from = 0) {
      const found = await statOf(key, 'get');
      if (!found) throw missing();
      if (from > 0 && from >= found.size) throw new ProviderError('rejected', 'disk', 'get', 'wrong-range');
      let bytes = from;
      try {
        for await (const chunk of createReadStream(fileOf(key, 'get'), { start: from }) as AsyncIterable<Buffer>) {
          bytes += chunk.length;
          yield chunk;
        }
      } catch (error) {
        throw codeOf(error) === 'ENOENT' ? missing() : diskError(error, 'get');
      }
      if (bytes < found.size) throw new ProviderError('unavailable', 'disk', 'get', 'truncated');
    },
    write: async (key, bytes, contentType) => void (await put(key, inOne(bytes), { contentType, isNew: false })),
    writeStream: async (key, source, contentType) => void (await put(key, source, { contentType, isNew: false })),
    writeOnce: (key, source, contentType) => put(key, source, { contentType, isNew: true }),
    async remove(key) {
      const file = fileOf(key, 'delete');
      await rm(file, { force: true }).catch(throwAs('delete'));
      await rm(`${file}~type`, { force: true }).catch(throwAs('delete'));
      // Folders that are empty now go with it; one that somebody writes into stays.
      let parent = dirname(key);
      while (parent !== '.' && (await rmdir(join(folder, parent)).then(() => true, () => false))) parent = dirname(parent);
      // What was removed stays removed, also where the power fails; a folder that is gone by now was emptied by others, who flush what is left.
      await flushFolder(join(folder, parent)).catch(unlessMissing('delete'));
    },
    list: async (prefix, after) => (await listFolder(folder, prefix, after).catch(throwAs('list'))).map(({ key }) => key),
    listObjects: (prefix, after) => listFolder(folder, prefix, after).catch(throwAs('list')),
    async check() {
      await makeFolders().catch(throwAs('check'));
      await access(folder, constants.R_OK | constants.W_OK).catch(throwAs('check'));
    },
    async sweepUnfinished() {
      const names = (await readdir(join(folder, unfinishedFolder)).catch(unlessMissing('sweep'))) ?? [];
      for (const entry of names) {
        const file = join(folder, unfinishedFolder, entry);
        const touched = (await stat(file).catch(unlessMissing('sweep')))?.mtimeMs;
        if (touched && now().getTime() - touched > unfinishedMs) await rm(file, { force: true }).catch(throwAs('sweep'));
      }
    },
  };

  async function makeFolders(): Promise<void> {
    await mkdir(join(folder, unfinishedFolder), { recursive: true, mode: 0o700 });
  }

  /** The source's own errors are passed on as they are. */
  async function writeDurably(file: string, source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
    await makeFolders().catch(throwAs('put'));
    const handle = await open(file, 'wx', 0o600).catch(throwAs('put'));
    try {
      for await (const chunk of source) await handle.writeFile(chunk).catch(throwAs('put'));
      await handle.sync().catch(throwAs('put'));
    } finally {
      await handle.close().catch(throwAs('put'));
    }
  }
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;

const missing = () => new ProviderError('rejected', 'disk', 'get', 'NoSuchKey');

const full = new Set(['ENOSPC', 'EDQUOT']);

const diskError = (error: unknown, operation: string): ProviderError => (error instanceof ProviderError ? error : new ProviderError('unavailable', 'disk', operation, full.has(codeOf(error) ?? '') ? 'no-space' : codeOf(error)));

const throwAs = (operation: string) => (error: unknown) => {
  throw diskError(error, operation);
};

const unlessMissing = (operation: string) => (error: unknown): undefined => {
  if (codeOf(error) === 'ENOENT') return undefined;
  throw diskError(error, operation);
};

/** A name is on the disk once its folder is. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

async function* inOne(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
