import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { ProviderError } from '../../../adapters/provider-error';
import type { Deps } from '../../../deps';
import { originOf, verifierKey } from '../../evidence/checkpoints';
import { BackupProblem } from './backup-problem';
import type { LogFile } from './change-history';
import { connectionOf, type DatabaseTools } from './database-tools';
import { measuring, storeFor, type Stored } from './dump-database';
import { openManifest, signManifest } from './signed-manifest';

const run = promisify(execFile);

export const changesFolder = 'changes/';
export const placeOfHistory = (historyId: string) => `${changesFolder}${historyId}/`;

/** What the signed manifest beside a shipped file says. `previous` is the file before it of the same history, null at its beginning and after a gap. */
export interface ChangeManifest extends Stored {
  file: string;
  firstEventAt: string;
  lastEventAt: string;
  previous: string | null;
}
const mostManifest = 10_000;

type ShipDeps = Pick<Deps, 'db' | 'keys' | 'publicUrl' | 'safekeeping'> & { backupStore: NonNullable<Deps['backupStore']> };

/**
 * Copies a closed file of the log, byte for byte as the server has it, into the store; one that a killed run brought there whole is taken as it is.
 * The file passes through a folder of temporary files that only this account reads.
 */
export async function shipFile(deps: ShipDeps, tools: DatabaseTools, { historyId, log, previous, signal }: { historyId: string; log: LogFile; previous: string | null; signal: AbortSignal }): Promise<ChangeManifest> {
  const { backupStore: store, safekeeping } = deps;
  const place = placeOfHistory(historyId);
  const there = await shippedAlready(deps, place, log);
  if (there) return there;
  const folder = await mkdtemp(join(tmpdir(), folderOf(historyId)));
  try {
    const { words, environment } = connectionOf(safekeeping.databaseUrl, tools);
    await run(tools.binlog, [...words, '--read-from-remote-server', '--raw', `--result-file=${folder}/`, log.file], { env: environment, signal, maxBuffer: 1e6 }).catch((error: { stderr?: string }) => {
      signal.throwIfAborted();
      throw new BackupProblem(`增量日志 ${log.file} 没有读出来：${(error.stderr ?? String(error)).trim().slice(0, 200)}。请检查备份账号的 REPLICATION SLAVE 权限；恢复后会自动再做。`);
    });
    const path = join(folder, log.file);
    const { size } = await stat(path);
    if (size !== log.bytes) throw new BackupProblem(`增量日志 ${log.file} 只读出 ${size} 字节，应为 ${log.bytes} 字节，会自动再做。`);
    const times = await timesOf(path, size);
    const plain = measuring();
    const stored = await storeFor(safekeeping.recipient!, store, `${place}${log.file}.age`, Readable.from(plain.through(createReadStream(path) as AsyncIterable<Buffer>)), signal);
    const { bytes: plainBytes, sha256: plainSha256 } = plain.result();
    const manifest: ChangeManifest = { file: log.file, ...stored, plainBytes, plainSha256, ...times, previous };
    await store.write(`${place}${log.file}.json`, await signManifest(deps, manifest), 'application/json');
    return manifest;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const folderOf = (historyId: string) => `yongche-changes-${historyId}-`;

/** Removes what runs that were killed left: the log lies plain in it. Whoever calls it keeps all others from shipping. */
export async function clearShipping(historyIds: string[]): Promise<void> {
  for (const name of await readdir(tmpdir())) if (historyIds.some((id) => name.startsWith(folderOf(id)))) await rm(join(tmpdir(), name), { recursive: true, force: true });
}

async function shippedAlready(deps: ShipDeps, place: string, { file, bytes }: LogFile): Promise<ChangeManifest | undefined> {
  const store = deps.backupStore;
  const found = await store.read(`${place}${file}.json`, mostManifest).catch((error: unknown) => {
    if (error instanceof ProviderError && error.providerCode === 'NoSuchKey') return undefined;
    throw error;
  });
  if (!found) return undefined;
  const manifest = openManifest<ChangeManifest>(verifierKey(deps.keys, await originOf(deps.db.manager, deps.publicUrl)), found);
  return manifest?.plainBytes === bytes && (await store.stat(`${place}${file}.age`))?.bytes === manifest.bytes ? manifest : undefined;
}

const headerBytes = 19;
const beginningBytes = 4;

/** When the first and the last event of a file were written, in whole seconds; each event begins with its time and says its length. @throws BackupProblem where they do not follow one another to the end */
async function timesOf(path: string, size: number): Promise<{ firstEventAt: string; lastEventAt: string }> {
  let [first, last, next] = [0, 0, beginningBytes];
  let held: Buffer = Buffer.alloc(0);
  let from = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    held = held.length > 0 ? Buffer.concat([held, chunk]) : chunk;
    while (next + headerBytes <= from + held.length) {
      const at = held.readUInt32LE(next - from);
      const length = held.readUInt32LE(next - from + 9);
      if (length < headerBytes) throw new BackupProblem('增量日志的内容不完整，没有备份，会自动再做。');
      // Events that the server makes up itself carry no time.
      if (at > 0) [first, last] = [first || at, Math.max(last, at)];
      next += length;
    }
    const kept = Math.min(held.length, Math.max(0, next - from));
    from += kept;
    held = held.subarray(kept);
  }
  if (next !== size) throw new BackupProblem('增量日志没有到结尾，没有备份，会自动再做。');
  const moment = (seconds: number) => new Date(seconds * 1000).toISOString();
  return { firstEventAt: moment(first), lastEventAt: moment(last) };
}
