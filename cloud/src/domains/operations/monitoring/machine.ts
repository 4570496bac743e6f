import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Totals of a machine since its start; undefined where the system does not say. */
export interface MachineTotals {
  /** Ticks of all cores: all of them, and those in which they worked. */
  cpu?: { all: number; busy: number };
  /** Percent. */
  memory?: number;
  tcp?: number;
  net?: { in: number; out: number };
  disk?: { read: number; written: number };
}

/** The five indicators of a machine: percent, count, bytes per second; what is not known is left out. */
export type MachineReading = Partial<Record<'cpu' | 'memory' | 'tcp' | 'net_in' | 'net_out' | 'disk_read' | 'disk_write', number>>;

/** Linux counts sectors of 512 bytes, whatever the disk has. */
const sectorBytes = 512;
/** Not disks, or disks that others are made of: counting both would count twice. */
const notWholeDisks = /^(loop|ram|zram|dm-|md|sr|fd|nbd)/;

/** Reads the totals of this machine from `/proc` (in a container, of its own network and of the host's processor, memory and disks). Elsewhere it is empty: nothing is guessed. */
export async function readTotals({ proc = '/proc', blocks = '/sys/block' }: { proc?: string; blocks?: string } = {}): Promise<MachineTotals> {
  const text = (...path: string[]) => readFile(join(proc, ...path), 'utf8').catch(() => '');
  const [stat, memory, snmp, net, disks, names] = await Promise.all([text('stat'), text('meminfo'), text('net', 'snmp'), text('net', 'dev'), text('diskstats'), readdir(blocks).catch(() => [])]);
  return without({ cpu: cpuTicks(stat), memory: memoryShare(memory), tcp: connections(snmp), net: netBytes(net), disk: diskBytes(disks, names) });
}

/** What happened between two totals; a counter that went back (a restart, a disk that was taken out) tells nothing. */
export function readingBetween(before: MachineTotals | undefined, now: MachineTotals, seconds: number): MachineReading {
  const rate = (earlier: number | undefined, later: number | undefined) => (earlier === undefined || later === undefined || later < earlier || seconds <= 0 ? undefined : (later - earlier) / seconds);
  const ticks = before?.cpu && now.cpu ? now.cpu.all - before.cpu.all : 0;
  return without({
    cpu: ticks > 0 ? tenths(Math.min(100, Math.max(0, (100 * (now.cpu!.busy - before!.cpu!.busy)) / ticks))) : undefined,
    memory: now.memory,
    tcp: now.tcp,
    net_in: whole(rate(before?.net?.in, now.net?.in)),
    net_out: whole(rate(before?.net?.out, now.net?.out)),
    disk_read: whole(rate(before?.disk?.read, now.disk?.read)),
    disk_write: whole(rate(before?.disk?.written, now.disk?.written)),
  });
}

/** `cpu user nice system idle iowait irq softirq steal guest guest_nice`: a guest's time stands in user already. */
function cpuTicks(stat: string): MachineTotals['cpu'] {
  const ticks = /^cpu +(.*)$/m.exec(stat)?.[1]?.split(' ').map(Number).slice(0, 8);
  if (!ticks || ticks.length < 4 || ticks.some(Number.isNaN)) return undefined;
  const all = sum(ticks);
  return { all, busy: all - ticks[3]! - (ticks[4] ?? 0) };
}

function memoryShare(meminfo: string): number | undefined {
  const kilobytes = (name: string) => Number(new RegExp(`^${name}: +(\\d+) kB`, 'm').exec(meminfo)?.[1] ?? NaN);
  const share = 100 * (1 - kilobytes('MemAvailable') / kilobytes('MemTotal'));
  return Number.isFinite(share) ? tenths(share) : undefined;
}

/** CurrEstab of RFC 4022: connections that are established or closing. */
function connections(snmp: string): number | undefined {
  const [names, values] = snmp.split('\n').filter((line) => line.startsWith('Tcp:')).map((line) => line.split(' '));
  const count = Number(values?.[names?.indexOf('CurrEstab') ?? -1] ?? NaN);
  return Number.isFinite(count) ? count : undefined;
}

/** What came and went through every interface but the loopback. */
function netBytes(dev: string): MachineTotals['net'] {
  const lines = dev.split('\n').map((line) => /^ *([^:]+): *(.*)$/.exec(line)).filter((match) => match !== null && match[1] !== 'lo');
  if (dev === '') return undefined;
  const column = (at: number) => sum(lines.map((match) => Number(match![2]!.split(/ +/)[at])));
  return { in: column(0), out: column(8) };
}

/** Read and written sectors of the disks that `/sys/block` names. */
function diskBytes(diskstats: string, blocks: string[]): MachineTotals['disk'] {
  const disks = diskstats.split('\n').map((line) => line.trim().split(/ +/)).filter(([, , name]) => name !== undefined && blocks.includes(name) && !notWholeDisks.test(name));
  if (disks.length === 0) return undefined;
  const bytes = (at: number) => sectorBytes * sum(disks.map((fields) => Number(fields[at])));
  return { read: bytes(5), written: bytes(9) };
}

const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);
const tenths = (value: number) => Math.round(value * 10) / 10;
const whole = (value: number | undefined) => (value === undefined ? undefined : Math.round(value));

/** Leaves out what is not known. */
function without<T extends object>(values: { [Name in keyof T]: T[Name] | undefined }): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}
