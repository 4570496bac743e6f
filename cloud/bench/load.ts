import { type ChildProcess, fork, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { keysOfTests } from '../simulators/simulated-adapters';
import { caller } from '../test/people';
import { freePort } from '../test/processes';
import { buildServer, type City, foundCity, temporaryFolder } from './faults-city';
import { databaseProcess, productProcess } from './faults-victims';
import { type Meter, startMeter, tellUse } from './load-meter';
import type { LoadOrder, LoadResult } from './load-plan';

/**
 * `node cloud/local/bootstrap.cjs bench-load`: registration alone (nobody reads the pictures) at the peak of the whole of China. Deals arrive at their rate whatever
 * becomes of them; server, worker, database, storage and clients are processes of their own on this machine. Where the rate cannot be held, the highest one that can is
 * looked for and held. LOAD_DEALS_PER_SECOND (14), LOAD_SECONDS (600), LOAD_STEP_SECONDS (45), LOAD_PROFILE (a folder for a CPU profile of the server).
 */
const wanted = Number(process.env.LOAD_DEALS_PER_SECOND ?? 14);
const seconds = Number(process.env.LOAD_SECONDS ?? 600);
const stepSeconds = Number(process.env.LOAD_STEP_SECONDS ?? 45);
const profile = process.env.LOAD_PROFILE;
/** Rates that are tried one after the other until one is too high. */
const steps = [0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12];
const say = (line: string) => console.log(line);
const at = (values: number[], share: number) => [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? Number.NaN;

interface Site {
  city: City;
  url: string;
  marketId: string;
  pids: Record<string, number>;
}
let firstNumber = 0;

/** Deals at this rate for so long, until the last of them is done. */
async function load({ city, url, marketId, pids }: Site, dealsPerSecond: number, duration: number): Promise<{ result: LoadResult; meter: Meter; took: number }> {
  const clients = fork(join(__dirname, 'load-clients.ts'), { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const order: LoadOrder = { url, marketId, agents: city.agents, operators: city.operators, dealsPerSecond, seconds: duration, firstNumber };
  firstNumber += Math.ceil(dealsPerSecond * duration);
  const meter = startMeter({ ...pids, clients: clients.pid! });
  const begun = performance.now();
  const result = await new Promise<LoadResult>((resolve, reject) => {
    clients.once('message', (found: LoadResult) => (meter.stop(), resolve(found))).once('error', reject).once('exit', (code) => reject(new Error(`the clients ended with ${code}`)));
    clients.send(order);
  });
  return { result, meter, took: (performance.now() - begun) / 1000 };
}

/** Nothing failed, and who waited when the last deal arrived had come within the last seconds: the queue did not grow. */
const isHeld = ({ failures, waitingAtEnd }: LoadResult, rate: number) => Object.keys(failures).length === 0 && waitingAtEnd <= Math.max(8, 5 * rate);

function tell({ result, meter, took }: Awaited<ReturnType<typeof load>>, rate: number, held: boolean): void {
  say(`${rate} deals/s wanted, ${held ? 'held' : 'not held'}: ${result.deals} deals with ${result.pictures} pictures in ${took.toFixed(0)} s = ${(result.deals / took).toFixed(2)} deals/s, ${(result.pictures / took).toFixed(1)} pictures/s; ${result.waitingAtEnd} deals were under way when the last one arrived`);
  for (const [kind, { milliseconds, failed }] of Object.entries(result.kinds)) say(`  ${kind.padEnd(38)} ${String(milliseconds.length).padStart(7)}   p50 ${at(milliseconds, 0.5).toFixed(0)} ms   p95 ${at(milliseconds, 0.95).toFixed(0)} ms   p99 ${at(milliseconds, 0.99).toFixed(0)} ms   failed ${failed}`);
  for (const [failure, times] of Object.entries(result.failures)) say(`  ${times} × ${failure}`);
  tellUse(meter, say);
}

/** The storage of the founded city goes on in a process of its own, under the same address. */
async function storageProcess({ simulators, env }: City): Promise<ChildProcess> {
  const port = new URL(simulators.oss.url).port;
  await simulators.oss.close();
  const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'load-storage.ts'), join(dirname(env.KEY_FILE!), 'simulators'), keysOfTests, port], { stdio: ['ignore', 'pipe', 'inherit'] });
  process.once('exit', () => child.kill('SIGKILL'));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`the storage ended with ${code}`)));
  });
  return child;
}

async function main(): Promise<void> {
  const { words, remove } = buildServer();
  const directory = temporaryFolder('load');
  const database = await databaseProcess(directory);
  const city = await foundCity(await database.database.createDatabase('yongche_load'), { agents: 200, operators: 20, payers: 0, duesEach: 0 });
  const storage = await storageProcess(city);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { ...city.env, CHECK_WORKERS: '0', MONITOR_SECONDS: '15' };
  const server = productProcess({ name: 'server', words: [...(profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : []), ...words], env, port, url });
  const worker = productProcess({ name: 'worker', words, env, port: await freePort(), url });
  try {
    await Promise.all([server.start(), worker.start()]);
    const { markets } = await caller(url, { authorization: `Bearer ${city.agents[0]!}` }).call('GET /markets');
    const site: Site = { city, url, marketId: markets[0]!.id, pids: { server: server.pid(), worker: worker.pid(), database: database.pid(), storage: storage.pid! } };
    await load(site, 0.5, 6);
    const rate = await highestOf(site);
    if (rate === undefined) return say('not even the lowest rate could be held');
    const run = await load(site, rate, seconds);
    tell(run, rate, isHeld(run.result, rate));
  } finally {
    await Promise.all([server.stop(), worker.stop()]);
    storage.kill('SIGTERM');
    await city.close();
    await database.stop();
    rmSync(directory, { recursive: true, force: true });
    remove();
  }
}

/** The wanted rate where it can be held, else the highest of the steps that can. */
async function highestOf(site: Site): Promise<number | undefined> {
  const tryRate = async (rate: number, duration: number) => {
    const run = await load(site, rate, duration);
    const held = isHeld(run.result, rate);
    tell(run, rate, held);
    // Whoever came too late is done before the next one begins.
    await pause(2000);
    return held;
  };
  if (await tryRate(wanted, Math.min(15, stepSeconds))) return wanted;
  let highest: number | undefined;
  for (const rate of steps.filter((step) => step < wanted)) {
    if (!(await tryRate(rate, stepSeconds))) break;
    highest = rate;
  }
  return highest;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
