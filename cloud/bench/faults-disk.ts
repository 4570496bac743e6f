import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { caller } from '../test/people';
import { freePort } from '../test/processes';
import { type City, foundCity, temporaryFolder } from './faults-city';
import { crowdOf, nothingTold, type Told } from './faults-people';
import { type Report, tellStandstill, tellVerdict } from './faults-report';
import { databaseProcess, productProcess } from './faults-victims';
import { atTheEnd, comesTrue } from './limits';

/** How long a disk stays full. */
export const fullSeconds = Number(process.env.FAULT_FULL_SECONDS ?? 30);
/** A database that its supervisor starts again and that recovers takes some seconds; nobody needs so many. */
const backWithinSeconds = 120;
const smallMegabytes = { database: 420, log: 2 };

/** A small file system of its own; undefined where this user may mount none. */
function mount(folder: string, megabytes: number): (() => void) | undefined {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'pipe' });
  } catch {
    return undefined;
  }
  let isThere = true;
  const unmount = () => {
    if (isThere) execFileSync('umount', ['-l', folder]);
    isThere = false;
  };
  atTheEnd(unmount);
  return unmount;
}

/** Takes all that is left; what others give back meanwhile, too. @returns what gives it back */
function fill(folder: string): { again(): void; empty(): void } {
  const file = join(folder, 'ballast');
  const again = () => {
    const open = openSync(file, 'a');
    try {
      for (let size = 1 << 20; size >= 4096; size /= 2) {
        try {
          for (;;) if (writeSync(open, Buffer.alloc(size)) < size) break;
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        }
      }
    } finally {
      closeSync(open);
    }
  };
  again();
  return { again, empty: () => rmSync(file, { force: true }) };
}

const freeKilobytes = (folder: string) => {
  const { bavail, bsize } = statfsSync(folder);
  return Math.round((bavail * bsize) / 1024);
};

/** The disk of the database with its temporary folder is full, without a log of changes and with one, and that of the product's log. @returns whether nothing was lost and all of it came back by itself */
export async function disksFull(words: string[], { say }: Report): Promise<boolean> {
  const directory = temporaryFolder('full');
  const place = { database: join(directory, 'database'), log: join(directory, 'log') };
  const unmountLog = mount(place.log, smallMegabytes.log);
  if (!unmountLog) {
    say('disk: this user may mount no file system of its own, so no disk was filled (as root it is); the refusals themselves are told by cloud/test/disk-full.test.ts');
    rmSync(directory, { recursive: true, force: true });
    return true;
  }
  try {
    const results: boolean[] = [];
    for (const binaryLog of [false, true]) {
      const unmount = mount(place.database, smallMegabytes.database)!;
      try {
        results.push(await workOnSmallDisk(words, { place, binaryLog, say }));
      } finally {
        unmount();
      }
    }
    return results.every(Boolean);
  } finally {
    unmountLog();
    rmSync(directory, { recursive: true, force: true });
  }
}

interface Small extends Report {
  place: { database: string; log: string };
  binaryLog: boolean;
}

async function workOnSmallDisk(words: string[], { place, binaryLog, say }: Small): Promise<boolean> {
  const what = `disk full${binaryLog ? ', database with its log of changes' : ''}`;
  const database = await databaseProcess(join(place.database, 'server'), { binaryLog, supervised: true });
  const city = await foundCity(await database.database.createDatabase('yongche_full'), { agents: 3, operators: 1, payers: 1, duesEach: 200 });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const logFile = join(place.log, `server-${Number(binaryLog)}.log`);
  const server = productProcess({ name: 'server', words, env: { ...city.env, LOG_LEVEL: 'info' }, port, url, logFile });
  const worker = productProcess({ name: 'worker', words, env: city.env, port: await freePort(), url });
  try {
    await Promise.all([server.start(), worker.start()]);
    const told = nothingTold();
    const crowd = crowdOf(city, url, told);
    await pause(8000);
    const rest = await logFull({ place, city, url, told, say });
    const full = fill(place.database);
    const seen = await whileFull({ city, url, told, refill: full.again });
    say(`${what} for ${fullSeconds} s (${freeKilobytes(place.database)} KB left): ${seen.refused} writes were refused with 507, ${seen.unavailable} answered 503; reads: ${seen.readsGood} of ${seen.reads} answered; /readyz said ${seen.readiness}; the status page said “${seen.words}”; longest wait ${(told.longestMs / 1000).toFixed(1)} s`);
    const before = told.answers;
    full.empty();
    const back = performance.now();
    const isBack = await comesTrue(() => told.answers > before, backWithinSeconds);
    say(`${what}: ${isBack ? `the first write was acknowledged ${((performance.now() - back) / 1000).toFixed(1)} s after there was room again` : `NO WRITE was acknowledged within ${backWithinSeconds} s of there being room again`}; the database ended by itself ${database.ownEnds} times and was started again by its supervisor`);
    if (!isBack) await tellStandstill({ city, url, told, say });
    await pause(5000);
    await crowd.end();
    return (await tellVerdict(what, { city, url, told, say })) && isBack && rest && server.ownEnds + worker.ownEnds === 0;
  } finally {
    await Promise.all([server.stop(), worker.stop()]);
    await city.close();
    await database.stop();
  }
}

/** The log's disk is full, and the product works on. */
async function logFull({ place, city, url, told, say }: Report & { place: Small['place']; city: City; url: string; told: Told }): Promise<boolean> {
  const full = fill(place.log);
  const before = told.answers;
  await pause(5000);
  const words = await statusAt(url, city);
  const readiness = await readinessAt(url);
  full.empty();
  await pause(1000);
  say(`log disk full for 5 s: ${told.answers - before} writes were acknowledged meanwhile; /readyz said ${readiness}; the status page said “${words}”`);
  return told.answers > before;
}

const readinessAt = (url: string) => fetch(`${url}/readyz`, { signal: AbortSignal.timeout(20_000) }).then(async (answer) => `${answer.status} ${JSON.stringify(await answer.json())}`, (error: unknown) => String(error));

async function statusAt(url: string, { clerk }: City): Promise<string> {
  const reply = await caller(url, { cookie: clerk, origin: url }).send('GET /service-status').catch(() => undefined);
  return reply?.status === 200 ? reply.body.parts.filter(({ state }) => state !== 'normal').map(({ meaning }) => meaning).join(' ') || 'all is well' : `nothing (${reply?.status})`;
}

async function whileFull({ city, url, told, refill }: { city: City; url: string; told: Told; refill: () => void }) {
  const before = { full: told.refusals.get('server.disk_full') ?? 0, unavailable: told.refusals.get('server.unavailable') ?? 0 };
  told.longestMs = 0;
  const agent = caller(url, { authorization: `Bearer ${city.agents[0]!}` });
  const until = Date.now() + fullSeconds * 1000;
  let [reads, readsGood] = [0, 0];
  while (Date.now() < until) {
    refill();
    reads++;
    if (await agent.send('GET /transactions', { query: {} }).then(({ status }) => status === 200, () => false)) readsGood++;
    await pause(200);
  }
  const [readiness, words] = [await readinessAt(url), await statusAt(url, city)];
  return { reads, readsGood, readiness, words, refused: (told.refusals.get('server.disk_full') ?? 0) - before.full, unavailable: (told.refusals.get('server.unavailable') ?? 0) - before.unavailable };
}
