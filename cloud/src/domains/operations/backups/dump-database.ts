import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { addAbortSignal, pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { Connection } from 'mysql2/promise';
import type { ObjectStore } from '../../../adapters/storage/storage';
import { encryptFor } from '../encrypt-for';
import { connectTo, explainRights, type LogPosition, positionOf } from './backup-connection';
import { BackupProblem } from './backup-problem';
import { connectionOf, type DatabaseTools } from './database-tools';

/** What lies in the store, and what it opens to. */
export interface Stored {
  bytes: number;
  sha256: string;
  plainBytes: number;
  plainSha256: string;
}

/** The moment of a dump: a connection that sees the database as it was then, and where the log of changes stood; `position` is undefined where none is kept. */
export interface Moment {
  snapshot: Connection;
  takenAt: Date;
  position: LogPosition | undefined;
}

/** A dump waits for no longer than this for the statements that run, and then for its tool to begin: new writes wait for twice as long at most. */
const holdSeconds = 10;

/**
 * Dumps the whole database as SQL into `key`, compressed and encrypted on the way, without a temporary file. For the moment at which it begins
 * all writes are held, so that the dump, the position in the log and what `look` reads from the snapshot are of one moment.
 * @throws BackupProblem; the object is not there then
 */
export async function dumpDatabase<Seen>(
  { databaseUrl, tools, store, recipient, now }: { databaseUrl: string; tools: DatabaseTools; store: ObjectStore; recipient: string; now: () => Date },
  { key, signal, look }: { key: string; signal: AbortSignal; look: (moment: Moment) => Promise<Seen> },
): Promise<{ dump: Stored; seen: Seen }> {
  const [holder, snapshot] = [await connectTo(databaseUrl), await connectTo(databaseUrl)];
  const stop = new AbortController();
  try {
    await hold(holder);
    await snapshot.query('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await snapshot.query('START TRANSACTION WITH CONSISTENT SNAPSHOT');
    const [takenAt, position] = [now(), await positionOf(holder)];
    const tool = startDump(tools, databaseUrl, AbortSignal.any([signal, stop.signal]));
    const begun = tool.hasBegun.then(() => holder.query('UNLOCK TABLES'));
    // Nobody needs the dump of a moment that could not be looked at, or the other way round.
    const orStop = <Result>(work: Promise<Result>) => work.catch((error: Error) => Promise.reject((stop.abort(error), error)));
    const both = [orStop(storeDump({ store, recipient }, key, tool.text)), orStop(begun.then(() => look({ snapshot, takenAt, position })))] as const;
    await Promise.allSettled(both);
    if (signal.aborted || stop.signal.aborted) throw (signal.aborted ? signal : stop.signal).reason as Error;
    return { dump: await both[0], seen: await both[1] };
  } finally {
    stop.abort();
    // A connection that is cut gives up what it holds.
    holder.destroy();
    snapshot.destroy();
  }
}

async function hold(holder: Connection): Promise<void> {
  await holder.query(`SET SESSION lock_wait_timeout = ${holdSeconds}`);
  await holder.query('FLUSH TABLES WITH READ LOCK').catch((error: { errno?: number }) => {
    if (error.errno === 1205) throw new BackupProblem(`有语句运行超过${holdSeconds}秒，备份没有等到可以开始的时刻，会自动再做。经常如此时，请技术单位检查数据库中的慢语句。`);
    explainRights(error);
  });
}

/** What every tool knows: one transaction, everything in it, no comment of when it was made, and nothing of the server's own. */
function wordsOf({ kind, version }: DatabaseTools): string[] {
  const mysql = kind === 'mysql' ? ['--set-gtid-purged=OFF', '--no-tablespaces', ...(version.startsWith('5.') ? [] : ['--column-statistics=0'])] : [];
  return ['--single-transaction', '--quick', '--hex-blob', '--triggers', '--routines', '--events', '--default-character-set=utf8mb4', '--max-allowed-packet=256M', ...mysql];
}

interface RunningDump {
  /** The text; it throws where the tool failed, said anything, or did not come to its end. */
  text: AsyncIterable<Buffer>;
  /** Resolves once it reads from a snapshot of its own; rejects where it ends first, or does not begin in time. */
  hasBegun: Promise<void>;
}

/** Before the first table it has begun its transaction. */
const firstTable = '\n-- Table structure for table';
const lastLine = '-- Dump completed';

function startDump(tools: DatabaseTools, databaseUrl: string, signal: AbortSignal): RunningDump {
  const { words, environment, database } = connectionOf(databaseUrl, tools);
  const child = spawn(tools.dump, [...words, ...wordsOf(tools), database], { env: environment, stdio: ['ignore', 'pipe', 'pipe'], signal, killSignal: 'SIGKILL' });
  const ended = endOf(child);
  ended.catch(() => undefined);
  let [begin, refuse] = [() => {}, (_error: Error) => {}];
  const hasBegun = new Promise<void>((resolve, reject) => {
    [begin, refuse] = [resolve, reject];
    const timer = setTimeout(() => reject(new BackupProblem(`数据库的备份工具${holdSeconds}秒内没有开始，已放弃，会自动再做。`)), holdSeconds * 1000);
    void ended.then(() => reject(new BackupProblem('数据库是空的，没有可以备份的表。')), reject).finally(() => clearTimeout(timer));
  });
  hasBegun.catch(() => undefined);

  async function* text(): AsyncGenerator<Buffer> {
    let [head, tail, isBegun] = ['', '', false];
    try {
      for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
        if (!isBegun) {
          head += chunk.toString('latin1');
          isBegun = head.includes(firstTable);
          if (isBegun) [head] = ['', begin()];
        }
        tail = (tail + chunk.toString('latin1').slice(-200)).slice(-200);
        yield chunk;
      }
      await ended;
      if (!tail.includes(lastLine)) throw new BackupProblem('数据库的备份工具没有写到结尾，这份备份不完整，已放弃，会自动再做。');
    } catch (error) {
      refuse(error as Error);
      throw error;
    }
  }
  return { text: text(), hasBegun };
}

/** Resolves where it ended well and said nothing. */
function endOf(child: ChildProcess): Promise<void> {
  let said = '';
  child.stderr!.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(0, 2000)));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const words = said.replace(/^.*\[Warning\].*password.*$/gim, '').trim();
      if (code === 0 && words === '') resolve();
      else reject(new BackupProblem(`数据库的备份工具没有成功（${signal ?? `退出码 ${code}`}）：${words.slice(0, 200) || '没有说明原因'}`));
    });
  });
}

async function storeDump({ store, recipient }: { store: ObjectStore; recipient: string }, key: string, text: AsyncIterable<Buffer>): Promise<Stored> {
  const plain = measuring();
  const gzip = createGzip({ level: 4 });
  pipeline(Readable.from(plain.through(text)), gzip, () => undefined);
  const { bytes, sha256 } = await storeFor(recipient, store, key, gzip);
  const { bytes: plainBytes, sha256: plainSha256 } = plain.result();
  return { bytes, sha256, plainBytes, plainSha256 };
}

/** Encrypts what comes for the recipient and writes it to the store; nothing of it is there where the source fails. */
export async function storeFor(recipient: string, store: ObjectStore, key: string, source: Readable, signal?: AbortSignal): Promise<{ bytes: number; sha256: string }> {
  if (signal) addAbortSignal(signal, source);
  const sealed = measuring();
  try {
    await store.writeStream(key, sealed.through(await encryptFor(recipient, source)), 'application/octet-stream');
  } finally {
    source.destroy();
  }
  return sealed.result();
}

/** Counts and hashes what passes. */
export function measuring() {
  const hash = createHash('sha256');
  let bytes = 0;
  return {
    async *through<Chunk extends Uint8Array>(chunks: AsyncIterable<Chunk>): AsyncGenerator<Chunk> {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        hash.update(chunk);
        yield chunk;
      }
    },
    /** Once, at the end. */
    result: () => ({ bytes, sha256: hash.digest('hex') }),
  };
}
