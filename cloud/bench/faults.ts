import { randomInt } from 'node:crypto';
import { rmSync } from 'node:fs';
import { randomFrom } from '../test/crashing';
import { caller } from '../test/people';
import { freePort } from '../test/processes';
import { buildServer, foundCity, temporaryFolder } from './faults-city';
import { disksFull, fullSeconds } from './faults-disk';
import { killAll } from './faults-kills';
import { crowdOf, nothingTold } from './faults-people';
import { tellVerdict } from './faults-report';
import { storageAway } from './faults-storage';
import { databaseProcess, productProcess } from './faults-victims';
import { endAfter } from './limits';

/**
 * `node cloud/local/bootstrap.cjs bench-faults [kills] [storage] [disk]`: what becomes of acknowledged work when processes are killed, the storage is away and disks
 * are full; all three where none is named. FAULT_KILLS kills each of server, worker and database; FAULT_SECONDS of each mood of the storage; FAULT_FULL_SECONDS of each full
 * disk. It always ends: where something hangs, with what it was waiting for, and as failed.
 */
const kills = Number(process.env.FAULT_KILLS ?? 100);
const seconds = Number(process.env.FAULT_SECONDS ?? 120);
const seed = Number(process.env.FAULT_SEED ?? randomInt(2 ** 31));
const say = (line: string) => console.log(line);
const at = (values: number[], share: number) => [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? Number.NaN;

async function killed(words: string[]): Promise<boolean> {
  const directory = temporaryFolder('faults');
  const random = randomFrom(seed);
  const database = await databaseProcess(directory);
  const city = await foundCity(await database.database.createDatabase('yongche_faults'), { agents: 5, operators: 2, payers: 2, duesEach: Math.max(10, kills * 4) });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = productProcess({ name: 'server', words, env: city.env, port, url });
  const worker = productProcess({ name: 'worker', words, env: city.env, port: await freePort(), url });
  try {
    await Promise.all([server.start(), worker.start()]);
    const told = nothingTold();
    const begun = performance.now();
    const crowd = crowdOf(city, url, told);
    const asker = caller(url, { authorization: `Bearer ${city.agents[0]!}` });
    const answers = () => asker.send('GET /account').then(({ status }) => status === 200, () => false);
    const found = await killAll([server, worker, database], { times: kills, random, answers, tell: say });
    await crowd.end();
    say(`kills: ${found.map(({ name, milliseconds }) => `${milliseconds.length} of the ${name} (works again after p50 ${at(milliseconds, 0.5).toFixed(0)} ms, max ${Math.max(...milliseconds).toFixed(0)} ms)`).join(', ')}; in ${((performance.now() - begun) / 1000).toFixed(0)} s, FAULT_SEED=${seed}`);
    const ownEnds = server.ownEnds + worker.ownEnds;
    if (ownEnds > 0) say(`kills: ${ownEnds} processes ended by themselves`);
    return (await tellVerdict('kills', { city, url, told, say })) && ownEnds === 0;
  } finally {
    await Promise.all([server.stop(), worker.stop()]);
    await city.close();
    await database.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  const named = process.argv.slice(2);
  // Before and after the disturbances: the city is founded, people end what they began, every picture is opened, every chain is walked.
  const aroundSeconds = 600;
  const longest = { kills: aroundSeconds + kills * 12, storage: aroundSeconds + 4 * (seconds + 100), disk: 2 * (aroundSeconds + fullSeconds) };
  const wanted = (Object.keys(longest) as (keyof typeof longest)[]).filter((name) => named.length === 0 || named.includes(name));
  let doing = 'the product was built';
  endAfter(120 + wanted.reduce((sum, name) => sum + longest[name], 0), () => doing);
  const { words, remove } = buildServer();
  try {
    const parts: Record<(typeof wanted)[number], () => Promise<boolean>> = { kills: () => killed(words), storage: () => storageAway(words, { seconds, say }), disk: () => disksFull(words, { say }) };
    for (const name of wanted) {
      doing = `at “${name}”`;
      const well = await parts[name]();
      say(`${name}: ${well ? 'as it should be' : 'FAILED'}`);
      if (!well) process.exitCode = 1;
    }
  } finally {
    remove();
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
