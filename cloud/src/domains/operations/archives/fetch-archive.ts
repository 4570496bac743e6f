import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ProviderError } from '../../../adapters/provider-error';
import { BackupProblem } from '../backups/backup-problem';
import { measuring } from '../backups/dump-database';
import { monthWords } from './months';
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
  const passing = measuring();
  try {
    await pipeline(passing.through(source), createWriteStream(unfinished, { flush: true }), { signal });
    if (passing.result().sha256 !== sha256) throw new WrongVolume(file);
    await rename(unfinished, target);
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** Why a month was not fetched, in Chinese, with what to do; what is unexpected stands in the log. */
export function fetchFailureOf(error: unknown, { month, to }: { month: string; to: string | undefined }): string {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const again = '已取好的卷还在，再取一次从没有取完的那一卷继续。';
  if (error instanceof BackupProblem) return error.message;
  if (error instanceof WrongVolume) return `备份存储里的 ${error.file} 与封存时不同，没有取回。请技术单位检查备份存储，从另一份归档找回这一卷。`;
  if (error instanceof ProviderError && error.providerCode === 'NoSuchKey') return `${monthWords(month)}的卷不在备份存储里：三年保存期满后各卷已删去，只留索引；没有到期的，请技术单位检查备份存储。`;
  if (error instanceof ProviderError) return `备份存储没有正常应答（${error.providerCode ?? error.kind}），没有取完。请检查它的网络和密钥。${again}`;
  if (code === 'ENOSPC') return `文件夹 ${to} 所在的磁盘满了，没有取完。请腾出空间。${again}`;
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'EISDIR', 'ENOENT'].includes(code)) return `不能写入文件夹 ${to}（${code}），没有取回。请换一个可以写的文件夹。`;
  return `取出时出错，没有取完。${again}多次不成功时，请技术单位查看日志。`;
}

/** What lies in the store is not what was sealed. */
export class WrongVolume extends Error {
  constructor(readonly file: string) {
    super(`${file} is not what was sealed`);
  }
}

async function digestOf(source: AsyncIterable<Uint8Array>): Promise<string> {
  const passing = measuring();
  for await (const _ of passing.through(source));
  return passing.result().sha256;
}
