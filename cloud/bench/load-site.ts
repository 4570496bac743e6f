import { type ChildProcess, fork, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import type { DataSource } from 'typeorm';
import { keysOfTests } from '../simulators/simulated-adapters';
import { openDatabase } from '../src/database';
import { caller } from '../test/people';
import { freePort } from '../test/processes';
import { type City, foundCity, temporaryFolder } from './faults-city';
import { databaseProcess, productProcess, type Victim } from './faults-victims';
import { atTheEnd } from './limits';
import { type Meter, startMeter } from './load-meter';
import type { LoadOrder, LoadResult } from './load-plan';
import { isHeld, type Run } from './load-report';

/** A city with many phones and counters, whose server, worker, database and storage are processes of their own on this machine. */
export interface LoadSite {
  db: DataSource;
  /** Pictures that the worker reads at once; 0: none is read, all of them wait. */
  readWith(checkWorkers: number): Promise<void>;
  /** Deals at this rate for so long, until the last of them is done. */
  run(rate: number, seconds: number, how?: Pick<LoadOrder, 'submits'>): Promise<Run>;
  /** Numbers of the processes, by name. */
  pids(): Record<string, number>;
  close(): Promise<void>;
}

/** What was begun is done so long after the last beginning, or has failed. */
export const lastSeconds = 60;

/** @param words what comes after `node` to start the server */
export async function openSite(words: string[], profile: string | undefined): Promise<LoadSite> {
  const database = await databaseProcess(temporaryFolder('load'));
  const city = await foundCity(await database.database.createDatabase('yongche_load'), { agents: 200, operators: 20, payers: 0, duesEach: 0 });
  const storage = await storageProcess(city);
  const db = await openDatabase(city.env.DATABASE_URL!, 2);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { ...city.env, CHECK_WORKERS: '0', MONITOR_SECONDS: '15' };
  let meter: Meter | undefined;
  const server = productProcess({ name: 'server', words: [...(profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : []), ...words], env, port, url, heard: (line) => meter?.heard(line) });
  let worker: Victim | undefined;
  const pids = () => ({ server: server.pid(), worker: worker!.pid(), database: database.pid(), storage: storage.pid! });
  await server.start();
  const { markets } = await caller(url, { authorization: `Bearer ${city.agents[0]!}` }).call('GET /markets');
  let firstNumber = 0;

  const site: LoadSite = {
    db,
    pids,
    async readWith(checkWorkers) {
      await worker?.stop();
      worker = productProcess({ name: 'worker', words, env: { ...env, CHECK_WORKERS: String(checkWorkers) }, port: await freePort(), url });
      await worker.start();
    },
    async run(rate, seconds, { submits } = { submits: true }) {
      const order: LoadOrder = { url, submits, marketId: markets[0]!.id, agents: city.agents, operators: city.operators, dealsPerSecond: rate, seconds, firstNumber, mostWaiting: Math.ceil(20 + 12 * rate), lastSeconds };
      firstNumber += Math.ceil(rate * seconds);
      const clients = fork(join(__dirname, 'load-clients.ts'), { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
      atTheEnd(() => clients.kill('SIGKILL'));
      const begun = performance.now();
      meter = startMeter({ ...pids(), clients: clients.pid! }, db);
      const result = await new Promise<LoadResult>((resolve, reject) => {
        clients.once('message', resolve).once('error', reject).once('exit', (code) => reject(new Error(`the clients ended with ${code}`)));
        clients.send(order);
      });
      const measured = await meter.stop();
      return { rate, took: (performance.now() - begun) / 1000, result, measured, held: isHeld(result, rate) };
    },
    async close() {
      await Promise.all([server.stop(), worker?.stop()]);
      await db.destroy();
      storage.kill('SIGTERM');
      await city.close();
      await database.stop();
    },
  };
  await site.readWith(0);
  return site;
}

/** The storage of the founded city goes on in a process of its own, under the same address. */
async function storageProcess({ simulators, env }: City): Promise<ChildProcess> {
  const port = new URL(simulators.oss.url).port;
  await simulators.oss.close();
  const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'load-storage.ts'), join(dirname(env.KEY_FILE!), 'simulators'), keysOfTests, port], { stdio: ['ignore', 'pipe', 'inherit'] });
  atTheEnd(() => child.kill('SIGKILL'));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`the storage ended with ${code}`)));
  });
  return child;
}
