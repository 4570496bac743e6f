import { completedDeal, employeeAt, verifiedAgent } from '../../../../test/people';
import { useProduct } from '../../../../test/use-product';
import { createDiskStore } from '../../../adapters/storage/disk';
import { dayInShanghai } from '../../../clock';
import { bucketContents } from '../backups/bucket-contents';
import { Image } from '../../transactions/image.entity';
import { lifecycleCommand, spaceCommand } from './command';
import { measureSpace } from './measure-space';
import { storageClassTable } from './storage-classes';

const product = useProduct();
const deps = () => product().server.deps;
const at = (username: string) => employeeAt(product(), username);
const day = 24 * 3600;
const query = (sql: string, values?: unknown[]) => deps().db.query(sql, values);
const objects = (prefix: string) => product().simulators.oss.objects().filter(({ key }) => key.startsWith(prefix));
const sum = (list: { bytes: number }[]) => list.reduce((total, { bytes }) => total + bytes, 0);
const space = async () => (await at('technician')).call('GET /storage-space');
const told = async (run: (say: (line: string) => void) => Promise<void>) => {
  const lines: string[] = [];
  await run((line) => lines.push(line));
  const code = process.exitCode;
  process.exitCode = undefined;
  return { text: lines.join('\n'), code };
};

beforeAll(async () => {
  await completedDeal(product(), await verifiedAgent(product()));
}, 120_000);

describe('存储占用', () => {
  it('is measured to the byte: pictures from the database, the rest in the storage', async () => {
    await measureSpace(deps());
    const { classes, usedBytes, pictures, forecast } = await space();
    const of = (name: string) => classes.find((one) => one.class === name)!;
    const [small, full] = [objects('transactions/').filter(({ key }) => key.includes('.thumbnail.')), objects('transactions/').filter(({ key }) => !key.includes('.thumbnail.'))];
    expect(of('pictures')).toMatchObject({ objects: full.length, bytes: sum(full), keptYears: 3 });
    expect(of('thumbnails')).toMatchObject({ objects: small.length, bytes: sum(small) });
    expect(of('evidence').bytes).toBe(sum([...objects('audit/'), ...objects('evidence/')]));
    expect(usedBytes).toBe(sum(product().simulators.oss.objects()));
    expect(forecast).toBeNull();
    const images = await deps().db.manager.findBy(Image, { slot: pictures[0]!.slot });
    expect(pictures[0]).toMatchObject({ pictures: images.length, meanBytes: Math.round(images.reduce((total, { bytes }) => total + bytes!, 0) / images.length), overBudget: 0 });
    expect(pictures[0]!.p95Bytes - Math.max(...images.map(({ bytes }) => bytes!))).toBeGreaterThan(0);
    expect(pictures[0]!.p95Bytes - Math.max(...images.map(({ bytes }) => bytes!))).toBeLessThanOrEqual(4096);
  });

  it('goes on day by day, also over days on which nobody measured, and twice at once is once', async () => {
    const before = (await space()).usedBytes;
    product().clock.advance(3 * day);
    await Promise.all([measureSpace(deps()), measureSpace(deps())]);
    const { course, usedBytes } = await space();
    expect(course).toHaveLength(4);
    expect(course.at(-1)!.day).toBe(dayInShanghai(product().clock.now()));
    expect(usedBytes).toBeGreaterThanOrEqual(before);
    const [{ bytes }] = await query("SELECT SUM(bytes) AS bytes FROM storage_days WHERE class = 'pictures' AND day = ?", [course[1]!.day]);
    expect(Number(bytes)).toBe(sum(objects('transactions/').filter(({ key }) => !key.includes('.thumbnail.'))));
  });

  it('knows classes for everything that lies in the bucket', () => {
    const prefixes = storageClassTable.flatMap(({ prefixes }) => prefixes);
    expect([...prefixes].sort()).toEqual(bucketContents.map(({ prefix }) => prefix).sort());
    const strange = product().simulators.oss.objects().filter(({ key }) => !prefixes.some((prefix) => key.startsWith(prefix)));
    expect(strange).toEqual([]);
  });
});

describe('存储容量', () => {
  it('is set by the technician alone, with a row, and from then on the alarm lines count', async () => {
    const technician = await at('technician');
    for (const username of ['clerk', 'president', 'auditor']) expect((await (await at(username)).send('PUT /storage-space/capacity', { body: { capacityBytes: 1e12 } })).status).toBe(403);
    expect((await technician.send('PUT /storage-space/capacity', { body: { capacityBytes: 5 } })).status).toBe(422);
    await technician.call('PUT /storage-space/capacity', { body: { capacityBytes: 2e9 } });
    await technician.call('PUT /storage-space/capacity', { body: { capacityBytes: 2e9 } });
    expect(await query("SELECT changes FROM audit_events WHERE action = 'operations.capacity_set'")).toHaveLength(1);
    // Nothing else measures while the monitoring looks.
    await query("UPDATE storage_days SET bytes = 1750000000 WHERE class = 'pictures'");
    await deps().monitoring.monitor.round();
    const raised = async () => (await technician.call('GET /alarms')).items.filter(({ rule, state }) => rule.startsWith('storage_') && state === 'raised').map(({ rule }) => rule).sort();
    expect(await raised()).toEqual(['storage_70', 'storage_85']);
    expect((await technician.call('GET /service-status')).parts).toContainEqual(expect.objectContaining({ part: 'safekeeping', state: 'slow' }));
    await technician.call('PUT /storage-space/capacity', { body: { capacityBytes: 1e12 } });
    product().clock.advance(60);
    await deps().monitoring.monitor.round();
    expect(await raised()).toEqual([]);
  });

  it('is told by the command with the forecast, which waits for fourteen days', async () => {
    const { text } = await told((say) => spaceCommand(deps(), say));
    expect(text).toMatch(/存储占用.+容量 1\.00 TB，已用 \d/);
    expect(text).toContain('测量不足14天');
    product().clock.advance(12 * day);
    expect((await told((say) => spaceCommand(deps(), say))).text).toContain('近来');
  });
});

describe('生命周期', () => {
  it('is shown as it differs, put in force once, and leaves the rules of others alone', async () => {
    const { lifecycle } = deps().stores.called('oss yongche-local');
    await lifecycle!.write([{ id: 'by-hand', prefix: 'tests/', isEnabled: true, expiresAfterDays: 3 }], []);
    const shown = await told((say) => lifecycleCommand(deps(), ['show'], say));
    expect([shown.code, shown.text]).toEqual([1, expect.stringContaining('缺少：register/　90天后转低频')]);
    expect(shown.text).toContain('tests/　3天后由存储删除　（不是甬车写入的，不改动）');
    const applied = await told((say) => lifecycleCommand(deps(), ['apply'], say));
    expect([applied.code, applied.text]).toEqual([undefined, expect.stringContaining('已写入，读回核对一致')]);
    const again = await told((say) => lifecycleCommand(deps(), ['apply'], say));
    expect([again.code, again.text]).toEqual([undefined, expect.stringContaining('与配置一致，不需要写入')]);
    const { rules } = await lifecycle!.read();
    expect(rules.map(({ id }) => id)).toEqual(expect.arrayContaining(['by-hand', 'yongche-papers-register-ia', 'yongche-unfinished']));
    expect(await query("SELECT id FROM audit_events WHERE action = 'operations.lifecycle_applied'")).toHaveLength(1);
    // What every night reads, or a click opens, is never archived; what no sweep may lose is never removed by the store.
    expect(rules.filter(({ transition }) => transition && transition.storageClass !== 'IA')).toEqual([]);
    expect(rules.filter(({ expiresAfterDays, id }) => expiresAfterDays && id !== 'by-hand').map(({ prefix }) => prefix).sort()).toEqual(['backups/', 'incoming/']);
  });

  it('is none on a disk, which is said', async () => {
    const disk = createDiskStore('/nowhere', 'disk pictures');
    const stores = { ...deps().stores, names: () => Promise.resolve({ current: disk.name, other: null }), called: () => disk as never };
    const { text, code } = await told((say) => lifecycleCommand({ ...deps(), stores }, ['apply'], say));
    expect([code, text]).toEqual([undefined, expect.stringContaining('硬盘没有生命周期规则')]);
  });
});
