import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EndpointKey, RequestOf } from '@yongche/contract';
import { createPool, type Pool } from 'mysql2/promise';
import { startDatabase } from '../local/database';
import { type Caller, caller } from '../test/people';
import { filtersOf, pairsOf, type Question, searchesOf } from './deal-questions';
import { copyYearsBefore } from './shifted-years';

/**
 * `npm run bench`: annual report, dashboards, the search for a car and the deal list by any two filters over the demo year at its real size
 * (307,644 deals), then over ten such years, over HTTP on a durable database, each beside the plain SQL that asks the same in the same run.
 */
const copies = Number(process.env.BENCH_YEARS ?? 10) - 1;
const asked = 40;
const year = 2019;
/** A plain statement that takes longer than this is not asked again. */
const enough = 3_000;

const at = (values: number[], share: number) => [...values].sort((one, other) => one - other)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? Number.NaN;
async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
async function times(count: number, work: (n: number) => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  for (let n = 0; n < count; n++) taken.push(await timed(() => work(n)));
  return taken;
}

interface People {
  clerk: Caller;
  president: Caller;
  adviser: Caller;
  manager: Caller;
  companyManager: Caller;
}
/** p95 of each measured thing, by name, to see how it grows. */
type Found = Map<string, number>;

function report(found: Found, name: string, ours: number[], plain: number[], growth: Found | undefined): void {
  const p95 = at(ours, 0.95);
  found.set(name, p95);
  const before = growth?.get(name);
  console.log(`${name}: p50 ${at(ours, 0.5).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms (${ours.length}); plain SQL p50 ${at(plain, 0.5).toFixed(1)} ms, ratio ${(at(ours, 0.5) / at(plain, 0.5)).toFixed(2)}${before ? `; × ${(p95 / before).toFixed(1)} since one year` : ''}`);
}

async function measure(pool: Pool, people: People, growth?: Found): Promise<Found> {
  const found: Found = new Map();
  const [begin, end] = [`${year - 1}-12-31 16:00:00`, `${year}-12-31 16:00:00`];
  const byMonth = () => pool.query("SELECT DATE_FORMAT(completed_at, '%Y-%m'), market_id, COUNT(*), SUM(channel = 'mobile') FROM transactions WHERE completed_at >= ? AND completed_at < ? GROUP BY DATE_FORMAT(completed_at, '%Y-%m'), market_id", [begin, end]);
  const plain = await times(5, byMonth);
  report(found, `annual report of ${year}`, await times(3, () => people.clerk.call('POST /annual-reports', { body: { year } })), plain, growth);
  const ask = <K extends EndpointKey>(who: Caller, key: K) => times(asked, () => who.call(key, {} as Partial<RequestOf<K>>));
  const screens: [name: string, ours: () => Promise<number[]>][] = [
    ['president’s dashboard', () => ask(people.president, 'GET /dashboards/president')],
    ['adviser’s dashboard', () => ask(people.adviser, 'GET /dashboards/adviser')],
    ['market’s dashboard', () => ask(people.manager, 'GET /dashboards/market')],
    ['a member’s own view', () => ask(people.companyManager, 'GET /my-figures')],
  ];
  for (const [name, ours] of screens) {
    await ours();
    report(found, name, await ours(), plain, growth);
  }
  const list = (question: Question) => people.clerk.call('GET /transactions', { query: question.query as never });
  const bare = ({ where, values }: Question) => pool.query(`SELECT * FROM transactions WHERE ${where} ORDER BY created_at DESC, id DESC LIMIT 21`, values);

  const searches = await searchesOf(pool, 200);
  await times(20, (n) => list(searches[n]!));
  report(found, 'search by VIN or plate', await times(searches.length, (n) => list(searches[n]!)), await times(50, (n) => bare(searches[n]!)), growth);

  const pairs = pairsOf(await filtersOf(pool));
  const results: { name: string; ours: number; plain: number; query: string }[] = [];
  let patient = true;
  for (const { name, question } of pairs) {
    await list(question);
    const ours = at(await times(3, () => list(question)), 0.5);
    const naive: number = patient ? await timed(() => bare(question)) : enough;
    patient &&= naive < 20 * enough;
    results.push({ name, ours, plain: naive, query: JSON.stringify(question.query) });
  }
  report(found, `deal list by two filters, ${pairs.length} pairs`, results.map(({ ours }) => ours), results.map(({ plain: naive }) => naive), growth);
  const slowest = [...results].sort((one, other) => other.ours - one.ours)[0]!;
  console.log(`  slowest ${slowest.name} ${slowest.query}: ${slowest.ours.toFixed(1)} ms; of plain SQL p95 ${at(results.map(({ plain: naive }) => naive), 0.95).toFixed(0)} ms`);
  return found;
}

/** Address and sessions of the product in its own process. */
function readyOf(child: ChildProcess): Promise<People> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    child.stdout!.on('data', (text: Buffer) => {
      const [, url, ...sessions] = /ready (\S+) (\S+) (\S+) (\S+) (\S+) (\S+)/.exec(String(text)) ?? [];
      if (!url) return;
      const [clerk, president, adviser, manager] = sessions.map((cookie) => caller(url, { cookie, origin: url })) as [Caller, Caller, Caller, Caller];
      resolve({ clerk, president, adviser, manager, companyManager: caller(url, { authorization: `Bearer ${sessions[4]}` }) });
    });
  });
}

async function main(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'yongche-figures-'));
  const database = await startDatabase({ directory, durable: true, cacheMegabytes: 2048 });
  const databaseUrl = await database.createDatabase('yongche_figures');
  const address = new URL(databaseUrl);
  const socketPath = address.searchParams.get('socketPath');
  const pool = createPool({ ...(socketPath ? { socketPath } : { host: address.hostname, port: Number(address.port || 3306) }), user: address.username, password: decodeURIComponent(address.password), database: address.pathname.slice(1), timezone: 'Z', charset: 'utf8mb4_unicode_520_ci', connectionLimit: 4 });
  const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'figures-server.ts')], {
    env: { PATH: process.env.PATH, TSX_TSCONFIG_PATH: join(__dirname, '../tsconfig.json'), DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    let people: People;
    const count = async () => (((await pool.query('SELECT COUNT(*) AS n FROM transactions'))[0] as { n: number }[])[0]!).n;
    const loading = await timed(async () => (people = await readyOf(child)));
    console.log(`${await count()} deals of ${year} with all that belongs to them, in ${(loading / 1000).toFixed(0)} s`);
    const one = await measure(pool, people!);
    if (copies === 0) return;
    const copying = await timed(() => copyYearsBefore(pool, year, copies));
    await pool.query('DELETE FROM counted_days');
    console.log(`${await count()} deals of ${copies + 1} years, the others copied in ${(copying / 1000).toFixed(0)} s`);
    await measure(pool, people!, one);
  } finally {
    if (child.exitCode === null) {
      const ended = new Promise((resolve) => child.removeAllListeners('exit').once('exit', resolve));
      child.kill();
      await ended;
    }
    await pool.end();
    await database.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  // A failed statement carries its values, thousands of rows.
  console.error((error as Error).message);
  process.exitCode = 1;
});
