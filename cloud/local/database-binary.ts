import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, mkdir, readdir, realpath, rename, rm } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { findDatabaseTools } from '../src/domains/operations/backups/database-tools';
import { LocalRunError } from './local-run-error';

const run = promisify(execFile);

/** A database server that can be run here. */
export interface DatabaseBinary {
  kind: 'mariadb' | 'mysql';
  /** Absolute path of mysqld or mariadbd. */
  path: string;
  /** Folder with errmsg texts, character sets and, for MariaDB, the system tables' SQL. */
  share: string;
  /** What the loader needs to find the libraries of an unpacked package. */
  environment: NodeJS.ProcessEnv;
}

/**
 * Finds a server: one that is installed (PATH, then the system's folders), one that was unpacked into `toolFolder` before,
 * else fetches Debian's package into `toolFolder` without root and without changing the system.
 * @param searchPath folders to look in, as PATH; the tests hide an installed server with it.
 * @throws LocalRunError saying how to get one where none can be had.
 */
export async function findDatabaseBinary(toolFolder: string, searchPath = systemPath()): Promise<DatabaseBinary> {
  const unpacked = join(toolFolder, 'mariadb');
  const found = (await installed(searchPath)) ?? (await inPackage(unpacked));
  if (found) return found;
  console.log('本机没有 MySQL 或 MariaDB，正在从 Debian 软件源下载（约 21 MB，只放在项目的 .yongche 文件夹中）…');
  await fetchFromDebian([{ packages: ['mariadb-server-core'], target: unpacked }, { packages: clientPackages, target: join(toolFolder, clientFolder) }]);
  const fetched = await inPackage(unpacked);
  if (!fetched) throw new LocalRunError(`下载的数据库程序无法运行。请删除 ${unpacked} 后重试，${howToInstall()}`);
  return fetched;
}

const clientPackages = ['mariadb-client', 'mariadb-client-core'];
const clientFolder = 'mariadb-client';

/**
 * The folder of the database's client programs, which make backups (see database-tools.ts): none where the system has them itself, else the
 * one that was unpacked into `toolFolder`; fetched from Debian where neither is there, as when an earlier version fetched the server alone.
 * @throws LocalRunError where they cannot be had
 */
export async function ensureDatabaseTools(toolFolder: string): Promise<string | undefined> {
  const unpacked = join(toolFolder, clientFolder);
  if (await hasTools()) return undefined;
  if (await hasTools(unpacked)) return unpacked;
  console.log('本机没有数据库的备份工具，正在从 Debian 软件源下载（约 4 MB，只放在项目的 .yongche 文件夹中）…');
  await fetchFromDebian([{ packages: clientPackages, target: unpacked }]);
  if (!(await hasTools(unpacked))) throw new LocalRunError(`下载的备份工具无法运行。请删除 ${unpacked} 后重试，或安装 mariadb-client。`);
  return unpacked;
}

const hasTools = (folder?: string) =>
  findDatabaseTools(folder).then(
    () => true,
    () => false,
  );

function systemPath(): string {
  return [process.env.PATH ?? '', '/usr/sbin', '/usr/local/sbin', '/usr/libexec', '/opt/homebrew/bin'].join(delimiter);
}

async function installed(searchPath: string): Promise<DatabaseBinary | undefined> {
  for (const folder of new Set(searchPath.split(delimiter).filter(Boolean))) {
    for (const name of ['mariadbd', 'mysqld']) {
      const binary = await inspect(join(folder, name), {});
      if (binary) return binary;
    }
  }
  return undefined;
}

/** Looks at an executable: which server it is, and where its share folder lies. */
async function inspect(candidate: string, environment: NodeJS.ProcessEnv): Promise<DatabaseBinary | undefined> {
  if (!(await exists(candidate, constants.X_OK))) return undefined;
  const path = await realpath(candidate);
  const version = await run(path, ['--no-defaults', '--version'], { env: { ...process.env, ...environment } }).then(
    ({ stdout }) => stdout,
    () => '',
  );
  if (!version) return undefined;
  const kind = /mariadb/i.test(version) ? 'mariadb' : 'mysql';
  const prefix = dirname(dirname(path));
  for (const folder of ['share/mysql', 'share/mariadb', 'share', 'share/mysql-8.0']) {
    const share = join(prefix, folder);
    if (await exists(join(share, 'english', 'errmsg.sys'))) return { kind, path, share, environment };
  }
  return undefined;
}

async function inPackage(folder: string): Promise<DatabaseBinary | undefined> {
  const roots = [join(folder, 'usr', 'lib'), join(folder, 'lib')];
  const libraries = (await Promise.all(roots.map(subfolders))).flat();
  return inspect(join(folder, 'usr', 'sbin', 'mariadbd'), { LD_LIBRARY_PATH: libraries.join(delimiter) });
}

async function subfolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return [folder, ...entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name))];
}

/** Packages that become one folder, replaced as a whole. */
interface Unpacked {
  packages: string[];
  target: string;
}

/** Unpacks Debian's packages, and the libraries that they want and this system lacks, into a folder. @throws LocalRunError where they cannot be had */
export const fetchPackages = (packages: string[], target: string): Promise<void> => fetchFromDebian([{ packages, target }]);

/** apt-get with lists, cache and lock of its own: needs no root, and its signatures are checked as always. */
async function fetchFromDebian(wanted: Unpacked[]): Promise<void> {
  if (!(await exists('/usr/bin/apt-get')) || !(await exists('/usr/bin/dpkg-deb'))) {
    throw new LocalRunError(`这台电脑上没有 MySQL 或 MariaDB，${howToInstall()}`);
  }
  const work = `${wanted[0]!.target}.download`;
  const [lists, cache] = ['lists', 'cache'].map((name) => join(work, name)) as [string, string];
  await rm(work, { recursive: true, force: true });
  for (const folder of [join(lists, 'partial'), join(cache, 'archives', 'partial')]) await mkdir(folder, { recursive: true });
  const settings = {
    'Dir::State': work,
    'Dir::State::lists': lists,
    'Dir::State::status': '/var/lib/dpkg/status',
    'Dir::Cache': cache,
    'APT::Sandbox::User': '',
    'Debug::NoLocking': '1',
    'Acquire::Retries': '2',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  const apt: Apt = (words, folder = work) =>
    run('/usr/bin/apt-get', [...options, ...words], { cwd: folder, env: { ...process.env, LC_ALL: 'C' }, maxBuffer: 1e7 });
  try {
    await apt(['update']);
    for (const [at, { packages }] of wanted.entries()) await unpack(apt, packages, join(work, String(at)));
  } catch (error) {
    const reason = lastLines(String((error as { stderr?: string }).stderr || error));
    throw new LocalRunError(`下载数据库程序没有成功：\n${reason}\n请检查网络后重试，${howToInstall()}`);
  }
  for (const [at, { target }] of wanted.entries()) {
    await rm(target, { recursive: true, force: true });
    await rename(join(work, String(at), 'tree'), target);
  }
  await rm(work, { recursive: true, force: true });
}

type Apt = (words: string[], folder?: string) => Promise<{ stdout: string }>;

async function unpack(apt: Apt, packages: string[], work: string): Promise<void> {
  const [files, tree] = [join(work, 'packages'), join(work, 'tree')];
  for (const folder of [files, tree]) await mkdir(folder, { recursive: true });
  await apt(['download', ...(await missingPackages(apt, packages))], files);
  for (const file of await readdir(files)) await run('/usr/bin/dpkg-deb', ['-x', join(files, file), tree]);
}

/** What this system lacks to run them: apt's own answer, whose library names differ from release to release. What they want besides libraries is for scripts that nobody runs. */
async function missingPackages(apt: Apt, packages: string[]): Promise<string[]> {
  const { stdout } = await apt(['install', '--simulate', '--no-install-recommends', ...packages]);
  const libraries = [...stdout.matchAll(/^Inst (lib\S+)/gm)].map((match) => match[1] as string).filter((name) => !name.endsWith('-perl'));
  return [...new Set([...packages, ...libraries])];
}

const lastLines = (text: string) => text.trim().split('\n').slice(-6).join('\n');

function howToInstall(): string {
  const commands: Partial<Record<NodeJS.Platform, string>> = {
    darwin: '请先运行：brew install mariadb',
    win32: '请在 WSL（Debian）中运行，或把 DATABASE_URL 设为一个 MySQL 8 数据库的地址',
  };
  const otherwise = '请安装 mariadb-server（如 sudo apt-get install mariadb-server-core）';
  return `${commands[process.platform] ?? otherwise}；也可以把 DATABASE_URL 设为已有的 MySQL 8 / MariaDB 数据库。`;
}

const exists = (path: string, mode = constants.F_OK) =>
  access(path, mode).then(
    () => true,
    () => false,
  );
