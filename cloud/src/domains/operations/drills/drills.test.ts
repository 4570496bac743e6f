import { readFile, rename, rm } from 'node:fs/promises';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { uuidv7 } from 'uuidv7';
import { privateDrillDatabases } from '../../../../local/drill-database';
import { useBackedUp } from '../../../../test/drills';
import { booked } from '../../../../test/ledger';
import { employeeAt } from '../../../../test/people';
import { AuditEvent } from '../../../audit/audit-event.entity';
import { insertRows } from '../../../insert-rows';
import { originOf, signCheckpoint, verifierKey } from '../../evidence/checkpoints';
import { sequenceRecords } from '../../evidence/log';
import { openManifest, signManifest } from '../backups/signed-manifest';
import { SystemBackup } from '../backups/system-backup.entity';
import { drillCommand } from './command';
import { drillInTurn } from './drill-in-turn';
import { manifestKeyOf } from './find-dump';
import { drillReadings, isDrillOwed, lastSlot, secondsUntilSlot } from './lateness';
import { RestoreDrill } from './restore-drill.entity';
import { evidenceKeyOf, runDrill } from './run-drill';

const backedUp = useBackedUp();
const dayMs = 24 * 3600_000;
const never = { signal: new AbortController().signal, attempt: 1 };
const checkOf = ({ checks }: RestoreDrill, check: RestoreDrill['checks'][number]['check']) => checks.find((one) => one.check === check);

let [first, second, third] = ['', '', ''];
let between = new Date();

/** A moment that is a whole second with nothing happening just before and after it. */
async function quietMoment(): Promise<Date> {
  const { product } = backedUp();
  await pause(1100);
  const moment = new Date(Math.ceil(product.clock.now().getTime() / 1000) * 1000);
  await pause(1100);
  return moment;
}

describe('a day', () => {
  it('is backed up in the morning, and its changes are shipped in the evening', async () => {
    const { deps, deal, backUp, ship, product } = backedUp();
    expect(await isDrillOwed(deps.db.manager, product.clock.now())).toBe(false);
    first = await deal();
    await booked(product, { fen: 120_00 });
    await sequenceRecords(deps.db);
    await signCheckpoint(deps);
    await backUp();
    second = await deal();
    between = await quietMoment();
    third = await deal();
    await booked(product, { fen: 80_00 });
    await sequenceRecords(deps.db);
    await backUp('pictures');
    await ship();
  });

  it('comes back whole: every table, every picture, the logs and the ledger', async () => {
    const { drill, restored } = backedUp();
    const over = await drill();
    expect([over.state, over.failure, over.checks.filter(({ passed }) => !passed)]).toEqual(['passed', null, []]);
    expect(over.checks.map(({ check }) => check).sort()).toEqual(['audit_chain', 'evidence_log', 'files', 'ledger', 'manifest', 'moment', 'pictures', 'rows', 'sums']);
    expect(restored.at(-1)).toEqual([first, second, third].sort());
    expect(over).toMatchObject({ deals: 3, runningKey: null });
    // Fourteen pictures of a deal, each with its thumbnail.
    expect(over.pictures).toBeGreaterThanOrEqual(3 * 28);
    expect(over.lossSeconds).toBeLessThan(60);
    expect(checkOf(over, 'evidence_log')!.sentence).toContain('逐条重算 3 条');
    expect(over.steps.map(({ step }) => step)).toEqual(['find', 'fetch', 'open', 'restore', 'compare', 'replay', 'pictures', 'walk', 'pictures']);
  });

  it('comes back as it was between two deals', async () => {
    const { drill, restored } = backedUp();
    const over = await drill({ restoreTo: between });
    expect([over.state, over.failure]).toEqual(['passed', null]);
    expect(restored.at(-1)).toEqual([first, second].sort());
    expect(over).toMatchObject({ deals: 2, restoredTo: between, wantedAt: between });
    expect(checkOf(over, 'ledger')!.sentence).toContain('120.00');
  });

  it('is not said to come back at a moment that no change has been shipped for, or before there was a backup', async () => {
    const { drill, product } = backedUp();
    const later = await drill({ restoreTo: new Date(product.clock.now().getTime() + 3600_000) });
    expect([later.state, later.failure]).toEqual(['refused', expect.stringMatching(/^不能恢复到 .*备份只到 .*增量还没有备份到那时/)]);
    const earlier = await drill({ restoreTo: new Date('2020-01-01T00:00:00Z') });
    expect([earlier.state, earlier.failure]).toEqual(['failed', expect.stringContaining('没有 2020-01-01 08:00:00 之前的数据库备份')]);
  });

  it('is restored into a private server of its own, of which nothing is left', async () => {
    const { deps, identityFile } = backedUp();
    const over = await runDrill({ ...deps, drillPlace: { ...deps.drillPlace!, databases: privateDrillDatabases } }, { identityFile, pictures: 5 });
    expect([over!.state, over!.failure]).toEqual(['passed', null]);
    expect(checkOf(over!, 'pictures')!.sentence).toContain('抽取恢复');
    expect(readdirSync(deps.drillPlace!.folder)).toEqual([]);
  });
});

describe('the report', () => {
  it('is kept as a row, in the audit log, and signed beside the backups', async () => {
    const { deps, drill, store } = backedUp();
    const over = await drill();
    expect(await deps.db.manager.findOneByOrFail(RestoreDrill, { id: over.id })).toMatchObject({ state: 'passed', backupId: over.backupId, deals: 3, checks: over.checks });
    expect(await deps.db.manager.findOneByOrFail(AuditEvent, { subjectId: over.id })).toMatchObject({ action: 'operations.drill_ended', details: { state: 'passed', deals: 3 } });
    const signed = await readFile(join(store, evidenceKeyOf(over.id)));
    const verifier = verifierKey(deps.keys, await originOf(deps.db.manager, deps.publicUrl));
    expect(openManifest(verifier, signed)).toMatchObject({ format: 'yongche restore drill 1', id: over.id, state: 'passed', deals: 3 });
    expect(openManifest(verifier, Buffer.from(signed.toString().replace('passed', 'failed')))).toBeUndefined();
  });

  it('is read by those who watch over the system, and asked for by the technician', async () => {
    const { deps, product } = backedUp();
    const technician = await employeeAt(product, 'technician');
    const { items } = await technician.call('GET /restore-drills');
    expect(items.map(({ state }) => state)).toContain('passed');
    const [latest] = items;
    expect(await technician.call('GET /restore-drills/:id', { params: { id: latest!.id } })).toEqual(latest);
    expect((await technician.send('GET /restore-drills/:id', { params: { id: uuidv7() } })).error.code).toBe('drill.not_found');
    // The story's own server has no key of drills: it says so.
    expect((await technician.send('POST /restore-drills', { body: {} })).error.code).toBe('drill.not_configured');
    const before = await deps.db.manager.count(RestoreDrill);
    expect(await drillInTurn(deps, { drillId: uuidv7(), restoreTo: between.toISOString() }, never)).toBeUndefined();
    expect(await deps.db.manager.count(RestoreDrill)).toBe(before + 1);
  });

  it('is told in plain words by the command', async () => {
    const said: string[] = [];
    await drillCommand(backedUp().deps, { pictures: '0' }, (line) => said.push(line));
    expect([said.at(-1), process.exitCode]).toEqual([expect.stringMatching(/^结论：一致。/), undefined]);
    await drillCommand(backedUp().deps, { at: '昨天' }, (line) => said.push(line));
    expect([said.at(-1), process.exitCode]).toEqual(['时刻应写明时区，例如：--at 2019-06-30T12:00:00+08:00', 1]);
    process.exitCode = undefined;
  });
});

describe('what differs', () => {
  const manifestFile = async () => {
    const { deps, store } = backedUp();
    const { id } = await deps.db.manager.findOneOrFail(SystemBackup, { where: { kind: 'database', state: 'ready' }, order: { startedAt: 'DESC' } });
    return { id, path: join(store, manifestKeyOf(id)), key: manifestKeyOf(id) };
  };

  it('is named by its table, its fund and its log', async () => {
    const { deps, drill } = backedUp();
    const { id, path, key } = await manifestFile();
    const original = await readFile(path);
    const body = JSON.parse((JSON.parse(original.toString()) as { body: string }).body) as { tables: { name: string; rows: number; sum: string }[]; ledger: { debit: number }[]; audit: { rows: number } };
    const markets = body.tables.find(({ name }) => name === 'markets')!;
    const staff = body.tables.find(({ name }) => name === 'staff')!;
    const changed = { ...body, tables: body.tables.map((table) => (table === markets ? { ...table, sum: '1' } : table === staff ? { ...table, rows: table.rows + 1 } : table)), ledger: [{ ...body.ledger[0]!, debit: 121_00 }], audit: { ...body.audit, head: 'f'.repeat(64) } };
    await deps.backupStore!.write(key, await signManifest(deps, changed), 'application/json');
    // Not even the table of backups knows better.
    await deps.db.manager.update(SystemBackup, id, { manifestSha256: null });
    const over = await drill();
    await deps.backupStore!.write(key, original, 'application/json');
    expect(over.state).toBe('differs');
    expect(checkOf(over, 'sums')!.differences).toEqual(['表 markets：内容与清单不符。']);
    expect(checkOf(over, 'rows')!.differences).toEqual([`表 staff：清单 ${staff.rows + 1} 行，恢复后 ${staff.rows} 行。`]);
    expect(checkOf(over, 'ledger')!.differences).toEqual(['影像系统服务费：清单借 121.00 元、贷 120.00 元，恢复后借 120.00 元、贷 120.00 元。']);
    expect(checkOf(over, 'audit_chain')!.differences).toEqual(['审计链的末尾与清单不符。']);
  });

  it('is named by the key of a picture that is missing, altered, cut or swapped', async () => {
    const { drill, store, deps } = backedUp();
    const folder = join(store, 'pictures', 'objects');
    const images: { key: string }[] = await deps.db.query('SELECT object_key AS `key` FROM images WHERE object_key IS NOT NULL ORDER BY object_key LIMIT 5');
    const [missing, altered, cut, one, other] = images.map(({ key }) => key) as [string, string, string, string, string];
    const kept = new Map(await Promise.all([altered, cut, one, other].map(async (key) => [key, await readFile(join(folder, key))] as const)));
    await rename(join(folder, missing), join(store, 'missing'));
    const bytes = Buffer.from(kept.get(altered)!);
    bytes[100]! ^= 1;
    const put = (key: string, content: Buffer) => deps.backupStore!.write(`pictures/objects/${key}`, content, 'application/octet-stream');
    await put(altered, bytes);
    await put(cut, kept.get(cut)!.subarray(0, 1000));
    await put(one, kept.get(other)!);
    await put(other, kept.get(one)!);
    const over = await drill();
    for (const [key, content] of kept) await put(key, content);
    await rename(join(store, 'missing'), join(folder, missing));
    expect(over.state).toBe('differs');
    const told = checkOf(over, 'pictures')!.differences;
    expect(told).toEqual(expect.arrayContaining([
      `${missing}：备份里缺少这个文件。`,
      `${altered}：大小相同，指纹与清单不符，内容被改动。`,
      `${cut}：应有 ${kept.get(cut)!.length} 字节，只到第 1000 字节，被截断。`,
      `${one}：内容是另一个文件 ${other} 的，两者被对调。`,
      `${other}：内容是另一个文件 ${one} 的，两者被对调。`,
    ]));
  });
});

describe('a drill that was killed or stopped', () => {
  it('leaves nothing behind once the next one has begun', async () => {
    const { deps, drill, product } = backedUp();
    const killed: RestoreDrill = { id: uuidv7(), state: 'running', runningKey: 'drill', startedAt: new Date(product.clock.now().getTime() - dayMs), seenAt: new Date(product.clock.now().getTime() - dayMs), endedAt: null, wantedAt: null, backupId: null, restoredTo: null, lossSeconds: null, tableRows: 0, pictures: 0, deals: 0, startedBy: null, checks: [], steps: [], failure: null };
    await insertRows(deps.db.manager, RestoreDrill, [killed]);
    const left = join(deps.drillPlace!.folder, `yongche-drill-${killed.id}`);
    mkdirSync(join(left, 'files'), { recursive: true });
    expect((await drill({ pictures: 0 })).state).toBe('passed');
    expect(await deps.db.manager.findOneByOrFail(RestoreDrill, { id: killed.id })).toMatchObject({ state: 'failed', runningKey: null, failure: expect.stringContaining('中途结束') });
    expect(existsSync(left)).toBe(false);
  });

  it('removes its folder and its database when the process is told to stop', async () => {
    const { deps, identityFile } = backedUp();
    const stopping = new AbortController();
    const { databases } = deps.drillPlace!;
    const stopped = { ...databases, open: (wanted: Parameters<typeof databases.open>[0]) => databases.open(wanted).finally(() => stopping.abort(new Error('stopped'))) };
    await expect(runDrill({ ...deps, drillPlace: { ...deps.drillPlace!, databases: stopped } }, { identityFile, signal: stopping.signal })).rejects.toThrow('stopped');
    expect(readdirSync(deps.drillPlace!.folder)).toEqual([]);
    const [latest] = await deps.db.manager.find(RestoreDrill, { order: { startedAt: 'DESC' }, take: 1 });
    expect(latest).toMatchObject({ state: 'failed', failure: expect.stringContaining('被中断') });
    const names: { name: string }[] = await deps.db.query("SELECT SCHEMA_NAME AS name FROM information_schema.SCHEMATA WHERE SCHEMA_NAME LIKE 'yongche\\_drill%'");
    expect(names).toEqual([]);
  });

  it('lets only one run at a time', async () => {
    const { deps, identityFile } = backedUp();
    const both = await Promise.all([runDrill(deps, { identityFile, pictures: 0 }), runDrill(deps, { identityFile, pictures: 0 })]);
    expect(both.filter(Boolean)).toHaveLength(1);
  });
});

describe('the alarm', () => {
  it('tells of a drill that is older than eight days, or that did not pass', async () => {
    const { deps, drill, product, otherIdentity } = backedUp();
    const late = async (days: number) => (await drillReadings(deps.db.manager, new Date(product.clock.now().getTime() + days * dayMs)))[0]!.value;
    expect((await drill({ pictures: 0 })).state).toBe('passed');
    expect([await late(0), await late(7.9), (await late(8.1)) > 0]).toEqual([0, 0, true]);
    expect((await drill({ identityFile: await otherIdentity() })).state).toBe('refused');
    expect(await late(0)).toBeGreaterThan(0);
    await rm(await otherIdentity());
  });

  it('is owed each Sunday at half past four', () => {
    expect(lastSlot(new Date('2026-11-28T10:00:00+08:00')).toISOString()).toBe('2026-11-21T20:30:00.000Z');
    expect(lastSlot(new Date('2026-11-29T04:29:59+08:00')).toISOString()).toBe('2026-11-21T20:30:00.000Z');
    expect(lastSlot(new Date('2026-11-29T04:30:00+08:00')).toISOString()).toBe('2026-11-28T20:30:00.000Z');
    expect(secondsUntilSlot(new Date('2026-11-29T04:29:00+08:00'))).toBe(60);
  });
});
