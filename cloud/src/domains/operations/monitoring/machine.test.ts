import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readingBetween, readTotals } from './machine';

const folder = mkdtempSync(join(tmpdir(), 'proc-'));
const places = { proc: folder, blocks: join(folder, 'block') };
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(() => {
  mkdirSync(join(folder, 'net'));
  for (const name of ['vda', 'loop0', 'dm-0']) mkdirSync(join(folder, 'block', name), { recursive: true });
  writeFileSync(join(folder, 'stat'), 'cpu  100 0 50 800 50 0 0 0 30 0\ncpu0 1 1 1 1\n');
  writeFileSync(join(folder, 'meminfo'), 'MemTotal:       8000 kB\nMemFree:         500 kB\nMemAvailable:    2000 kB\n');
  writeFileSync(join(folder, 'net', 'snmp'), 'Ip: Forwarding\nIp: 1\nTcp: RtoAlgorithm CurrEstab InSegs\nTcp: 1 42 9\n');
  writeFileSync(join(folder, 'net', 'dev'), 'Inter-|   Receive  |  Transmit\n face |bytes packets\n    lo: 999 1 0 0 0 0 0 0 999 1 0 0 0 0 0 0\n  eth0: 1000 1 0 0 0 0 0 0 300 1 0 0 0 0 0 0\n  eth1:50 1 0 0 0 0 0 0 7 1 0 0 0 0 0 0\n');
  writeFileSync(join(folder, 'diskstats'), ' 252 0 vda 10 0 20 0 5 0 40 0 0 0 0\n 252 1 vda1 10 0 20 0 5 0 40 0 0 0 0\n   7 0 loop0 9 9 9 9 9 9 9 9\n 253 0 dm-0 10 0 20 0 5 0 40 0\n');
});

it('reads the five indicators of 2019 from /proc: without the loopback, partitions, loops and mapped disks', async () => {
  const totals = await readTotals(places);
  expect(totals).toEqual({ cpu: { all: 1000, busy: 150 }, memory: 75, tcp: 42, net: { in: 1050, out: 307 }, disk: { read: 20 * 512, written: 40 * 512 } });
  const later = { ...totals, cpu: { all: 2000, busy: 1025 }, net: { in: 11_050, out: 307 }, disk: { read: 20 * 512, written: 1040 * 512 } };
  expect(readingBetween(totals, later, 10)).toEqual({ cpu: 87.5, memory: 75, tcp: 42, net_in: 1000, net_out: 0, disk_read: 0, disk_write: 51_200 });
});

it('says nothing of what it cannot know: before the second reading, after a restart, and where there is no /proc', async () => {
  const totals = await readTotals(places);
  expect(readingBetween(undefined, totals, 0)).toEqual({ memory: 75, tcp: 42 });
  expect(readingBetween(totals, { ...totals, net: { in: 1, out: 1 } }, 10)).not.toHaveProperty('net_in');
  expect(await readTotals({ proc: join(folder, 'none'), blocks: join(folder, 'none') })).toEqual({});
});
