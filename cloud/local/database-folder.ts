import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, lstat, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { DatabaseBinary } from './database-binary';
import { LocalRunError } from './local-run-error';

/** Where one private server keeps its things; all of it readable by its owner only. */
export interface DatabaseFolder {
  data: string;
  /** For the server's temporary tables: a server that starts clears its own, and two would share the system's. */
  temporary: string;
  socket: string;
  log: string;
  /** Process id of the server, written by the server. */
  pidFile: string;
  /** The process that started the server. */
  owner: string;
  credentials: string;
  /** What a server with a binary log runs at each start: data that an earlier version made lacks these rights. */
  rights: string;
}

/** The application's account; it may make and drop databases whose name begins with `yongche`. */
export interface DatabaseAccount {
  user: string;
  password: string;
}

/** A unix socket's path ends at 107 bytes: a deep folder gets its socket in the system's folder for temporary files. */
const longestSocketPath = 107;

/** Names the files of a server's folder and makes the folder, closed to others. */
export async function openFolder(directory: string): Promise<DatabaseFolder> {
  await closedFolder(directory);
  const temporary = join(directory, 'temporary');
  await closedFolder(temporary);
  const near = join(directory, 'server.sock');
  const socket = Buffer.byteLength(near) <= longestSocketPath ? near : join(await socketFolder(directory), 'server.sock');
  return {
    data: join(directory, 'data'),
    temporary,
    socket,
    log: join(directory, 'server.log'),
    pidFile: join(directory, 'server.pid'),
    owner: join(directory, 'owner.json'),
    credentials: join(directory, 'account.json'),
    rights: join(directory, 'rights.sql'),
  };
}

async function socketFolder(directory: string): Promise<string> {
  const name = createHash('sha256').update(directory).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), `yongche-${name}`);
  await closedFolder(folder);
  return folder;
}

/** Makes a folder of mode 0700, or makes sure that an existing one is ours: others may write in the temporary folder. */
async function closedFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    throw new LocalRunError(`无法建立文件夹 ${folder}（${error.code}）。请检查上级文件夹的写入权限和磁盘空间后重试。`);
  });
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== userInfo().uid) {
    throw new LocalRunError(`文件夹 ${folder} 属于其他用户，不能使用。请换用建立它的用户启动，或删除它后重试。`);
  }
  await chmod(folder, 0o700);
}

/**
 * Makes the data folder and its account at the first start, the later starts find them. It is filled beside its place and
 * then moved there, so that a start which was killed half way leaves nothing that looks finished.
 * @throws LocalRunError with the end of the server's own log.
 */
export async function prepareData(binary: DatabaseBinary, folder: DatabaseFolder, flags: string[]): Promise<DatabaseAccount> {
  if (existsSync(folder.data)) {
    const kept = await readFile(folder.credentials, 'utf8').catch(() => undefined);
    if (kept) return JSON.parse(kept) as DatabaseAccount;
    throw new LocalRunError(`数据库的账号文件 ${folder.credentials} 不见了，无法打开已有的数据。请从备份恢复该文件。`);
  }
  const account = { user: 'yongche', password: randomBytes(24).toString('base64url') };
  const unfinished = `${folder.data}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  const initialize = binary.kind === 'mariadb' ? initializeMariadb : initializeMysql;
  await initialize(binary, unfinished, account, [...flags, `--datadir=${unfinished}`, `--tmpdir=${folder.temporary}`]);
  await writeFile(folder.credentials, JSON.stringify(account), { mode: 0o600 });
  await rename(unfinished, folder.data);
  return account;
}

/** The core package has no installer that works, so the system tables' SQL goes into the server's bootstrap mode directly. */
async function initializeMariadb(binary: DatabaseBinary, _data: string, account: DatabaseAccount, flags: string[]): Promise<void> {
  const files = ['mysql_system_tables', 'mysql_performance_tables', 'mysql_system_tables_data', 'mysql_sys_schema'];
  const tables = await Promise.all(files.map((name) => readFile(join(binary.share, `${name}.sql`), 'utf8')));
  const sql = ['CREATE DATABASE mysql;', 'USE mysql;', ...tables, 'USE mysql;', ...accounts(account, 'mysql_native_password')];
  await initialise(binary, ['--no-defaults', '--bootstrap', ...flags], `${sql.join('\n')}\n`);
}

/** MySQL 8 makes its own system tables and then runs a file of statements, one on each line. */
async function initializeMysql(binary: DatabaseBinary, data: string, account: DatabaseAccount, flags: string[]): Promise<void> {
  const statements = `${data}.sql`;
  await writeFile(statements, `${accounts(account, 'caching_sha2_password').join('\n')}\n`, { mode: 0o600 });
  try {
    await initialise(binary, ['--no-defaults', '--initialize-insecure', `--init-file=${statements}`, ...flags], '');
  } finally {
    await rm(statements, { force: true });
  }
}

/** Nobody gets in without a password: root is removed (MariaDB) or locked (MySQL, whose own objects belong to it). */
function accounts({ user, password }: DatabaseAccount, plugin: 'mysql_native_password' | 'caching_sha2_password'): string[] {
  const mariadb = plugin === 'mysql_native_password';
  return [
    mariadb ? "DELETE FROM mysql.global_priv WHERE User <> 'mariadb.sys';" : "ALTER USER 'root'@'localhost' ACCOUNT LOCK;",
    ...(mariadb ? ['DELETE FROM mysql.proxies_priv;', 'FLUSH PRIVILEGES;'] : []),
    `CREATE USER '${user}'@'localhost' IDENTIFIED ${mariadb ? '' : `WITH ${plugin} `}BY '${password}';`,
    `GRANT ALL ON \`yongche%\`.* TO '${user}'@'localhost';`,
  ];
}

/**
 * Lets the account read and rotate the binary log, hold all writes for the moment at which a dump begins, and replay changes into a drill's
 * database. One statement on each line, as a server reads its `--init-file`; none of it is a change of the data.
 */
export async function writeRights({ kind }: DatabaseBinary, folder: DatabaseFolder, { user }: DatabaseAccount): Promise<void> {
  const rights = ['RELOAD', 'REPLICATION SLAVE', 'REPLICATION CLIENT', kind === 'mariadb' ? 'BINLOG REPLAY' : 'REPLICATION_APPLIER'];
  await writeFile(folder.rights, ['SET SESSION sql_log_bin = 0;', ...rights.map((right) => `GRANT ${right} ON *.* TO '${user}'@'localhost';`)].join('\n') + '\n', { mode: 0o600 });
}

function initialise(binary: DatabaseBinary, flags: string[], input: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const environment = { ...process.env, ...binary.environment };
    const child = spawn(binary.path, flags, { env: environment, stdio: ['pipe', 'ignore', 'pipe'], detached: true });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000)));
    child.once('error', reject);
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.once('close', (code, signal) => {
      if (code === 0) return resolve();
      const how = signal ? `被 ${signal} 结束` : `退出码 ${code}`;
      reject(new LocalRunError(`数据库第一次初始化没有成功（${how}）：\n${said.trim().split('\n').slice(-12).join('\n')}`));
    });
  });
}
