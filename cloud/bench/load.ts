import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { buildServer } from './faults-city';
import { endAfter } from './limits';
import { readingAlone } from './load-readings';
import { ownCores, tellCoresFor, tellRun, tellTry, type Run } from './load-report';
import { lastSeconds, type LoadSite, openSite } from './load-site';

/**
 * `node cloud/local/bootstrap.cjs bench-load`: how many deals with all their pictures this machine registers for ten minutes, against the peak of the whole of
 * China (14 deals/s with 12 pictures each). Registration: deals begin, parties are told, pictures are sent, judged by the quick check that the phone waits for,
 * sealed and kept with their hashes, deals are submitted and completed; nobody reads the pictures meanwhile, they wait. The rate is looked for in six minutes and
 * held for ten. Afterwards the same with reading: what reading alone bears, and a rate at which both keep up. Deals arrive at their rate whatever becomes of them;
 * server, worker, database, storage and clients are processes of their own on this machine.
 * LOAD_DEALS_PER_SECOND (14), LOAD_SEARCH_SECONDS (360), LOAD_SECONDS (600), LOAD_STEP_SECONDS (40), LOAD_READING_SECONDS (180, 0: without it), LOAD_PROFILE (a folder
 * for a CPU profile of the server). It always ends: after all of these and some minutes, as failed where it was not done.
 */
const wanted = Number(process.env.LOAD_DEALS_PER_SECOND ?? 14);
const searchSeconds = Number(process.env.LOAD_SEARCH_SECONDS ?? 360);
const seconds = Number(process.env.LOAD_SECONDS ?? 600);
const stepSeconds = Number(process.env.LOAD_STEP_SECONDS ?? 40);
const readingSeconds = Number(process.env.LOAD_READING_SECONDS ?? 180);
const peak = { dealsPerSecond: 14, pictures: 12, use: 0.7 };
const say = (line: string) => console.log(line);
let doing = 'the city was founded';

/** The highest rate that was held for a step, within the time for searching; the wanted one where that is. */
async function highestRate(site: LoadSite): Promise<number> {
  const deadline = performance.now() + searchSeconds * 1000;
  const tryRate = async (rate: number) => {
    const run = await site.run(rate, stepSeconds);
    tellTry(run);
    // Whoever came too late is done before the next one begins.
    await pause(2000);
    return run;
  };
  // Warm, and for an estimate of what the machine could bear if nothing but its processor were in the way.
  await site.run(0.5, 6);
  const first = await tryRate(0.5);
  const perDeal = (Object.values(first.measured.cores).reduce((sum, one) => sum + one, 0) * first.took) / Math.max(1, first.result.deals);
  let rate = first.held ? Math.min(wanted, (0.85 * availableParallelism()) / perDeal) : 0.25;
  say(`  a deal takes ${perDeal.toFixed(2)} s of processor time with phones and storage: ${availableParallelism()} cores bear ${(availableParallelism() / perDeal).toFixed(1)} deals/s at the very most`);
  let [highest, lowest]: [number, number] = first.held ? [0.5, Number.POSITIVE_INFINITY] : [0, 0.5];
  while (performance.now() + (stepSeconds + lastSeconds / 4) * 1000 < deadline && lowest / highest > 1.06 && highest < wanted) {
    if ((await tryRate(rate)).held) highest = rate;
    else lowest = rate;
    rate = lowest === Number.POSITIVE_INFINITY ? Math.min(wanted, highest * 1.2) : highest === 0 ? lowest / 2 : (highest + lowest) / 2;
  }
  return highest;
}

/** Held for the whole time; a little less, where a rate that was good for a step turns out to be too high for long. */
async function hold(site: LoadSite, from: number): Promise<Run> {
  const deadline = performance.now() + 1.5 * seconds * 1000;
  for (let rate = from; ; rate *= 0.93) {
    const run = await site.run(rate, seconds);
    if (run.held || performance.now() + seconds * 1000 > deadline) return run;
    tellTry(run);
    await pause(5000);
  }
}

async function main(): Promise<void> {
  endAfter(300 + searchSeconds + lastSeconds + 2.5 * seconds + 3 * lastSeconds + (readingSeconds > 0 ? 2 * readingSeconds + 180 : 0), () => doing);
  say(`load of the machine before: ${loadavg()[0]!.toFixed(1)} on ${availableParallelism()} cores`);
  const { words, remove } = buildServer('cloud/bench/load-server.ts');
  const site = await openSite(words, process.env.LOAD_PROFILE);
  try {
    doing = 'the highest rate was looked for';
    const rate = await highestRate(site);
    if (rate === 0) throw new Error('not even the lowest rate could be held');
    doing = `${rate.toFixed(2)} deals/s were held`;
    const held = await hold(site, rate);
    doing = 'pictures were read';
    const reading = readingSeconds > 0 ? await readingAlone(site, { rate: held.rate, picturesPerDeal: held.result.pictures / Math.max(1, held.result.deals), seconds: readingSeconds }) : undefined;

    tellRun('registration only', held);
    const perPicture = (ownCores(held.measured) * held.took) / Math.max(1, held.result.pictures);
    tellCoresFor(peak, perPicture, 'server, worker and database');
    say(`  the peak of the whole of China (${peak.dealsPerSecond} deals/s with ${peak.pictures} pictures): ${held.held && held.result.pictures / held.took >= peak.dealsPerSecond * peak.pictures ? 'held' : `not held on this machine: ${((100 * held.result.pictures) / held.took / (peak.dealsPerSecond * peak.pictures)).toFixed(0)} % of its pictures`}`);
    if (reading) {
      say(`reading alone, nobody registering: ${reading.perSecond.toFixed(2)} pictures/s on ${availableParallelism()} cores`);
      tellCoresFor(peak, reading.cpuPerPicture, 'reading, looking and comparing');
      tellRun('registration until the last picture, with reading', reading.both);
      say(`  pictures that waited to be read at its end: ${reading.waitingAtEnd} (${reading.waitingAtEnd <= reading.mostWaiting ? 'reading kept up' : 'READING DID NOT KEEP UP'})`);
    }
    if (!held.held) process.exitCode = 1;
  } finally {
    await site.close();
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
