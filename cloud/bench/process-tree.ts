import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second. */
const ticksPerSecond = 100;
const pageBytes = 4096;

/** Processor time so far, in seconds, and memory now, in MB, of this process, or another, and all that it has started; of what has ended only the time. */
export function processTree(root = process.pid): { cpu: number; megabytes: number } {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap(statOf);
  const tree = new Set([root]);
  for (let size = 0; size < tree.size; ) {
    size = tree.size;
    for (const { pid, parent } of processes) if (tree.has(parent)) tree.add(pid);
  }
  const own = processes.filter(({ pid }) => tree.has(pid));
  return { cpu: own.reduce((sum, { ticks }) => sum + ticks, 0) / ticksPerSecond, megabytes: (own.reduce((sum, { pages }) => sum + pages, 0) * pageBytes) / 1e6 };
}

/** One process; one that has just ended is none. */
function statOf(pid: string): { pid: number; parent: number; ticks: number; pages: number }[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may hold blanks.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ').map(Number);
    return [{ pid: Number(pid), parent: fields[1]!, ticks: fields[11]! + fields[12]! + fields[13]! + fields[14]!, pages: fields[21]! }];
  } catch {
    return [];
  }
}
