import { readdirSync, readFileSync } from 'node:fs';

/** What a process has used so far and holds now. */
export interface Use {
  cpuSeconds: number;
  residentMegabytes: number;
}

/** Linux counts processor time in hundredths of a second. */
const ticksPerSecond = 100;
const pageBytes = 4096;

function fieldsOf(file: string): number[] {
  const stat = readFileSync(file, 'utf8');
  // The name, in brackets, may hold blanks.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ').map(Number);
}

function cpuSecondsIn(file: string): number {
  const fields = fieldsOf(file);
  return (fields[11]! + fields[12]!) / ticksPerSecond;
}

/** One process with its threads, by its number; nothing of one that is gone. */
export function useOf(pid: number): Use {
  try {
    const file = `/proc/${pid}/stat`;
    return { cpuSeconds: cpuSecondsIn(file), residentMegabytes: (fieldsOf(file)[21]! * pageBytes) / 1e6 };
  } catch {
    return { cpuSeconds: 0, residentMegabytes: 0 };
  }
}

/** Processor seconds of each thread of a process, by its number; the main thread has the number of the process. */
export function threadsOf(pid: number): Map<number, number> {
  try {
    return new Map(readdirSync(`/proc/${pid}/task`).map((thread) => [Number(thread), cpuSecondsIn(`/proc/${pid}/task/${thread}/stat`)]));
  } catch {
    return new Map();
  }
}

/** Busy seconds of all cores since the machine's start, of whoever. */
export function machineBusySeconds(): number {
  const ticks = /^cpu +(.*)$/m.exec(readFileSync('/proc/stat', 'utf8'))![1]!.split(' ').map(Number).slice(0, 8);
  return (ticks.reduce((sum, one) => sum + one, 0) - ticks[3]! - ticks[4]!) / ticksPerSecond;
}

/** Rise of a value per hour, by least squares over points of [seconds, value]. */
export function slopePerHour(points: [number, number][]): number {
  const mean = (of: 0 | 1) => points.reduce((sum, point) => sum + point[of], 0) / points.length;
  const [time, value] = [mean(0), mean(1)];
  const above = points.reduce((sum, point) => sum + (point[0] - time) * (point[1] - value), 0);
  const below = points.reduce((sum, point) => sum + (point[0] - time) ** 2, 0);
  return below === 0 ? 0 : (above / below) * 3600;
}
