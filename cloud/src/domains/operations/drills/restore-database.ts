import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { connectionOf, type DatabaseTools } from '../backups/database-tools';
import type { measuring } from '../backups/dump-database';
import { DrillNotMade } from './refusal';

/** A program of the database's own ended with an error; its words may hold values of rows, so only the error's number and line are kept. */
class ToolFailed extends Error {}

type Passing = ReturnType<typeof measuring>;

/** Where to restore: the tools, and an empty database. */
export interface Target {
  tools: DatabaseTools;
  /** `mysql://…` of the empty database. */
  url: string;
  signal: AbortSignal;
}

/**
 * Runs a dump (SQL, gzipped) against the empty database; `plain` measures the SQL on its way.
 * @returns the name of the database that was dumped, as its first lines tell it
 * @throws DrillNotMade where the server refuses a statement
 */
export async function restoreDump(target: Target, gzipped: AsyncIterable<Uint8Array>, plain: Passing): Promise<string> {
  const { client, ended } = startClient(target);
  let head = '';
  async function* withHead(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      if (head.length < 2000) head += chunk.subarray(0, 2000).toString('latin1');
      yield chunk;
    }
  }
  const zipped = Readable.from(gzipped, { objectMode: false });
  await settle('恢复数据库', [pipeline(zipped, createGunzip({ chunkSize: 256 * 1024 }), (source: AsyncIterable<Buffer>) => plain.through(source), withHead, withoutDefiners, client.stdin, { signal: target.signal }), ended], target.signal);
  const name = /^-- Host: .*\s+Database: (\S+)$/m.exec(head)?.[1];
  if (!name) throw new DrillNotMade('恢复出来的文件没有写明数据库的名称，增量无法重放。');
  return name;
}

/** What was replayed of the binary log. */
export interface Replayed {
  /** Those that changed a row of the database. */
  transactions: number;
  /** When the last of them was committed, by the server's clock in whole seconds. */
  lastAt: Date | undefined;
}

interface Wanted {
  /** Plain files, in their order. */
  files: string[];
  /** Where to begin in the first of them. */
  offset: number;
  /** The name of the database in the log. */
  from: string;
  /** Nothing of this second or later is replayed, and no transaction that was not finished before it; everything where it is not given. */
  until: Date | undefined;
}

/**
 * Replays binary log files against the restored database, under its own name.
 * @throws DrillNotMade where the server refuses a change
 */
export async function replayChanges(target: Target, wanted: Wanted): Promise<Replayed> {
  // Of a database that is renamed, some versions of the tools choose the changes by the old name, some by the new one; by the wrong one they choose none.
  const byOldName = await replayOf(target, wanted, wanted.from);
  return byOldName.transactions > 0 ? byOldName : replayOf(target, wanted, connectionOf(target.url, target.tools).database);
}

async function replayOf(target: Target, { files, offset, from, until }: Wanted, chosenBy: string): Promise<Replayed> {
  const { tools, url, signal } = target;
  const { database } = connectionOf(url, tools);
  const words = ['--no-defaults', `--start-position=${offset}`, `--rewrite-db=${from}->${database}`, `--database=${chosenBy}`, ...(until ? [`--stop-datetime=${until.toISOString().slice(0, 19).replace('T', ' ')}`] : []), ...files];
  const reader = spawn(tools.binlog, words, { env: { ...tools.environment, TZ: 'UTC' }, stdio: ['ignore', 'pipe', 'pipe'] });
  const { client, ended } = startClient(target);
  const replayed: Replayed = { transactions: 0, lastAt: undefined };
  await settle('重放增量', [pipeline(reader.stdout, (source: AsyncIterable<Buffer>) => observed(source, database, replayed), client.stdin, { signal }), endOf(reader, '读取增量日志'), ended], signal, reader);
  return replayed;
}

/** The client program, which takes no commands of its own out of what it is fed (`--binary-mode`), and no file of this machine. */
function startClient({ tools, url }: Target) {
  const { words, environment, database } = connectionOf(url, tools);
  const client = spawn(tools.client, [...words, '--binary-mode', '--local-infile=0', '--default-character-set=utf8mb4', '--max-allowed-packet=1G', '--batch', database], { env: environment, stdio: ['pipe', 'ignore', 'pipe'] });
  return { client, ended: endOf(client, '写入数据库') };
}

function endOf(child: ChildProcessByStdio<Writable | null, Readable | null, Readable>, what: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000)));
    child.once('error', () => reject(new ToolFailed(`${what}的程序不能运行`)));
    child.once('close', (code, signal) => {
      if (code === 0) return resolve();
      const error = /ERROR:? ?\d+ ?(\([0-9A-Z]+\))?( at line \d+)?/.exec(said)?.[0] ?? /ERROR: [A-Z][\w ]{0,60}/.exec(said)?.[0];
      reject(new ToolFailed(`${what}时出错（${error ?? signal ?? `退出码 ${code}`}）`));
    });
  });
}

/** Waits for all; the program's own error says more than the pipe that it broke. */
async function settle(what: string, parts: Promise<unknown>[], signal: AbortSignal, reader?: { kill(): boolean }): Promise<void> {
  const results = await Promise.allSettled(parts.map((part) => part.catch((error: unknown) => (reader?.kill(), Promise.reject(error as Error)))));
  signal.throwIfAborted();
  const errors = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as Error] : []));
  const own = errors.find((error) => error instanceof ToolFailed && /ERROR/.test(error.message)) ?? errors.find((error) => error instanceof ToolFailed);
  // What broke the source itself (a sealed piece that does not open) is told as it is.
  const first = errors.find((error) => !(error instanceof ToolFailed) && (error as NodeJS.ErrnoException).code !== 'EPIPE' && (error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE');
  if (first) throw first;
  if (own) throw new DrillNotMade(`${what}没有成功：${own.message}。备份文件与清单一致，请检查演练用的数据库的版本、权限和磁盘空间后再试。`);
  if (errors[0]) throw errors[0];
}

const definer = Buffer.from('/*!50017 DEFINER=');
const triggerLine = Buffer.from('\n/*!50003 CREATE*/ /*!50017 DEFINER=');
const longestDefiner = 400;

/** Triggers belong to whoever restores: the account that made them need not be known to the drill's server. A row's text never begins a line, so nothing else is touched. */
async function* withoutDefiners(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of source) {
    const part = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    for (let at = part.indexOf(triggerLine); at >= 0; at = part.indexOf(triggerLine, at + 1)) {
      const from = at + triggerLine.length - definer.length;
      const end = part.indexOf('*/', from);
      if (end >= 0 && end - from < longestDefiner) part.fill(' ', from, end + 2);
    }
    const kept = Math.min(part.length, triggerLine.length + longestDefiner);
    yield part.subarray(0, part.length - kept);
    rest = Buffer.from(part.subarray(part.length - kept));
  }
  yield rest;
}

const event = /^#(\d{6} +\d{1,2}:\d\d:\d\d) server id [^\n]*\t(?:Table_map: `(.*?)`\.|(Xid = \d+))/;
/** Statements about whole databases name them as they were called: on a server that is not empty they would meet the real one. */
const aboutDatabases = /^(CREATE|DROP|ALTER)\s+(DATABASE|SCHEMA)\b/i;

/** Passes on what the reader of the log says, line by line, and counts the transactions that change the database. */
async function* observed(source: AsyncIterable<Buffer>, database: string, replayed: Replayed): AsyncGenerator<Buffer> {
  let [rest, changes] = ['', false];
  for await (const chunk of source) {
    // Byte by byte as it came.
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop()!;
    yield Buffer.from(lines.map((line) => `${passed(line)}\n`).join(''), 'latin1');
  }
  yield Buffer.from(passed(rest), 'latin1');

  function passed(line: string): string {
    if (aboutDatabases.test(line)) return 'DO 0';
    const [, date, changed, xid] = (line.startsWith('#') && event.exec(line)) || [];
    if (changed === database) changes = true;
    if (xid && changes) {
      replayed.transactions += 1;
      replayed.lastAt = momentOf(date!);
    }
    if (xid) changes = false;
    return line;
  }
}

/** `261128 16:39:47`, in UTC by the environment that the reader was given. */
function momentOf(date: string): Date {
  const [, year, month, day, hour, minute, second] = /^(\d\d)(\d\d)(\d\d) +(\d{1,2}):(\d\d):(\d\d)$/.exec(date)!;
  return new Date(Date.UTC(2000 + Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)));
}
