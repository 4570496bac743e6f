import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import type { DatabaseBinary } from './database-binary';
import type { DatabaseAccount, DatabaseFolder } from './database-folder';
import { LocalRunError } from './local-run-error';
import { beginningOf, isAlive } from './process-life';

const longestStart = 60_000;
const longestStop = 30_000;

interface Owner {
  pid: number;
  began?: string;
}

/**
 * Makes this process the folder's only user. A server whose starter was killed is on its way out: it is waited for.
 * @throws LocalRunError when another process that is alive uses the folder.
 */
export async function claimFolder(folder: DatabaseFolder): Promise<void> {
  const owner: Owner = { pid: process.pid, began: beginningOf(process.pid) };
  for (;;) {
    try {
      await writeFile(folder.owner, JSON.stringify(owner), { flag: 'wx', mode: 0o600 });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const other = await ownerOf(folder);
    if (other && isAlive(other.pid) && beginningOf(other.pid) === other.began) {
      throw new LocalRunError(`甬车已经在运行（进程 ${other.pid}）。请直接使用它，或先在它的窗口按 Ctrl-C 停止。`);
    }
    await rm(folder.owner, { force: true });
  }
  await endLeftServer(folder);
}

export async function releaseFolder(folder: DatabaseFolder): Promise<void> {
  if ((await ownerOf(folder))?.pid === process.pid) await rm(folder.owner, { force: true });
}

async function ownerOf(folder: DatabaseFolder): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(folder.owner, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

/** A server without its starter is asked to end; the number in its file counts only while the process serves this folder. */
async function endLeftServer(folder: DatabaseFolder): Promise<void> {
  const pid = Number(await readFile(folder.pidFile, 'utf8').catch(() => ''));
  if (!pid || !(await serves(pid, folder))) return;
  console.log('上次运行没有正常结束，正在等待原来的数据库安全退出…');
  process.kill(pid, 'SIGTERM');
  const deadline = Date.now() + longestStop;
  while (isAlive(pid)) {
    if (Date.now() > deadline) throw new LocalRunError(`上次运行的数据库（进程 ${pid}）没有退出。请结束该进程后重试。`);
    await pause(50);
  }
}

async function serves(pid: number, folder: DatabaseFolder): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  return command === undefined ? existsSync(folder.socket) : command.includes(folder.data);
}

/**
 * Starts the server and waits until it answers.
 * @throws LocalRunError with the end of its log when it ends first or does not answer within a minute.
 */
export async function runServer(binary: DatabaseBinary, folder: DatabaseFolder, account: DatabaseAccount, flags: string[]) {
  await rm(folder.socket, { force: true });
  await rm(folder.log, { force: true });
  const [command, ...words] = [...endWithParent(), binary.path, ...flags] as [string, ...string[]];
  // A session of its own: Ctrl-C in the terminal reaches us alone, and we end the server after its clients.
  const child = spawn(command, words, { env: { ...process.env, ...binary.environment }, stdio: 'ignore', detached: true });
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  failed.catch(() => undefined);
  await Promise.race([answers(child, folder, account), failed]);
  return { stop: () => stopServer(child) };
}

/** On Linux the kernel ends the server in order when this process is killed; elsewhere the next start does (claimFolder). */
function endWithParent(): string[] {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/bin'];
  const tool = folders.map((folder) => join(folder, 'setpriv')).find((path) => path.startsWith('/') && existsSync(path));
  return process.platform === 'linux' && tool ? [tool, '--pdeathsig', 'TERM', '--'] : [];
}

async function answers(child: ChildProcess, folder: DatabaseFolder, account: DatabaseAccount): Promise<void> {
  const deadline = Date.now() + longestStart;
  let last: unknown;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) throw await failure(folder, '没有启动');
    try {
      const connection = await createConnection({ socketPath: folder.socket, ...account, connectTimeout: 2_000 });
      await connection.end();
      return;
    } catch (error) {
      last = error;
      if ((error as NodeJS.ErrnoException).code === 'ER_ACCESS_DENIED_ERROR') break;
      await pause(50);
    }
  }
  await stopServer(child);
  throw await failure(folder, `没有应答（${(last as Error | undefined)?.message ?? '超时'}）`);
}

async function stopServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), longestStop);
  await ended;
  clearTimeout(impatience);
}

/** What the log's words mean, and what a person can do about it. */
const remedies: [RegExp, string][] = [
  [/No space left|Errcode: 28|error number 28/i, '磁盘空间不足，请腾出空间后重试。'],
  [/Permission denied|Errcode: 13|error number 13/i, '没有读写数据文件夹的权限，请用建立它的用户启动，或改正文件夹的权限。'],
  [/Unable to lock|Resource temporarily unavailable/i, '另一个数据库正在使用同一个数据文件夹，请先停止它。'],
  [/Too many open files|Errcode: 24/i, '打开的文件太多，请提高 ulimit -n 后重试。'],
  [/Cannot allocate memory|Out of memory/i, '内存不足，请关闭其他程序后重试。'],
  [/corrupt|of a different size|checksum mismatch|unsupported redo|upgrade after a crash|downgrade|created by/i, dataRemedy()],
];

function dataRemedy(): string {
  return '数据文件已损坏，或由不同版本的数据库建立。请从备份恢复；如果只是演示数据，可以删除该文件夹，下次启动会重新建立。';
}

async function failure(folder: DatabaseFolder, what: string): Promise<LocalRunError> {
  const log = await readFile(folder.log, 'utf8').catch(() => '');
  const important = log.split('\n').filter((line) => /\[ERROR\]|\[FATAL\]|error/i.test(line));
  const lines = (important.length > 0 ? important : log.trim().split('\n')).slice(-8).join('\n');
  const remedy = remedies.find(([pattern]) => pattern.test(log))?.[1] ?? '请查看上面的原因；完整的日志在数据文件夹旁。';
  return new LocalRunError(`数据库${what}。数据文件夹：${folder.data}，日志：${folder.log}\n${lines}\n${remedy}`);
}
