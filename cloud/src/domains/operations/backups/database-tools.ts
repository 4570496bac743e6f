import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readDatabaseUrl } from '../../../database-addresses';

const run = promisify(execFile);

/** The database's own client programs, which dump it, read its binary log and restore it. */
export interface DatabaseTools {
  kind: 'mariadb' | 'mysql';
  /** As mysqldump itself tells it, such as `10.11.19` or `8.0.36`. */
  version: string;
  /** Absolute path of mariadb-dump or mysqldump. */
  dump: string;
  /** Of mariadb-binlog or mysqlbinlog. */
  binlog: string;
  /** Of mariadb or mysql. */
  client: string;
  /** What they are run with, and nothing else of this process: `LD_LIBRARY_PATH` of an unpacked package. */
  environment: Record<string, string>;
}

/** No tools here; the message says how to get them. */
export class NoDatabaseTools extends Error {
  constructor(where: string) {
    super(`没有找到数据库的备份工具（mariadb-dump 和 mariadb-binlog，或 mysqldump 和 mysqlbinlog）${where}。请安装 mariadb-client（如 sudo apt-get install mariadb-client），或把 DATABASE_TOOLS 设为它们所在的文件夹。`);
  }
}

/** Where packages put them; whoever has them elsewhere says so in DATABASE_TOOLS. */
const systemFolders = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/local/mysql/bin', '/opt/homebrew/bin'];
const names = { mariadb: { dump: 'mariadb-dump', binlog: 'mariadb-binlog', client: 'mariadb' }, mysql: { dump: 'mysqldump', binlog: 'mysqlbinlog', client: 'mysql' } } as const;

/**
 * Finds the tools: in `folder` where one is given (the programs themselves, or an unpacked package with `usr/bin`), else where the system has them.
 * @throws NoDatabaseTools
 */
export async function findDatabaseTools(folder?: string): Promise<DatabaseTools> {
  const places = folder ? [folder, join(folder, 'usr', 'bin')] : systemFolders;
  const environment = { LC_ALL: 'C', PATH: systemFolders.join(':'), ...(folder ? await librariesOf(folder) : {}) };
  for (const place of places) {
    for (const { dump, binlog, client } of Object.values(names)) {
      const tools = { dump: join(place, dump), binlog: join(place, binlog), client: join(place, client), environment };
      if (!(await Promise.all([tools.dump, tools.binlog, tools.client].map(isProgram))).every(Boolean)) continue;
      const said = await run(tools.dump, ['--no-defaults', '--version'], { env: environment }).then(({ stdout }) => stdout, () => '');
      // `Ver 10.19 Distrib 10.11.19-MariaDB` before MariaDB 11, `from 11.4.2-MariaDB` since, `Ver 8.0.36 for Linux` of MySQL.
      const version = /(?:Distrib|from) (\d+\.\d+\.\d+)/.exec(said)?.[1] ?? /Ver (\d+\.\d+\.\d+)/.exec(said)?.[1];
      if (version) return { kind: /mariadb/i.test(said) ? 'mariadb' : 'mysql', version, ...tools };
    }
  }
  throw new NoDatabaseTools(folder ? `，在 ${folder} 中` : '');
}

/** The libraries of an unpacked package lie beside its programs, in folders named by the machine's kind. */
async function librariesOf(folder: string): Promise<{ LD_LIBRARY_PATH?: string }> {
  const roots = [join(folder, 'usr', 'lib'), join(folder, 'lib')];
  const below = await Promise.all(roots.map(async (root) => (await readdir(root, { withFileTypes: true }).catch(() => [])).filter((entry) => entry.isDirectory()).map((entry) => join(root, entry.name))));
  const libraries = [...roots, ...below.flat()];
  return below.flat().length > 0 ? { LD_LIBRARY_PATH: libraries.join(':') } : {};
}

const isProgram = (path: string) =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

/** How a tool reaches the server of a `mysql://…` address, of a cluster the first node: its words, and the password where no list of processes shows it. */
export function connectionOf(databaseUrl: string, { environment }: Pick<DatabaseTools, 'environment'>): { words: string[]; environment: Record<string, string>; database: string } {
  const { addresses, username, password, database } = readDatabaseUrl(databaseUrl);
  const { host, port, socketPath } = addresses[0]!;
  return {
    words: ['--no-defaults', ...(socketPath ? [`--socket=${socketPath}`] : [`--host=${host}`, `--port=${port}`, '--protocol=tcp']), `--user=${username}`],
    environment: { ...environment, MYSQL_PWD: password },
    database,
  };
}
