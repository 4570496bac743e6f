import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { uuidv7 } from 'uuidv7';
import { privateDrillDatabases } from '../../../../local/drill-database';
import { damageStories } from '../../../../test/drill-damage';
import { checkOf, useBackedUp } from '../../../../test/drills';
import { booked } from '../../../../test/ledger';
import { employeeAt } from '../../../../test/people';
import { ProviderError } from '../../../adapters/provider-error';
import { AuditEvent } from '../../../audit/audit-event.entity';
import type { Deps } from '../../../deps';
import { originOf, signCheckpoint, verifierKey } from '../../evidence/checkpoints';
import { sequenceRecords } from '../../evidence/log';
import { backUp } from '../backups/back-up';
import { runsFolder } from '../backups/picture-runs';
import { bySystem } from '../backups/record';
import { openManifest } from '../backups/signed-manifest';
import { drillCommand } from './command';
import { drillInTurn } from './drill-in-turn';
import { requestDrill } from './drills';
import { drillReadings, isDrillOwed, lastSlot, secondsUntilSlot } from './lateness';
import { RestoreDrill } from './restore-drill.entity';
import { evidenceKeyOf, runDrill } from './run-drill';

const backedUp = useBackedUp();
const dayMs = 24 * 3600_000;
const never = { signal: new AbortController().signal, attempt: 1 };
const latest = async () => (await backedUp().deps.db.manager.find(RestoreDrill, { order: { startedAt: 'DESC', id: 'DESC' }, take: 1 }))[0]!;
const later = (milliseconds: number) => new Date(backedUp().product.clock.now().getTime() + milliseconds);
const isOwed = () => isDrillOwed(backedUp().deps.db.manager, later(0));
const verifierNow = async () => verifierKey(backedUp().deps.keys, await originOf(backedUp().deps.db.manager, backedUp().deps.publicUrl));

/** A drill as a row tells of it. */
const rowOf = (told: Partial<RestoreDrill>): RestoreDrill => ({
  ...{ id: uuidv7(), state: 'passed', runningKey: null, startedAt: later(0), seenAt: later(0), endedAt: later(0), wantedAt: null, backupId: null, restoredTo: null, lossSeconds: null, tableRows: 0, pictures: 0, deals: 0 },
  ...{ startedBy: null, isProof: true, isInterrupted: false, evidenceAt: later(0), checks: [], steps: [], failure: null },
  ...told,
});

let [first, second] = ['', ''];
let between = new Date();

describe('a day', () => {
  it('begins with the first backup of all, which is broken off: what it has not come to is not missed', async () => {
    const { deps, deal, backUp: backUpDatabase, drill, product } = backedUp();
    expect(await isOwed()).toBe(false);
    first = await deal();
    await booked(product, { fen: 120_00 });
    await sequenceRecords(deps.db);
    await signCheckpoint(deps);
    await backUpDatabase('database');
    const stopping = new AbortController();
    // Ten objects a run: the process is told to stop when the first run has been written.
    const write: typeof deps.storage.write = async (key, bytes, type) => {
      await deps.backupStore!.write(key, bytes, type);
      if (key.startsWith(runsFolder) && key.endsWith('.json')) stopping.abort(new Error('stopped'));
    };
    const stopped: Deps = { ...deps, backupStore: { ...deps.backupStore!, write } };
    await expect(backUp(stopped, { kinds: ['pictures'], wantedAt: later(0).toISOString(), startedBy: null }, stopping.signal, 10)).rejects.toThrow('stopped');
    const over = await drill({ pictures: 5 });
    expect([over.state, checkOf(over, 'pictures')]).toEqual(['passed', expect.objectContaining({ differences: [], sentence: expect.stringContaining('第一次影像备份还没有做完') })]);
  });

  it('is backed up in the morning, and its changes are shipped in the evening', async () => {
    const { deps, deal, backUp: backUpAll, ship, product } = backedUp();
    await backUpAll();
    second = await deal();
    // A whole second before which everything has happened, and after which the rest will.
    between = new Date(Math.ceil(product.clock.now().getTime() / 1000) * 1000);
    while (product.clock.now() <= between) await pause(50);
    await deal();
    await booked(product, { fen: 80_00 });
    await sequenceRecords(deps.db);
    await backUpAll('pictures');
    await ship();
  });
});

describe('the weekly drill', () => {
  it('is owed again where the process was told to stop, and lets no other one run beside it', async () => {
    const { deps, identityFile } = backedUp();
    expect(await isOwed()).toBe(true);
    const stopping = new AbortController();
    const { databases } = deps.drillPlace!;
    let beside: RestoreDrill | undefined | null = null;
    const open: typeof databases.open = async (wanted) => {
      const opened = await databases.open(wanted);
      beside = await runDrill(deps, { identityFile });
      stopping.abort(new Error('stopped'));
      return opened;
    };
    await expect(drillInTurn({ ...deps, drillPlace: { ...deps.drillPlace!, databases: { ...databases, open } } }, {}, { ...never, signal: stopping.signal })).rejects.toThrow('stopped');
    expect(beside).toBeUndefined();
    expect(readdirSync(deps.drillPlace!.folder)).toEqual([]);
    expect(await deps.db.query("SELECT SCHEMA_NAME AS name FROM information_schema.SCHEMATA WHERE SCHEMA_NAME LIKE 'yongche\\_drill%'")).toEqual([]);
    expect(await latest()).toMatchObject({ state: 'failed', isProof: true, isInterrupted: true, failure: expect.stringContaining('被中断') });
    // It has judged nothing: nobody is alarmed.
    expect(await drillReadings(deps.db.manager, later(0))).toEqual([{ indicator: 'drill_late', subject: '', value: 0 }]);
  });

  it('comes back whole after one that was killed: every table, every picture, the logs and the ledger, on a private server of which nothing is left', async () => {
    const { deps } = backedUp();
    const killed = rowOf({ state: 'running', runningKey: 'drill', seenAt: later(-300_000), endedAt: null, evidenceAt: null });
    await deps.db.manager.insert(RestoreDrill, killed);
    mkdirSync(join(deps.drillPlace!.folder, `yongche-drill-${killed.id}`, 'files'), { recursive: true });
    expect(await isOwed()).toBe(true);
    const outcome = await drillInTurn({ ...deps, drillPlace: { ...deps.drillPlace!, databases: privateDrillDatabases } }, {}, never);
    expect(outcome!.againInSeconds).toBeLessThanOrEqual(3600);
    expect(await deps.db.manager.findOneByOrFail(RestoreDrill, { id: killed.id })).toMatchObject({ state: 'failed', runningKey: null, isInterrupted: true, failure: expect.stringContaining('中途结束') });
    expect(readdirSync(deps.drillPlace!.folder)).toEqual([]);
    const over = await latest();
    expect([over.state, over.failure, over.checks.filter(({ passed }) => !passed)]).toEqual(['passed', null, []]);
    expect(over.checks.map(({ check }) => check).sort()).toEqual(['audit_chain', 'evidence_log', 'files', 'ledger', 'manifest', 'moment', 'pictures', 'rows', 'sums']);
    expect(over).toMatchObject({ deals: 3, runningKey: null, isProof: true });
    // Fourteen pictures of a deal, each with its thumbnail.
    expect(over.pictures).toBeGreaterThanOrEqual(3 * 28);
    expect(over.lossSeconds).toBeLessThan(600);
    expect(checkOf(over, 'evidence_log')!.sentence).toContain('逐条重算 3 条');
    expect(over.steps.map(({ step }) => step)).toEqual(['find', 'fetch', 'open', 'restore', 'compare', 'replay', 'pictures', 'walk', 'pictures']);
    expect(await isOwed()).toBe(false);
  });

  it('is kept as a row, in the audit log, and signed beside the backups; a report that the store did not take is written an hour later', async () => {
    const { deps, store, otherIdentity } = backedUp();
    const over = await latest();
    expect(await deps.db.manager.findOneByOrFail(AuditEvent, { subjectId: over.id })).toMatchObject({ action: 'operations.drill_ended', details: { state: 'passed', deals: 3 } });
    const signed = await readFile(join(store, evidenceKeyOf(over.id)));
    expect(openManifest(await verifierNow(), signed)).toMatchObject({ format: 'yongche restore drill 1', id: over.id, state: 'passed', deals: 3 });
    expect(openManifest(await verifierNow(), Buffer.from(signed.toString().replace('passed', 'failed')))).toBeUndefined();

    const away: Deps['storage']['write'] = () => Promise.reject(new ProviderError('unavailable', 'disk backups' as never, 'put'));
    const unwritten = await runDrill({ ...deps, backupStore: { ...deps.backupStore!, write: away } }, { identityFile: await otherIdentity(), pictures: 0 });
    expect([unwritten!.state, existsSync(join(store, evidenceKeyOf(unwritten!.id)))]).toEqual(['refused', false]);
    // What a killed command left is gone then too.
    const left = join(deps.drillPlace!.folder, `yongche-drill-${unwritten!.id}`);
    mkdirSync(left, { recursive: true });
    await drillInTurn(deps, {}, never);
    expect(openManifest(await verifierNow(), await readFile(join(store, evidenceKeyOf(unwritten!.id))))).toMatchObject({ id: unwritten!.id, state: 'refused' });
    expect([existsSync(left), (await latest()).id]).toEqual([false, unwritten!.id]);
  });

  it('is owed each Sunday at half past four; three that were broken off are enough until the next', async () => {
    expect(lastSlot(new Date('2026-11-28T10:00:00+08:00')).toISOString()).toBe('2026-11-21T20:30:00.000Z');
    expect(lastSlot(new Date('2026-11-29T04:29:59+08:00')).toISOString()).toBe('2026-11-21T20:30:00.000Z');
    expect(lastSlot(new Date('2026-11-29T04:30:00+08:00')).toISOString()).toBe('2026-11-28T20:30:00.000Z');
    expect(secondsUntilSlot(new Date('2026-11-29T04:29:00+08:00'))).toBe(60);
    const { deps } = backedUp();
    const nextWeek = new Date(lastSlot(later(0)).getTime() + 8 * dayMs);
    for (const owed of [true, true, true, false]) {
      expect(await isDrillOwed(deps.db.manager, nextWeek)).toBe(owed);
      await deps.db.manager.insert(RestoreDrill, rowOf({ state: 'failed', isInterrupted: true, startedAt: nextWeek, endedAt: nextWeek }));
    }
    await deps.db.manager.delete(RestoreDrill, { startedAt: nextWeek });
  });

  it('alarms where it is older than eight days, or has not passed; a try of another kind ends no alarm and raises none', async () => {
    const { manager } = backedUp().deps.db;
    const late = async (days: number) => (await drillReadings(manager, later(days * dayMs)))[0]!.value;
    expect([await late(0), await late(7.9), (await late(8.1)) > 0]).toEqual([0, 0, true]);
    const tries = [rowOf({ state: 'refused', isProof: false, wantedAt: between }), rowOf({ state: 'refused', endedAt: later(1) }), rowOf({ isProof: false, endedAt: later(2) })];
    const values: boolean[] = [];
    for (const one of tries) {
      await manager.insert(RestoreDrill, one);
      values.push((await late(0)) > 0);
    }
    expect(values).toEqual([false, true, true]);
    await manager.delete(RestoreDrill, tries.map(({ id }) => id));
  });
});

describe('a drill that somebody wants', () => {
  it('comes back as it was between two deals, by the command, with a sample of the pictures, and is told in plain words', async () => {
    const { deps, restored } = backedUp();
    const said: string[] = [];
    await drillCommand(deps, { at: between.toISOString(), pictures: '40' }, (line) => said.push(line));
    expect([said.at(-1), process.exitCode]).toEqual([expect.stringMatching(/^结论：一致。/), undefined]);
    const over = await latest();
    expect([over.state, over.failure]).toEqual(['passed', null]);
    expect(restored.at(-1)).toEqual([first, second].sort());
    expect(over).toMatchObject({ deals: 2, restoredTo: between, wantedAt: between, isProof: false });
    expect(checkOf(over, 'ledger')!.sentence).toContain('120.00');
    const copies = readdirSync(join(backedUp().store, 'pictures', 'objects'), { recursive: true, withFileTypes: true }).filter((one) => one.isFile() && /checkpoints/.test(one.parentPath));
    expect(copies.length).toBeGreaterThan(0);
    // Those that the seed drew, and all that the logs are compared with.
    expect(over.pictures).toBe(40 + copies.length);
    expect(checkOf(over, 'pictures')!.sentence).toMatch(/抽取恢复 .*用恢复的密钥打开 \d+ 张照片/);
  });

  it('is not begun for a moment that has not come, or that is before every backup, and refused for one that no change was shipped for', async () => {
    const { deps, drill, product } = backedUp();
    const before = await deps.db.manager.count(RestoreDrill);
    for (const [at, sentence] of [[later(3600_000).toISOString(), /不能恢复到将来/], ['2020-01-01T00:00:00Z', /之前没有数据库备份/], ['昨天', /时刻应写明时区/]] as const) {
      const said: string[] = [];
      await drillCommand(deps, { at }, (line) => said.push(line));
      expect([said, process.exitCode]).toEqual([[expect.stringMatching(sentence)], 1]);
      process.exitCode = undefined;
    }
    const asked = (restoreTo: string) => deps.db.transaction((tx) => requestDrill(tx, { restoreTo, isConfigured: true, staffId: '' }, bySystem(product.clock.now())));
    await expect(asked(later(3600_000).toISOString())).rejects.toMatchObject({ code: 'drill.moment_ahead' });
    await expect(asked('2020-01-01T00:00:00Z')).rejects.toMatchObject({ code: 'drill.moment_too_early' });
    expect(await deps.db.manager.count(RestoreDrill)).toBe(before);
    const tooNew = await drill({ restoreTo: later(0) });
    expect([tooNew.state, tooNew.failure]).toEqual(['refused', expect.stringMatching(/^不能恢复到 .*备份只到 .*增量还没有备份到那时/)]);
  });

  it('is asked for by the technician, also where an earlier wish failed too often, and read by those who watch over the system', async () => {
    const { deps, product } = backedUp();
    const technician = await employeeAt(product, 'technician');
    const { items } = await technician.call('GET /restore-drills');
    expect(items.map(({ state }) => state)).toContain('passed');
    expect(await technician.call('GET /restore-drills/:id', { params: { id: items[0]!.id } })).toEqual(items[0]);
    expect((await technician.send('GET /restore-drills/:id', { params: { id: uuidv7() } })).error.code).toBe('drill.not_found');
    // The story's own server has no key of drills: it says so.
    expect((await technician.send('POST /restore-drills', { body: {} })).error.code).toBe('drill.not_configured');
    const [staff]: { id: string }[] = await deps.db.query("SELECT id FROM staff WHERE username = 'technician'");
    const asked = () => deps.db.transaction((tx) => requestDrill(tx, { restoreTo: undefined, isConfigured: true, staffId: staff!.id }, bySystem(product.clock.now())));
    expect([await asked(), await asked()]).toEqual([true, false]);
    await deps.db.query("UPDATE jobs SET dead_at = run_at WHERE dedup_key = 'operations.drill'");
    expect(await asked()).toBe(true);
    await deps.db.query("DELETE FROM jobs WHERE dedup_key = 'operations.drill'");
    const before = await deps.db.manager.count(RestoreDrill);
    expect(await drillInTurn(deps, { drillId: uuidv7(), restoreTo: later(0).toISOString() }, never)).toBeUndefined();
    expect(await deps.db.manager.count(RestoreDrill)).toBe(before + 1);
  });
});

damageStories(backedUp);
