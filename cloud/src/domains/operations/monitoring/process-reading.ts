import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { type MachineReading, type MachineTotals, readingBetween, readTotals } from './machine';
import type { RequestCounts } from './request-counts';

/** What a process knows of itself and of its machine. */
export interface ProcessReading {
  machine: MachineReading;
  /** Percent of one core since the last reading. */
  cpu: number | null;
  memoryBytes: number;
  /** The longest that the event loop was late since the last reading. */
  eventLoopMilliseconds: number;
  /** Within the last five minutes. */
  requests: number;
  failures: number;
  /** How long the last reading took to be written and committed; null before that. */
  databaseMilliseconds: number | null;
}

/** Reads one process and its machine again and again; rates are those since the reading before. */
export function createReader(requests: RequestCounts) {
  const loop: IntervalHistogram = monitorEventLoopDelay({ resolution: 20 });
  let before: { totals: MachineTotals; cpu: NodeJS.CpuUsage; at: number } | undefined;
  return {
    async read(databaseMilliseconds: number | null): Promise<ProcessReading> {
      loop.enable();
      const now = { totals: await readTotals(), cpu: process.cpuUsage(), at: performance.now() };
      const seconds = before ? (now.at - before.at) / 1000 : 0;
      const microseconds = before ? now.cpu.user - before.cpu.user + now.cpu.system - before.cpu.system : 0;
      const reading: ProcessReading = {
        machine: readingBetween(before?.totals, now.totals, seconds),
        cpu: seconds > 0 ? Math.round(microseconds / seconds / 1000) / 10 : null,
        memoryBytes: process.memoryUsage.rss(),
        // The histogram holds whole waits, its own step included.
        eventLoopMilliseconds: Math.max(0, Math.round(loop.max / 1e5 - 200) / 10),
        ...requests.lastFiveMinutes(),
        databaseMilliseconds,
      };
      loop.reset();
      before = now;
      return reading;
    },
    stop: () => void loop.disable(),
  };
}
