import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool, type RowDataPacket } from 'mysql2/promise';
import { startDatabase } from '../local/database';
import { numberOfPerson } from './made-up-persons';

/** `npm run bench`: a person found by ID number among 500,000, over HTTP, against a bare select by primary key in the same run. */
const persons = Number(process.env.BENCH_PERSONS ?? 500_000);
const lookups = 2_000;

interface Times {
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
}

/** Asks `lookups` times, on so many connections at once. */
async function measure(connections: number, ask: (n: number) => Promise<void>): Promise<Times> {
  const times: number[] = [];
  const begun = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (next < lookups) {
        const n = (next++ * 7919) % persons;
        const at = performance.now();
        await ask(n);
        times.push(performance.now() - at);
      }
    }),
  );
  const perSecond = times.length / ((performance.now() - begun) / 1000);
  times.sort((a, b) => a - b);
  return { perSecond, p50: times[Math.floor(times.length * 0.5)]!, p99: times[Math.floor(times.length * 0.99)]! };
}

async function main(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'yongche-lookup-'));
  const database = await startDatabase({ directory, durable: true });
  const databaseUrl = await database.createDatabase('yongche_lookup');
  const address = new URL(databaseUrl);
  const socketPath = address.searchParams.get('socketPath');
  const pool = createPool({
    ...(socketPath ? { socketPath } : { host: address.hostname, port: Number(address.port || 3306) }),
    user: address.username,
    password: decodeURIComponent(address.password),
    database: address.pathname.slice(1),
    connectionLimit: 16,
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'lookup-server.ts')], {
    env: { PATH: process.env.PATH, TSX_TSCONFIG_PATH: join(__dirname, '../tsconfig.json'), DATABASE_URL: databaseUrl, BENCH_PERSONS: String(persons) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const started = performance.now();
    const { url, cookie } = await readyOf(child);
    console.log(`${persons} persons loaded in ${((performance.now() - started) / 1000).toFixed(0)} s`);

    const lookUp = (n: number) => post(agent, `${url}/api/person-lookups`, { idNumber: numberOfPerson(n) }, { cookie, origin: url });
    const [ids] = await pool.query<RowDataPacket[]>('SELECT id FROM persons LIMIT ?', [lookups]);
    const select = async (n: number) => void (await pool.execute('SELECT * FROM persons WHERE id = ?', [ids[n % ids.length]!.id]));
    await measure(16, lookUp);
    for (const connections of [1, 16]) {
      const floor = await measure(connections, select);
      const ours = await measure(connections, lookUp);
      const ratio = (ours.p50 / floor.p50).toFixed(1);
      console.log(`look-up of a person among ${persons}, ${connections} at once: select by key ${show(floor)}, 甬车 ${show(ours)}, ratio at p50 ${ratio}`);
    }
  } finally {
    await endOf(child);
    agent.destroy();
    await pool.end();
    await database.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Address of the product with all persons loaded, and the session of a clerk. */
function readyOf(child: ChildProcess): Promise<{ url: string; cookie: string }> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    child.stdout!.on('data', (text: Buffer) => {
      const [, url, cookie] = /ready (\S+) (\S+)/.exec(String(text)) ?? [];
      if (url && cookie) resolve({ url, cookie });
    });
  });
}

async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.removeAllListeners('exit').once('exit', resolve));
  child.kill();
  await ended;
}

function post(agent: Agent, url: string, body: unknown, headers: Record<string, string>): Promise<void> {
  const text = Buffer.from(JSON.stringify(body));
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers: { ...headers, 'content-type': 'application/json', 'content-length': text.length } }, (response) => {
      response.resume().on('end', () => (response.statusCode === 200 ? resolve() : reject(new Error(`a look-up was answered ${response.statusCode}`))));
    });
    sent.on('error', reject).end(text);
  });
}

const show = ({ perSecond, p50, p99 }: Times) => `${perSecond.toFixed(0)}/s (p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms)`;

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
