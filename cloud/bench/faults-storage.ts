import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { startMoodyStorage, type StorageMood } from '../test/moody-storage';
import { caller } from '../test/people';
import { freePort } from '../test/processes';
import { type City, foundCity, temporaryFolder } from './faults-city';
import { crowdOf, nothingTold, type Told } from './faults-people';
import { type Report, tellStandstill, tellVerdict } from './faults-report';
import { comesTrue } from './limits';
import { databaseProcess, productProcess } from './faults-victims';

const moods: StorageMood[] = ['down', 'slow', 'hung', 'broken'];
/** Phones that sent into the silence just before its end give up after a minute, and send again. */
const backWithinSeconds = 90;
const at = (values: number[], share: number) => [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? Number.NaN;

/** The storage is down, slow (10 s), silent and broken, each for so many seconds of work; between them it is well. @returns whether nothing was lost and nobody hung */
export async function storageAway(words: string[], { seconds, say }: Report & { seconds: number }): Promise<boolean> {
  const directory = temporaryFolder('faults');
  const database = await databaseProcess(directory);
  const city = await foundCity(await database.database.createDatabase('yongche_storage'), { agents: 5, operators: 2, payers: 2, duesEach: seconds * 5 });
  const storage = await startMoodyStorage(city.simulators.oss.url);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { ...city.env, OSS_ENDPOINT: storage.url };
  const server = productProcess({ name: 'server', words, env, port, url });
  const worker = productProcess({ name: 'worker', words, env, port: await freePort(), url });
  try {
    await Promise.all([server.start(), worker.start()]);
    const told = nothingTold();
    const crowd = crowdOf(city, url, told);
    let longestMs = 0;
    let allBack = true;
    for (const mood of moods) {
      await pause(Math.min(10_000, seconds * 250));
      told.longestMs = 0;
      const before = told.pictures.size;
      storage.mood = mood;
      const others = await workOfOthers(city, url, { seconds, told });
      longestMs = Math.max(longestMs, told.longestMs);
      storage.mood = 'well';
      const back = performance.now();
      const during = told.pictures.size;
      const isBack = await comesTrue(() => told.pictures.size > during, backWithinSeconds);
      allBack &&= isBack && others.length > 0;
      if (!isBack) await tellStandstill({ city, url, told, say });
      say(`storage ${mood} for ${seconds} s: ${during - before} pictures came through; others meanwhile (${others.length} times log-in, list and a new notice): p50 ${at(others, 0.5).toFixed(0)} ms, p95 ${at(others, 0.95).toFixed(0)} ms, longest ${Math.max(...others).toFixed(0)} ms; longest wait of any request ${(told.longestMs / 1000).toFixed(1)} s; ${isBack ? `the first picture was received ${((performance.now() - back) / 1000).toFixed(1)} s after its return` : `NO PICTURE was received within ${backWithinSeconds} s of its return`}`);
    }
    await crowd.end();
    told.longestMs = longestMs;
    const well = await tellVerdict('storage', { city: { ...city, env }, url, told, say });
    return well && allBack && longestMs < 16_000 && server.ownEnds + worker.ownEnds === 0;
  } finally {
    await Promise.all([server.stop(), worker.stop()]);
    await storage.close();
    await city.close();
    await database.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** What needs no storage: somebody logs in on a phone, and reads the list of deals and the notices. @returns milliseconds of each */
async function workOfOthers(city: City, url: string, { seconds, told }: { seconds: number; told: Told }): Promise<number[]> {
  const took: number[] = [];
  const until = Date.now() + seconds * 1000;
  const agent = caller(url, { authorization: `Bearer ${city.agents[0]!}` });
  const clerk = caller(url, { cookie: city.clerk, origin: url });
  while (Date.now() < until) {
    const begun = performance.now();
    const code = city.simulators.alipay.issueCode(`other-${took.length}`);
    const replies = await Promise.all([caller(url).send('POST /sessions', { body: { host: 'alipay', code, serviceNoticeVersion: '2026-1' } }), agent.send('GET /transactions', { query: {} }), clerk.send('GET /service-status')]);
    const refused = replies.find(({ status }) => status >= 400);
    if (refused) told.strange.push(`somebody who needs no storage was refused: ${refused.status} ${refused.error?.code}`);
    else took.push(performance.now() - begun);
    // All log-ins come from one address, which may do so 300 times in ten minutes (`session` in rate-limit.ts).
    await pause(Math.max(500, seconds * 16));
  }
  return took;
}
