import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { folderOfMonth, indexName, type MonthIndex, readIndex } from './seal-month';
import type { Volume, VolumeDeps } from './write-volumes';

/** Told of each volume that is there. */
type OnVolume = (volume: Volume, how: 'copied' | 'there') => void;

/**
 * Copies a sealed month from the store of backups into `<folder>/<month>`: each volume as it comes, compared with the index, and the index
 * last. What is there already and is the same stays, so that a copy that broke off goes on.
 * @returns where it lies; undefined where the month is not sealed @throws BackupProblem; ProviderError; Error that names a volume which is not what was sealed
 */
export async function fetchArchive(deps: Pick<VolumeDeps, 'db' | 'keys' | 'publicUrl' | 'backupStore'>, { month, to, signal }: { month: string; to: string; signal: AbortSignal }, onVolume: OnVolume): Promise<{ folder: string; index: MonthIndex } | undefined> {
  const sealed = await readIndex(deps, month);
  if (!sealed) return undefined;
  const folder = join(to, month);
  await mkdir(folder, { recursive: true });
  for (const volume of sealed.index.volumes) {
    const target = join(folder, volume.file);
    const isThere = (await stat(target).catch(() => undefined))?.size === volume.bytes && (await digestOf(createReadStream(target))) === volume.sha256;
    if (!isThere) await copy(deps.backupStore.readStream(folderOfMonth(month) + volume.file), target, volume, signal);
    onVolume(volume, isThere ? 'there' : 'copied');
  }
  await writeFile(join(folder, indexName), sealed.bytes);
  return { folder, index: sealed.index };
}

async function copy(source: AsyncIterable<Uint8Array>, target: string, { file, sha256 }: Volume, signal: AbortSignal): Promise<void> {
  const unfinished = `${target}.part`;
  const hash = createHash('sha256');
  async function* measured() {
    for await (const chunk of source) {
      hash.update(chunk);
      yield chunk;
    }
  }
  try {
    await pipeline(measured, createWriteStream(unfinished, { flush: true }), { signal });
    if (hash.digest('hex') !== sha256) throw new WrongVolume(file);
    await rename(unfinished, target);
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** What lies in the store is not what was sealed. */
export class WrongVolume extends Error {
  constructor(readonly file: string) {
    super(`${file} is not what was sealed`);
  }
}

async function digestOf(source: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of source) hash.update(chunk);
  return hash.digest('hex');
}
