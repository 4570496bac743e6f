import { existsSync, statfsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { type DatabaseBinary, findDatabaseBinary } from './database-binary';
import { openFolder, prepareData, writeRights, type DatabaseAccount, type DatabaseFolder } from './database-folder';
import { claimFolder, releaseFolder, runServer } from './database-process';
import { isAlive } from './process-life';

export interface LocalDatabase {
  /** `mysql://user:password@localhost/name?socketPath=/…` of the default database. */
  url: string;
  stop(): Promise<void>;
  /** Makes an empty database, its name beginning with `yongche`, and tells its address. */
  createDatabase(name: string): Promise<string>;
  dropDatabase(name: string): Promise<void>;
}

export interface LocalDatabaseOptions {
  /** Where the data and the account live from start to start. */
  directory: string;
  /** false for tests: nothing is kept, commits do not wait for the disk, data in memory when there is room. */
  durable: boolean;
  /** Where a fetched server program is kept; beside the data unless said otherwise. */
  toolFolder?: string;
  /** Folders to look for an installed server in, as PATH. */
  searchPath?: string;
  /** Memory for its pages; 128 where nothing is said, which is enough for the demo city. Writing a year of a real city wants more. */
  cacheMegabytes?: number;
  /** Keeps a log of all changes, of which backups make points in time (see operations/backups); its account may then read and rotate it. */
  binaryLog?: boolean;
  /** Its account may replay the log of another server, as a restore drill does; what is here is thrown away, so commits do not wait for the disk. */
  replays?: boolean;
}

/**
 * Runs a private MySQL or MariaDB server for this project as a child process, on a unix socket only.
 * It ends with this process, however that ends.
 * @throws LocalRunError when it runs already, cannot be had, or does not start; the message says what to do.
 */
export async function startDatabase(options: LocalDatabaseOptions): Promise<LocalDatabase> {
  const directory = resolve(options.directory);
  const binary = await findDatabaseBinary(options.toolFolder ?? join(directory, '..', 'tools'), options.searchPath);
  const home = options.durable ? directory : await memoryFolder(directory);
  const folder = await openFolder(home);
  await claimFolder(folder);
  try {
    const account = await prepareData(binary, folder, [...baseFlags(binary, options), ...noChangeLog(binary)]);
    if (options.binaryLog || options.replays) await writeRights(binary, folder, account);
    const server = await runServer(binary, folder, account, serverFlags(binary, folder, options));
    const database = access(folder, account);
    await database.createDatabase('yongche');
    const stop = async () => {
      await server.stop();
      await releaseFolder(folder);
      if (!options.durable) await rm(home, { recursive: true, force: true });
    };
    return { url: urlOf(folder, account, 'yongche'), stop, ...database };
  } catch (error) {
    await releaseFolder(folder);
    if (!options.durable) await rm(home, { recursive: true, force: true });
    throw error;
  }
}

function urlOf(folder: DatabaseFolder, { user, password }: DatabaseAccount, name: string): string {
  return `mysql://${user}:${password}@localhost/${name}?socketPath=${encodeURIComponent(folder.socket)}`;
}

/** What the application's account may do with whole databases. */
function access(folder: DatabaseFolder, account: DatabaseAccount) {
  const run = async (sql: string) => {
    const connection = await createConnection({ socketPath: folder.socket, ...account });
    try {
      await connection.query(sql);
    } finally {
      await connection.end();
    }
  };
  return {
    async createDatabase(name: string): Promise<string> {
      await run(`CREATE DATABASE IF NOT EXISTS \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci`);
      return urlOf(folder, account, name);
    },
    dropDatabase: (name: string) => run(`DROP DATABASE IF EXISTS \`${name}\``),
  };
}

/** Flags with which the data is made as well as served. */
function baseFlags(binary: DatabaseBinary, { durable, cacheMegabytes = 128 }: LocalDatabaseOptions): string[] {
  return [
    ...(process.getuid?.() === 0 ? ['--user=root'] : []),
    `--lc-messages-dir=${binary.share}`,
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_unicode_520_ci',
    `--innodb-buffer-pool-size=${cacheMegabytes}M`,
    ...(durable ? [] : ['--innodb-flush-log-at-trx-commit=0', '--innodb-doublewrite=0']),
    ...(binary.kind === 'mysql' ? ['--mysqlx=OFF', '--secure-file-priv=NULL'] : [`--character-sets-dir=${binary.share}/charsets`]),
  ];
}

function serverFlags(binary: DatabaseBinary, folder: DatabaseFolder, options: LocalDatabaseOptions): string[] {
  return [
    '--no-defaults',
    ...baseFlags(binary, options),
    `--datadir=${folder.data}`,
    `--tmpdir=${folder.temporary}`,
    `--socket=${folder.socket}`,
    `--pid-file=${folder.pidFile}`,
    `--log-error=${folder.log}`,
    '--skip-networking',
    '--skip-name-resolve',
    '--default-time-zone=+00:00',
    `--sql-mode=${sqlMode.join(',')}`,
    '--max-connections=200',
    '--local-infile=0',
    ...(options.durable ? ['--innodb-flush-log-at-trx-commit=1'] : []),
    ...(options.binaryLog ? changeLogFlags(folder, options) : noChangeLog(binary)),
    ...(options.replays ? [`--init-file=${folder.rights}`, '--innodb-flush-log-at-trx-commit=0', '--innodb-doublewrite=0', '--innodb-flush-method=nosync', ...(binary.kind === 'mariadb' ? ['--sync-frm=OFF'] : [])] : []),
  ];
}

/** MySQL 8 keeps a log of changes unless it is told not to. */
const noChangeLog = ({ kind }: DatabaseBinary) => (kind === 'mysql' ? ['--disable-log-bin'] : []);

/** Two weeks of changes by rows: a backup store that is away for a holiday misses none. Triggers are made by an account that is no administrator's. */
function changeLogFlags(folder: DatabaseFolder, { durable }: LocalDatabaseOptions): string[] {
  return [
    `--log-bin=${folder.data}/binlog`,
    '--server-id=1',
    '--binlog-format=ROW',
    `--sync-binlog=${durable ? 1 : 0}`,
    '--binlog-expire-logs-seconds=1209600',
    '--log-bin-trust-function-creators=1',
    `--init-file=${folder.rights}`,
  ];
}

const sqlMode = [
  'ONLY_FULL_GROUP_BY',
  'STRICT_TRANS_TABLES',
  'NO_ZERO_IN_DATE',
  'NO_ZERO_DATE',
  'ERROR_FOR_DIVISION_BY_ZERO',
  'NO_ENGINE_SUBSTITUTION',
];

const memory = '/dev/shm';
const roomForTests = 2 ** 30;

/** A folder for one run of the tests, in memory when 1 GB is free there; what killed runs left behind is removed. */
async function memoryFolder(directory: string): Promise<string> {
  const parent = existsSync(memory) && freeBytes(memory) > roomForTests ? memory : directory;
  await mkdir(parent, { recursive: true, mode: 0o700 });
  for (const name of await readdir(parent)) {
    const pid = /^yongche-test-(\d+)-/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) await rm(join(parent, name), { recursive: true, force: true }).catch(() => undefined);
  }
  return mkdtemp(join(parent, `yongche-test-${process.pid}-`));
}

function freeBytes(path: string): number {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}
