import { availableParallelism } from 'node:os';
import { machineBusySeconds, slopePerHour, type Use, useOf } from './process-use';

/** What processes used while it ran, by name. */
export interface Meter {
  stop(): void;
  /** Average of cores in use since the beginning. */
  cores(name: string): number;
  /** Of the whole machine. */
  machineCores(): number;
  memory(name: string): { megabytes: number; perHour: number };
  names: string[];
}

const everyMs = 2000;

export function startMeter(pids: Record<string, number>): Meter {
  const begun = performance.now();
  const read = () => ({ at: (performance.now() - begun) / 1000, machine: machineBusySeconds(), of: Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, useOf(pid)])) as Record<string, Use> });
  const points = [read()];
  const timer = setInterval(() => points.push(read()), everyMs).unref();
  const span = () => points.at(-1)!.at - points[0]!.at || 1;
  return {
    names: Object.keys(pids),
    stop() {
      clearInterval(timer);
      points.push(read());
    },
    cores: (name) => (points.at(-1)!.of[name]!.cpuSeconds - points[0]!.of[name]!.cpuSeconds) / span(),
    machineCores: () => (points.at(-1)!.machine - points[0]!.machine) / span(),
    // The first third is the warming up.
    memory: (name) => ({ megabytes: points.at(-1)!.of[name]!.residentMegabytes, perHour: slopePerHour(points.slice(Math.floor(points.length / 3)).map(({ at, of }) => [at, of[name]!.residentMegabytes])) }),
  };
}

/** Prints who used how much, and what of the machine was left. */
export function tellUse(meter: Meter, say: (line: string) => void): void {
  const own = meter.names.map((name) => ({ name, cores: meter.cores(name), ...meter.memory(name) }));
  say(`  processor, in cores of ${availableParallelism()}: ${own.map(({ name, cores }) => `${name} ${cores.toFixed(2)}`).join(', ')}; the whole machine ${meter.machineCores().toFixed(2)}`);
  say(`  memory in MB, and its rise in an hour: ${own.map(({ name, megabytes, perHour }) => `${name} ${megabytes.toFixed(0)} (${perHour >= 0 ? '+' : ''}${perHour.toFixed(0)})`).join(', ')}`);
}
