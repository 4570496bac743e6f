import { availableParallelism } from 'node:os';
import type { DataSource } from 'typeorm';
import { waitingJobs } from '../src/jobs/queue';
import type { ServerNews } from './load-plan';
import { processTree } from './process-tree';
import { machineBusySeconds, slopePerHour, threadsOf, type Use, useOf } from './process-use';

/** What was used while it ran, by the names of processes. */
export interface Measured {
  /** Average of cores in use. */
  cores: Record<string, number>;
  machineCores: number;
  /** In MB at the end, and its rise in an hour. */
  memory: Record<string, { megabytes: number; perHour: number }>;
  /** Of the server: its main thread, and the busiest other one (which judges pictures), in cores. */
  threads: { main: number; busiestOther: number };
  /** The highest that was seen: share of time in which the server's main thread worked, its lateness (p99), waits for a connection in two seconds. */
  worst: ServerNews;
  connectionWaits: number;
  /** By how many seconds the oldest job was late, at worst. */
  queueSeconds: number;
}

export interface Meter {
  /** The server's own news come here. */
  heard(line: string): void;
  stop(): Promise<Measured>;
}

const everyMs = 2000;

/** Pictures are read by processes that the worker starts. */
function withItsReaders(pid: number): Use {
  const { cpu, megabytes } = processTree(pid);
  return { cpuSeconds: cpu, residentMegabytes: megabytes };
}

/** Reads what processes use until it is stopped. `pids`: by name, with a `server` among them. */
export function startMeter(pids: Record<string, number>, db: DataSource): Meter {
  const begun = performance.now();
  const read = () => ({ at: (performance.now() - begun) / 1000, machine: machineBusySeconds(), of: Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, name === 'worker' ? withItsReaders(pid) : useOf(pid)])) as Record<string, Use> });
  const points = [read()];
  const threadsBefore = threadsOf(pids.server!);
  const news: ServerNews[] = [];
  let queueSeconds = 0;
  const look = async () => {
    points.push(read());
    const { oldestSeconds } = await waitingJobs(db.manager, new Date());
    queueSeconds = Math.max(queueSeconds, oldestSeconds);
  };
  let looking: Promise<void> = Promise.resolve();
  const timer = setInterval(() => (looking = look().catch(() => undefined)), everyMs).unref();
  return {
    heard(line) {
      if (line.startsWith('{')) news.push(JSON.parse(line) as ServerNews);
    },
    async stop() {
      clearInterval(timer);
      await looking;
      points.push(read());
      const [first, last] = [points[0]!, points.at(-1)!];
      const span = last.at - first.at;
      const names = Object.keys(pids);
      const threads = [...threadsOf(pids.server!)].map(([thread, seconds]) => ({ thread, cores: (seconds - (threadsBefore.get(thread) ?? 0)) / span }));
      const highest = (of: keyof ServerNews) => Math.max(0, ...news.map((one) => one[of]));
      return {
        cores: Object.fromEntries(names.map((name) => [name, (last.of[name]!.cpuSeconds - first.of[name]!.cpuSeconds) / span])),
        machineCores: (last.machine - first.machine) / span,
        // The first third is the warming up.
        memory: Object.fromEntries(names.map((name) => [name, { megabytes: last.of[name]!.residentMegabytes, perHour: slopePerHour(points.slice(Math.floor(points.length / 3)).map(({ at, of }) => [at, of[name]!.residentMegabytes])) }])),
        threads: { main: threads.find(({ thread }) => thread === pids.server)?.cores ?? 0, busiestOther: Math.max(0, ...threads.filter(({ thread }) => thread !== pids.server).map(({ cores }) => cores)) },
        worst: { connectionWaits: highest('connectionWaits'), busy: highest('busy'), loopMs: highest('loopMs') },
        connectionWaits: news.reduce((sum, one) => sum + one.connectionWaits, 0),
        queueSeconds,
      };
    },
  };
}

/** What is at its limit, or nearest to it. */
export function saturated({ machineCores, cores, threads, worst, connectionWaits }: Measured): string {
  const all = availableParallelism();
  const ofOthers = machineCores - Object.values(cores).reduce((sum, one) => sum + one, 0);
  const [most] = Object.entries(cores).sort(([, one], [, other]) => other - one);
  const reached = [
    ...(machineCores > 0.93 * all ? [`the processor (${machineCores.toFixed(2)} of ${all} cores, ${most![1].toFixed(2)} of them ${most![0]}${ofOthers > 0.15 * all ? `; ${ofOthers.toFixed(2)} OF PROGRAMS THAT ARE NOT OF THE BENCH` : ''})`] : []),
    ...(threads.main > 0.9 ? [`the server's main thread (${threads.main.toFixed(2)} cores)`] : []),
    ...(threads.busiestOther > 0.9 ? [`the server's thread that judges pictures (${threads.busiestOther.toFixed(2)} cores)`] : []),
    ...(connectionWaits > 0 ? [`connections to the database (waited for ${connectionWaits} times, ${worst.connectionWaits} in the worst two seconds)`] : []),
  ];
  return reached.join(', then ') || `nothing: the processor is nearest (${machineCores.toFixed(2)} of ${all} cores)`;
}
