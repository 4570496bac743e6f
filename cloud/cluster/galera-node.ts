import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import type { GaleraPrograms } from './galera-programs';

/** Where a node lives: an address of its own on this machine, and ports beside each other. */
export interface Place {
  host: string;
  port: number;
  folder: string;
}

export const account = { user: 'yongche', password: 'cluster-of-the-bench' };

/** One server of the cluster, which can be killed, frozen and brought back. */
export interface GaleraNode {
  /** As DATABASE_URL writes it. */
  name: string;
  place: Place;
  kill(): Promise<void>;
  freeze(): void;
  thaw(): void;
  /** Starts it again: what it missed comes from the others. */
  restart(): Promise<void>;
  /** Whether it belongs to the cluster and has everything. */
  isSynced(): Promise<boolean>;
  stop(): Promise<void>;
}

const [galeraOffset, transferOffset, incrementalOffset] = [1, 2, 3];

function flagsOf({ binary, provider }: GaleraPrograms, { host, port, folder }: Place, all: Place[]): string[] {
  const options = [`base_port=${port + galeraOffset}`, `gmcast.listen_addr=tcp://${host}:${port + galeraOffset}`, `ist.recv_addr=${host}:${port + incrementalOffset}`, 'gcache.size=256M'];
  return [
    '--no-defaults',
    ...(process.getuid?.() === 0 ? ['--user=root'] : []),
    ...[`--lc-messages-dir=${binary.share}`, `--character-sets-dir=${binary.share}/charsets`],
    ...[`--datadir=${folder}/data`, `--tmpdir=${folder}/temporary`, `--socket=${folder}/server.sock`, `--pid-file=${folder}/server.pid`, `--log-error=${folder}/server.log`],
    ...[`--bind-address=${host}`, `--port=${port}`, '--skip-name-resolve', '--default-time-zone=+00:00', '--max-connections=200', '--local-infile=0'],
    ...['--character-set-server=utf8mb4', '--collation-server=utf8mb4_unicode_520_ci', '--innodb-buffer-pool-size=128M'],
    ...['--default-storage-engine=InnoDB', '--innodb-autoinc-lock-mode=2', '--binlog-format=ROW'],
    // A commit waits for the disk once in two seconds: the other nodes have it too. That is how such a cluster is usually run.
    '--innodb-flush-log-at-trx-commit=2',
    // All writes go to one node, so numbers need no gaps for the others.
    '--wsrep-auto-increment-control=OFF',
    ...['--wsrep-on=ON', `--wsrep-provider=${provider}`, '--wsrep-cluster-name=yongche', `--wsrep-cluster-address=gcomm://${all.map((one) => `${one.host}:${one.port + galeraOffset}`).join(',')}`],
    ...[`--wsrep-node-address=${host}:${port + galeraOffset}`, `--wsrep-node-name=${host}`, '--wsrep-sst-method=rsync', `--wsrep-sst-receive-address=${host}:${port + transferOffset}`, `--wsrep-provider-options=${options.join(';')}`],
  ];
}

/** Makes the data of the first node: system tables, the account, an empty database. */
export async function makeData({ binary, environment }: GaleraPrograms, { folder }: Place): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  for (const name of ['data', 'temporary']) mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
  const tables = ['mysql_system_tables', 'mysql_performance_tables', 'mysql_system_tables_data', 'mysql_sys_schema'].map((name) => readFileSync(join(binary.share, `${name}.sql`), 'utf8'));
  const own = ['USE mysql;', "DELETE FROM mysql.global_priv WHERE User <> 'mariadb.sys';", 'FLUSH PRIVILEGES;', `CREATE USER '${account.user}'@'%' IDENTIFIED BY '${account.password}';`, `GRANT ALL ON *.* TO '${account.user}'@'%';`, 'CREATE DATABASE yongche CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;'];
  const words = ['--no-defaults', '--bootstrap', ...(process.getuid?.() === 0 ? ['--user=root'] : []), `--lc-messages-dir=${binary.share}`, `--character-sets-dir=${binary.share}/charsets`, `--datadir=${folder}/data`, `--tmpdir=${folder}/temporary`];
  const child = spawn(binary.path, words, { env: environment, stdio: ['pipe', 'ignore', 'ignore'] });
  child.stdin.end(`${['CREATE DATABASE mysql;', 'USE mysql;', ...tables, ...own].join('\n')}\n`);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`the data of ${folder} could not be made (${code})`);
}

/** The same data for another node, so that it has nothing to fetch when it joins. */
export async function copyData(from: Place, to: Place): Promise<void> {
  rmSync(to.folder, { recursive: true, force: true });
  mkdirSync(join(to.folder, 'temporary'), { recursive: true, mode: 0o700 });
  await cp(join(from.folder, 'data'), join(to.folder, 'data'), { recursive: true, filter: (path) => !/galera\.cache$|gvwstate\.dat$/.test(path) });
}

/** Starts a node; the first one of a cluster begins it. */
export async function startNode(programs: GaleraPrograms, place: Place, all: Place[], { begins = false } = {}): Promise<GaleraNode> {
  const flags = flagsOf(programs, place, all);
  let child: ChildProcess;
  const ended = () => new Promise<void>((resolve) => (child.exitCode !== null || child.signalCode !== null ? resolve() : child.once('exit', () => resolve())));
  async function start(more: string[]): Promise<void> {
    child = spawn(programs.binary.path, [...flags, ...more], { env: programs.environment, stdio: 'ignore' });
    for (let time = 0; time < 600; time++) {
      if (child.exitCode !== null || child.signalCode !== null) break;
      if (await node.isSynced()) return;
      await pause(200);
    }
    throw new Error(`the node at ${place.host} did not join; the end of its log:\n${(await readFile(join(place.folder, 'server.log'), 'utf8').catch(() => '')).split('\n').slice(-25).join('\n')}`);
  }
  const node: GaleraNode = {
    name: `${place.host}:${place.port}`,
    place,
    async kill() {
      child.kill('SIGKILL');
      await ended();
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    async restart() {
      await start([`--wsrep-start-position=${await lastPosition(programs, flags)}`]);
    },
    async isSynced() {
      try {
        const connection = await createConnection({ host: place.host, port: place.port, ...account, connectTimeout: 1000 });
        const [rows] = await connection.query({ sql: "SHOW STATUS LIKE 'wsrep_local_state_comment'", timeout: 1000 }).finally(() => connection.destroy());
        return (rows as { Value: string }[])[0]?.Value === 'Synced';
      } catch {
        return false;
      }
    },
    async stop() {
      child.kill('SIGCONT');
      child.kill('SIGTERM');
      const impatience = setTimeout(() => child.kill('SIGKILL'), 30_000);
      await ended();
      clearTimeout(impatience);
    },
  };
  await start(begins ? ['--wsrep-new-cluster'] : []);
  return node;
}

/** How far a node that was killed had come, as its own tables say. */
async function lastPosition({ binary, environment }: GaleraPrograms, flags: string[]): Promise<string> {
  const asked = [...flags.filter((flag) => !/--log-error|--pid-file/.test(flag)), '--wsrep-recover', '--skip-networking'];
  const { stderr, stdout } = await promisify(execFile)(binary.path, asked, { env: environment, maxBuffer: 1e7 });
  const position = /WSREP: Recovered position: (\S+)/.exec(stderr + stdout)?.[1];
  if (!position) throw new Error('a killed node does not know how far it had come');
  return position;
}
