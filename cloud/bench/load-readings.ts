import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { Run } from './load-report';
import type { LoadSite } from './load-site';
import { processTree } from './process-tree';

/** What the machine bears where pictures are read as well. */
export interface Readings {
  /** Pictures that are read where nobody registers any. */
  perSecond: number;
  /** Processor seconds of worker and database for one of them. */
  cpuPerPicture: number;
  /** Deals at a rate of which both should keep up. */
  both: Run;
  waitingAtEnd: number;
  /** More would mean that reading did not keep up. */
  mostWaiting: number;
}

const warmSeconds = 20;
/** Of what both together would take at the very most. */
const share = 0.75;

const waiting = async ({ db }: LoadSite) => Number((await db.query("SELECT COUNT(*) AS n FROM readings WHERE state = 'waiting'"))[0].n);
const read = async ({ db }: LoadSite) => Number((await db.query("SELECT COUNT(*) AS n FROM readings WHERE state IN ('done', 'failed')"))[0].n);

/** Reads pictures that wait from the run before, and then registers and reads at once. `rate`: deals/s that were held without reading. */
export async function readingAlone(site: LoadSite, { rate, picturesPerDeal, seconds }: { rate: number; picturesPerDeal: number; seconds: number }): Promise<Readings> {
  await site.readWith(availableParallelism());
  await pause(warmSeconds * 1000);
  const cpu = () => ['worker', 'database'].reduce((sum, name) => sum + processTree(site.pids()[name]!).cpu, 0);
  const [before, cpuBefore, begun] = [await read(site), cpu(), performance.now()];
  await pause((seconds / 2) * 1000);
  const done = (await read(site)) - before;
  const perSecond = done / ((performance.now() - begun) / 1000);
  const cpuPerPicture = (cpu() - cpuBefore) / Math.max(1, done);
  // What waits from the run before is no longer asked for.
  await site.db.query("DELETE FROM readings WHERE state = 'waiting'");
  // Without submissions: what is read on the same papers in each deal is not what was typed of its car, and would be in their way.
  const both = await site.run(share / (1 / rate + picturesPerDeal / Math.max(0.01, perSecond)), seconds, { submits: false });
  return { perSecond, cpuPerPicture, both, waitingAtEnd: await waiting(site), mostWaiting: Math.ceil(3 * picturesPerDeal) };
}
