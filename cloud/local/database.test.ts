import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { startDatabase } from './database';
import { projectRoot, toolFolder } from './places';

const home = mkdtempSync(join(tmpdir(), 'yongche-database-'));
const directory = join(home, 'database');
const options = { directory, toolFolder, durable: true };
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function ask(url: string, sql: string): Promise<unknown> {
  const { username, password, pathname, searchParams } = new URL(url);
  const socketPath = searchParams.get('socketPath') ?? undefined;
  const connection = await createConnection({ socketPath, user: username, password, database: pathname.slice(1) });
  const [rows] = await connection.query(sql).finally(() => connection.end());
  return rows;
}

/** Another process that starts the same database and holds it until it is killed. */
async function otherProcess(): Promise<ChildProcess> {
  const program = `require('./cloud/local/database').startDatabase(${JSON.stringify(options)}).then(() => { console.log('up'); setInterval(() => 0, 1000); })`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--eval', program], { cwd: projectRoot, stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error('the other process ended')));
    child.stdout?.on('data', (text: Buffer) => String(text).includes('up') && resolve());
  });
  return child;
}

describe('the private database', () => {
  it('keeps its data from start to start, for its owner only', async () => {
    const first = await startDatabase(options);
    await ask(first.url, 'CREATE TABLE deals (id INT PRIMARY KEY)');
    await ask(first.url, 'INSERT INTO deals VALUES (7)');
    await first.stop();
    const second = await startDatabase(options);
    expect(await ask(second.url, 'SELECT id FROM deals')).toEqual([{ id: 7 }]);
    await second.stop();
    expect(statSync(directory).mode & 0o077).toBe(0);
    expect(statSync(join(directory, 'account.json')).mode & 0o077).toBe(0);
  });

  it('lets nobody in without the password, and its account not into the accounts', async () => {
    const database = await startDatabase(options);
    const stranger = new URL(database.url);
    stranger.username = 'root';
    stranger.password = '';
    await expect(ask(stranger.href, 'SELECT 1')).rejects.toThrow(/denied|locked/);
    await expect(ask(database.url, 'SELECT * FROM mysql.user')).rejects.toThrow(/denied/);
    await database.stop();
  });

  it('refuses a second start on the same folder and says who runs; after a kill it starts at once, with every row', async () => {
    const other = await otherProcess();
    await expect(startDatabase(options)).rejects.toThrow(`甬车已经在运行（进程 ${other.pid}）`);
    other.removeAllListeners('exit').kill('SIGKILL');
    const database = await startDatabase(options);
    expect(await ask(database.url, 'SELECT id FROM deals')).toEqual([{ id: 7 }]);
    await database.stop();
  });

  it('finds a place for its socket where the folder lies too deep', async () => {
    const deep = join(home, 'd'.repeat(120));
    const database = await startDatabase({ ...options, directory: deep });
    expect(await ask(database.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await database.stop();
  });

  it('that is damaged says so, with the end of its log and what to do', async () => {
    const database = await startDatabase({ ...options, directory: join(home, 'damaged') });
    await database.stop();
    const file = join(home, 'damaged', 'data', 'ibdata1');
    writeFileSync(file, randomBytes(readFileSync(file).length / 2));
    await expect(startDatabase({ ...options, directory: join(home, 'damaged') })).rejects.toThrow(/数据文件已损坏/);
  });
});
