import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createPool, type Pool, type RowDataPacket } from 'mysql2/promise';
import type { DataSource } from 'typeorm';
import { startDatabase } from '../local/database';
import { openDatabase } from '../src/database';
import { claimLooks } from '../src/domains/inspections/claims';
import type { StaffActor } from '../src/http/actor';

/**
 * `npm run bench`: a queue of 10,000 looks and 20 inspectors. The floor is the bare claim by mysql2; beside it the product's own
 * claim, and the whole answer over HTTP with the deal and everything that the machine said of it.
 */
const looks = Number(process.env.BENCH_LOOKS ?? 10_000);
const inspectors = 20;
const rounds = 2;
/** Between seeing a case and deciding it; twenty times as fast as the aim for a control (domain.md 5.3). */
const glanceMs = 1000;
const pacedSeconds = Number(process.env.BENCH_SECONDS ?? 30);

interface Session {
  token: string;
  staffId: string;
}

const at = (values: number[], share: number) => [...values].sort((one, other) => one - other)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? Number.NaN;
const shown = (values: number[]) => `p50 ${at(values, 0.5).toFixed(1)} ms, p99 ${at(values, 0.99).toFixed(1)} ms (${values.length})`;

async function timed<T>(times: number[], work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const result = await work();
  times.push(performance.now() - begun);
  return result;
}

/**
 * Every inspector claims until nothing is left, and has decided the look before by then; who gets nothing while others still
 * claim asks again. @returns whose look it was, and what a claim took
 */
async function untilEmpty(pool: Pool, sessions: Session[], claim: (session: Session) => Promise<string | undefined>): Promise<{ had: string[]; times: number[] }> {
  const [had, times]: [string[], number[]] = [[], []];
  const waiting = async () => Number((await pool.query<RowDataPacket[]>("SELECT COUNT(*) AS n FROM inspection_looks WHERE state = 'open' AND claimable_at <= UTC_TIMESTAMP(3)"))[0][0]!.n);
  await Promise.all(
    sessions.map(async (session) => {
      for (;;) {
        const id = await timed(times, () => claim(session));
        if (id) {
          had.push(id);
          await pool.query("UPDATE inspection_looks SET state = 'decided', decided_at = UTC_TIMESTAMP(3), verdict = 'pass' WHERE id = ?", [id]);
        } else if ((await waiting()) === 0) return;
      }
    }),
  );
  return { had, times };
}

/** @throws where a look was had twice, or one of the queue by nobody */
function ensureEachOnce(had: string[], what: string): void {
  if (had.length !== looks || new Set(had).size !== looks) throw new Error(`${what}: ${had.length} looks were had, ${new Set(had).size} different ones of ${looks}`);
}

const refill = (pool: Pool) => pool.query("UPDATE inspection_looks SET state = 'open', staff_id = NULL, claimable_at = UTC_TIMESTAMP(3), decided_at = NULL, verdict = NULL, seconds = NULL");
/** The least that a claim can be: one row found, locked and taken. */
async function bareClaim(pool: Pool, { staffId }: Session): Promise<string | undefined> {
  const connection = await pool.getConnection();
  try {
    await connection.beginTransaction();
    const [rows] = await connection.query<RowDataPacket[]>("SELECT id FROM inspection_looks FORCE INDEX (inspection_looks_queue) WHERE state = 'open' AND claimable_at <= UTC_TIMESTAMP(3) ORDER BY turn, claimable_at LIMIT 1 FOR UPDATE SKIP LOCKED");
    const id = rows[0]?.id as string | undefined;
    if (id) await connection.query('UPDATE inspection_looks SET staff_id = ?, claimable_at = UTC_TIMESTAMP(3) + INTERVAL 10 MINUTE WHERE id = ?', [staffId, id]);
    await connection.commit();
    return id;
  } finally {
    connection.release();
  }
}

/** The product's claim alone: of one look, as who has none. */
async function ownClaim(db: DataSource, { staffId }: Session): Promise<string | undefined> {
  const actor: StaffActor = { kind: 'staff', sessionId: '', staffId, name: '', role: 'inspector', marketId: null, isSetUp: true, secondFactorAt: null };
  const [look] = await db.transaction((tx) => claimLooks(tx, { ahead: 1 }, actor, { author: actor, origin: undefined, at: new Date() }));
  return look?.id;
}

/** Inspectors before their screens: claim, look, decide; a case ahead is ready while the one before it is decided. */
async function overHttp(url: string, sessions: Session[], { glance, until }: { glance: number; until: () => boolean }) {
  const agent = new Agent({ keepAlive: true, maxSockets: inspectors });
  const [claims, decisions, had]: [number[], number[], string[]] = [[], [], []];
  const begun = performance.now();
  const post = (session: Session, path: string, body: unknown) => send(agent, `${url}/api${path}`, body, { cookie: `session=${session.token}`, origin: url, 'idempotency-key': randomUUID() });
  await Promise.all(
    sessions.map(async (session, n) => {
      await pause((glance * n) / sessions.length);
      while (!until()) {
        const { looks: held, waiting } = (await timed(claims, () => post(session, '/inspection-claims', { ahead: 1 }))) as { looks: { id: string }[]; waiting: number };
        if (held.length === 0 && waiting === 0) return;
        for (const { id } of held) {
          had.push(id);
          await pause(glance);
          await timed(decisions, () => post(session, `/inspection-looks/${id}/decision`, { verdict: 'pass', seconds: 1 }));
        }
      }
    }),
  );
  agent.destroy();
  return { claims, decisions, had, seconds: (performance.now() - begun) / 1000 };
}

function send(agent: Agent, url: string, body: unknown, headers: Record<string, string>): Promise<unknown> {
  const text = Buffer.from(JSON.stringify(body));
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers: { ...headers, 'content-type': 'application/json', 'content-length': text.length } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
        const answer = Buffer.concat(chunks).toString();
        if (response.statusCode === 200) resolve(JSON.parse(answer));
        else reject(new Error(`${url} was answered ${response.statusCode}: ${answer.slice(0, 300)}`));
      });
    });
    sent.on('error', reject).end(text);
  });
}

async function main(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'yongche-inspections-'));
  const database = await startDatabase({ directory, durable: true });
  const databaseUrl = await database.createDatabase('yongche_inspections');
  const address = new URL(databaseUrl);
  const socketPath = address.searchParams.get('socketPath');
  const pool = createPool({
    ...(socketPath ? { socketPath } : { host: address.hostname, port: Number(address.port || 3306) }),
    user: address.username,
    password: decodeURIComponent(address.password),
    database: address.pathname.slice(1),
    connectionLimit: inspectors,
    timezone: 'Z',
  });
  pool.pool.on('connection', (connection) => void connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED'));
  let db: DataSource | undefined;
  const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'inspections-server.ts')], {
    env: { PATH: process.env.PATH, TSX_TSCONFIG_PATH: join(__dirname, '../tsconfig.json'), DATABASE_URL: databaseUrl, BENCH_LOOKS: String(looks), BENCH_INSPECTORS: String(inspectors) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const filled = performance.now();
    const { url, sessions } = await readyOf(child);
    console.log(`${looks} completed deals with pictures, readings and results, and their looks: ${((performance.now() - filled) / 1000).toFixed(0)} s`);

    const own = (db = await openDatabase(databaseUrl, inspectors));
    // In turns, because what else runs on the machine does not stay the same.
    for (let round = 1; round <= rounds; round++) {
      await refill(pool);
      const floor = await untilEmpty(pool, sessions, (session) => bareClaim(pool, session));
      ensureEachOnce(floor.had, 'the floor');
      await refill(pool);
      const ours = await untilEmpty(pool, sessions, (session) => ownClaim(own, session));
      ensureEachOnce(ours.had, 'the claim');
      console.log(`round ${round}, ${inspectors} at once until the queue is empty, each look once: floor ${shown(floor.times)}, 甬车's claim itself ${shown(ours.times)}, ratio at p50 ${(at(ours.times, 0.5) / at(floor.times, 0.5)).toFixed(1)}`);
    }

    await refill(pool);
    const end = performance.now() + pacedSeconds * 1000;
    const paced = await overHttp(url, sessions, { glance: glanceMs, until: () => performance.now() > end });
    console.log(`甬车 over HTTP, ${inspectors} who look ${glanceMs / 1000} s at each case: claim with deal and check ${shown(paced.claims)}, decision ${shown(paced.decisions)}`);

    const rush = await overHttp(url, sessions, { glance: 0, until: () => false });
    ensureEachOnce([...paced.had, ...rush.had], 'over HTTP');
    const [left] = await pool.query<RowDataPacket[]>("SELECT COUNT(*) AS n FROM inspection_looks WHERE state = 'open'");
    if (Number(left[0]!.n) > 0) throw new Error(`${left[0]!.n} looks were not decided`);
    console.log(`甬车 over HTTP, ${inspectors} who do not look at all until the queue is empty, each look once: claim ${shown(rush.claims)}, decision ${shown(rush.decisions)}, ${(rush.had.length / rush.seconds).toFixed(0)} cases/s`);
  } finally {
    await endOf(child);
    await db?.destroy();
    await pool.end();
    await database.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Address of the product with the queue filled, and the sessions of the inspectors. */
function readyOf(child: ChildProcess): Promise<{ url: string; sessions: Session[] }> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    child.stdout!.on('data', (text: Buffer) => {
      said += String(text);
      const [, url, list] = /ready (\S+) (.+)\n/.exec(said) ?? [];
      if (url && list) resolve({ url, sessions: list.split(' ').map((pair) => ({ token: pair.split(':')[0]!, staffId: pair.split(':')[1]! })) });
    });
  });
}

async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.removeAllListeners('exit').once('exit', resolve));
  child.kill();
  await ended;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
