import { availableParallelism } from 'node:os';
import type { LoadResult } from './load-plan';
import { type Measured, saturated } from './load-meter';

const at = (values: number[], share: number) => [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? Number.NaN;
const say = (line: string) => console.log(line);

/** One run at one rate. */
export interface Run {
  rate: number;
  /** Until the last deal was done. */
  took: number;
  result: LoadResult;
  measured: Measured;
  held: boolean;
}

/** Nobody waits so long for an answer at a rate that is held: OSS gives our server five seconds to say what became of a picture. */
const longestP99 = 5000;

/** Nothing failed, who waited when the last deal arrived had come within the last seconds (the queue did not grow), and the answers came in time. */
export function isHeld({ failures, waitingAtEnd, brokeOffAfter, kinds }: LoadResult, rate: number): boolean {
  return Object.keys(failures).length === 0 && brokeOffAfter === undefined && waitingAtEnd <= Math.max(8, 5 * rate) && Object.values(kinds).every(({ milliseconds }) => at(milliseconds, 0.99) <= longestP99);
}

/** The product's own processor time: server, worker and database, without what phones and the storage would use elsewhere. */
export const ownCores = ({ cores }: Measured): number => ['server', 'worker', 'database'].reduce((sum, name) => sum + (cores[name] ?? 0), 0);

/** In one line, while looking for the highest rate. */
export function tellTry({ rate, took, result, measured, held }: Run): void {
  const { brokeOffAfter } = result;
  const why = held ? 'held' : brokeOffAfter === undefined ? 'not held' : `not held: too many under way after ${brokeOffAfter.toFixed(0)} s`;
  const slowest = Math.max(...Object.values(result.kinds).map(({ milliseconds }) => at(milliseconds, 0.99)));
  say(`  ${rate.toFixed(2)} deals/s for ${took.toFixed(0)} s: ${why}; slowest act p99 ${slowest.toFixed(0)} ms, ${result.waitingAtEnd} deals under way at the end, machine ${measured.machineCores.toFixed(2)} cores`);
}

/** All figures of a run. */
export function tellRun(what: string, { rate, took, result, measured, held }: Run): void {
  const { cores, memory, threads, worst } = measured;
  say(`${what}: ${rate.toFixed(2)} deals/s ${held ? 'held' : 'NOT HELD'} for ${took.toFixed(0)} s: ${result.deals} deals with ${result.pictures} pictures, ${(result.deals / took).toFixed(2)} deals/s, ${(result.pictures / took).toFixed(1)} pictures/s; ${result.waitingAtEnd} deals were under way when the last one arrived`);
  say(`  ${'act'.padEnd(42)} ${'times'.padStart(8)} ${'p50 ms'.padStart(8)} ${'p95 ms'.padStart(8)} ${'p99 ms'.padStart(8)} ${'longest'.padStart(8)} ${'failed'.padStart(7)}`);
  for (const [kind, { milliseconds, failed }] of Object.entries(result.kinds)) {
    const figures = [0.5, 0.95, 0.99, 1].map((share) => at(milliseconds, share).toFixed(0).padStart(8));
    say(`  ${kind.padEnd(42)} ${String(milliseconds.length).padStart(8)} ${figures.join(' ')} ${String(failed).padStart(7)}`);
  }
  for (const [failure, times] of Object.entries(result.failures)) say(`  ${times} × ${failure}`);
  say(`  processor, in cores of ${availableParallelism()}: ${Object.entries(cores).map(([name, used]) => `${name} ${used.toFixed(2)}`).join(', ')}; the whole machine ${measured.machineCores.toFixed(2)}; in the server its main thread ${threads.main.toFixed(2)}, all others, which judge pictures, ${(cores.server! - threads.main).toFixed(2)} (the busiest ${threads.busiestOther.toFixed(2)})`);
  say(`  memory in MB, and its rise in an hour: ${Object.entries(memory).map(([name, { megabytes, perHour }]) => `${name} ${megabytes.toFixed(0)} (${perHour >= 0 ? '+' : ''}${perHour.toFixed(0)})`).join(', ')}`);
  say(`  at worst: main thread busy ${(worst.busy * 100).toFixed(0)} %, late by ${worst.loopMs.toFixed(0)} ms (p99 of two seconds), ${worst.connectionWaits} waits for a database connection in two seconds (${measured.connectionWaits} in all), oldest job late by ${measured.queueSeconds.toFixed(0)} s`);
  say(`  saturated first: ${saturated(measured)}`);
}

/** What the whole of China's peak takes by what was measured here, at a use that keeps queues short. */
export function tellCoresFor(peak: { dealsPerSecond: number; pictures: number; use: number }, cpuPerPicture: number, of: string): void {
  const pictures = peak.dealsPerSecond * peak.pictures;
  say(`  ${(cpuPerPicture * 1000).toFixed(0)} ms of ${of} for each picture with its share of the deal: ${peak.dealsPerSecond} deals/s with ${peak.pictures} pictures take ${((pictures * cpuPerPicture) / peak.use).toFixed(0)} cores at ${peak.use * 100} % use`);
}
