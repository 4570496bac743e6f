import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BackedUp, backedUp, manifestAt, openedAt, sha256, startBackedUp } from '../../../../test/daily-backups';
import { employeeAt } from '../../../../test/people';
import { judge } from '../monitoring/alarms';
import { safekeepingRound } from '../rounds';
import { claimJobs, enqueue, type JobHandlers, runJob } from '../../../jobs/queue';
import { connectTo } from './backup-connection';
import type { DatabaseManifest } from './back-up-database';
import type { ChangeManifest } from './change-files';
import { historyOf } from './change-history';
import { sweepGone } from './gone-objects';
import { backupReadings, lateness } from './lateness';
import { bySystem } from './record';
import { shipChanges } from './ship-changes';
import { sweepSystemBackups } from './sweep-backups';
import { ChangeFile, ChangeHistory, SystemBackup } from './system-backup.entity';

let city: BackedUp;
const deps = () => city.product.server.deps;
const store = () => deps().backupStore!;
const query = (sql: string, values?: unknown[]) => deps().db.query(sql, values);
const never = new AbortController().signal;
const ship = () => shipChanges(deps(), never);
const days = (amount: number) => city.product.clock.advance(amount * 24 * 3600);
const histories = () => deps().db.manager.find(ChangeHistory, { order: { beganAt: 'ASC', id: 'ASC' } });
const shipped = async () => (await store().list('changes/')).filter((key) => key.endsWith('.json'));

beforeAll(async () => {
  city = await startBackedUp();
}, 120_000);
afterAll(() => city?.close());

describe('the changes since a dump', () => {
  it('are brought to the store file by file, each once and in order, from the one in which the dump was taken', async () => {
    const [row] = await backedUp(city, ['database']);
    const { position, server } = await manifestAt<DatabaseManifest>(city, `${row!.place}manifest.json`);
    await query("INSERT INTO gone_objects (object_key, gone_at) VALUES ('only-in-the-log', NOW(3))");
    expect(await ship()).toMatchObject({ state: 'shipped', missing: null });
    const first = await shipped();
    expect(await ship()).toMatchObject({ state: 'shipped', files: 1 });
    const manifests = await Promise.all((await shipped()).map((key) => manifestAt<ChangeManifest>(city, key)));
    expect(manifests[0]!.file).toBe(position!.file);
    expect(first[0]).toBe(`changes/${server.uuid}/${position!.file}.json`);
    for (const [index, { file, previous, bytes, sha256: print, plainBytes, plainSha256, firstEventAt, lastEventAt }] of manifests.entries()) {
      expect(previous).toBe(manifests[index - 1]?.file ?? null);
      const opened = await openedAt(city, `changes/${server.uuid}/${file}.age`);
      expect([opened.sealed.length, sha256(opened.sealed), opened.bytes.length, sha256(opened.bytes)]).toEqual([bytes, print, plainBytes, plainSha256]);
      expect(opened.bytes.subarray(0, 4).toString('latin1')).toBe('\xfebin');
      expect(Date.parse(firstEventAt)).toBeLessThanOrEqual(Date.parse(lastEventAt));
      expect(Math.abs(Date.parse(lastEventAt) - Date.now())).toBeLessThan(600_000);
    }
    expect((await openedAt(city, `changes/${server.uuid}/${manifests[0]!.file}.age`)).bytes.includes('only-in-the-log')).toBe(true);
    const [day, ...more] = await deps().db.manager.findBy(SystemBackup, { kind: 'changes' });
    expect([day, more]).toMatchObject([{ state: 'ready', items: manifests.length, bytes: manifests.reduce((sum, { bytes }) => sum + bytes, 0) }, []]);
  });

  it('pass through a folder of which a killed run leaves nothing for longer than until the next', async () => {
    const [history] = await histories();
    const [left, another] = await Promise.all([history!.id, 'another'].map((id) => mkdtemp(join(tmpdir(), `yongche-changes-${id}-`))));
    await ship();
    expect([existsSync(left!), existsSync(another!)]).toEqual([false, true]);
    await rm(another!, { recursive: true });
  });

  it('are shipped by one process at a time', async () => {
    expect((await Promise.all([ship(), ship(), ship()])).map(({ state }) => state).sort()).toEqual(['busy', 'busy', 'shipped']);
  });

  it('that the server threw away before are told loudly, and a new dump is asked for at once', async () => {
    await query('FLUSH BINARY LOGS');
    await query('FLUSH BINARY LOGS');
    const files: { Log_name: string }[] = await query('SHOW BINARY LOGS');
    const away = files.at(-2)!.Log_name;
    // As if the server had kept its log for too short a time.
    await query("UPDATE change_histories SET next_file = ?, previous_file = NULL, previous_bytes = NULL", [files[0]!.Log_name.replace(/\d+$/, (digits) => String(0).padStart(digits.length, '0'))]);
    const said = await ship();
    expect(said).toMatchObject({ state: 'shipped', missing: expect.stringContaining('binlog.000000') });
    expect((await shipped()).some((key) => key.includes(away))).toBe(true);
    const [failed] = await deps().db.manager.findBy(SystemBackup, { kind: 'changes', state: 'failed' });
    expect(failed!.failure).toMatch(/已被数据库删除.*等下一次数据库备份完成才能恢复/);
    expect(await query("SELECT COUNT(*) AS jobs FROM jobs WHERE dedup_key = 'operations.back-up:dump'")).toEqual([{ jobs: '1' }]);
    expect(await ship()).toMatchObject({ missing: null });
  });

  it('go on in their history where a container that was made anew has another name', async () => {
    const before = await histories();
    await query("UPDATE change_histories SET server = REPEAT('0', 64)");
    await ship();
    expect((await histories()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });

  it('begin a new history where the server counts anew, and a dump is asked for though an earlier wish lies dead; what the old one left is swept with the rest', async () => {
    const before = await histories();
    await query('UPDATE change_histories SET previous_bytes = 1');
    await query("UPDATE jobs SET dead_at = NOW(3) WHERE dedup_key = 'operations.back-up:dump'");
    await ship();
    expect(await histories()).toHaveLength(before.length + 1);
    expect(await query("SELECT dead_at FROM jobs WHERE dedup_key = 'operations.back-up:dump'")).toEqual([{ dead_at: null }]);
    const { id: historyId, nextFile: file } = before.at(-1)!;
    expect(await deps().db.manager.findOneBy(ChangeFile, { historyId, file })).toMatchObject({ bytes: 0 });
    expect((await deps().db.manager.findBy(SystemBackup, { kind: 'changes', state: 'failed' })).map(({ failure }) => failure).join()).toContain('增量日志重新开始了');
  });

  it('have one history where the dump and the shipping both see a new server at once', async () => {
    await query('UPDATE change_histories SET previous_bytes = 1');
    const connections = await Promise.all([1, 2, 3].map(() => connectTo(deps().safekeeping.databaseUrl)));
    const found = await Promise.all(connections.map((connection) => historyOf(deps().db, connection, city.product.clock.now())));
    for (const connection of connections) connection.destroy();
    expect([new Set(found.map(({ id }) => id)).size, found.filter(({ isNew }) => isNew).length]).toEqual([1, 1]);
  });

  it('are late where they began anew and no dump was made since: no moment after it can be restored', async () => {
    const late = async () => (await lateness(deps().db.manager, city.product.clock.now())).changes !== undefined;
    city.product.clock.advance(16 * 60);
    await ship();
    expect(await late()).toBe(true);
    await backedUp(city, ['database']);
    expect(await late()).toBe(false);
  });
});

describe('what is late', () => {
  const judged = () => deps().db.transaction(async (tx) => judge(tx, await backupReadings(tx, city.product.clock.now()), 'log_only', bySystem(city.product.clock.now())));
  const waiting = (): Promise<{ run_at: Date; dead_at: Date | null; attempts: number }[]> => query("SELECT run_at, dead_at, attempts FROM jobs WHERE name = 'operations.back-up' ORDER BY run_at");
  const subjects = (alarms: { subject: string }[]) => alarms.map(({ subject }) => subject).sort();

  it('is raised by tier, stands on the page, and ends by itself once it is made up for', async () => {
    await backedUp(city);
    await ship();
    await safekeepingRound(deps());
    expect(await judged()).toEqual({ raised: [], ended: [] });
    city.product.clock.advance(16 * 60);
    expect(subjects((await judged()).raised)).toEqual(['changes']);
    days(1.1);
    expect(subjects((await judged()).raised)).toEqual(['daily']);
    const clerk = await employeeAt(city.product, 'clerk');
    const [daily] = (await clerk.call('GET /backup-tiers')).tiers;
    expect(daily).toMatchObject({ tier: 'daily', isConfigured: true, isLate: true, sentence: expect.stringContaining('逾期') });
    await backedUp(city);
    await ship();
    expect(subjects((await judged()).ended)).toEqual(['changes', 'daily']);
    expect((await clerk.call('GET /backup-tiers')).tiers[0]).toMatchObject({ isLate: false, sentence: expect.stringContaining('最多丢失最近1分钟') });
  });

  it('is asked for by the schedule, once, and again for the next night', async () => {
    await query("DELETE FROM jobs WHERE name = 'operations.back-up'");
    days(2);
    await safekeepingRound(deps());
    await safekeepingRound(deps());
    const jobs = await waiting();
    expect(jobs.map(({ run_at }) => run_at.toISOString().slice(11, 16))).toEqual(['18:30', '18:30']);
    const now = city.product.clock.now();
    expect([jobs[0]!.run_at <= now, jobs[1]!.run_at > now]).toEqual([true, true]);
  });

  it('is asked for again by the next round where a night of failures has ended all tries', async () => {
    const away = { 'operations.back-up': () => Promise.reject(new Error('the store is away')) } as unknown as JobHandlers;
    const now = () => city.product.clock.now();
    await query("DELETE FROM jobs WHERE name <> 'operations.back-up'");
    for (let attempt = 1; attempt <= 12; attempt++) {
      const [job] = await claimJobs(deps().db, now(), { lane: 'long', limit: 1, inHand: [] });
      await runJob(deps().db, away, job!, { now, signal: never, letGo: () => Promise.resolve() });
      city.product.clock.advance(2 ** attempt);
    }
    await enqueue(deps().db.manager, 'operations.back-up', { kinds: ['database'], wantedAt: now().toISOString(), startedBy: null }, { runAt: now(), dedupKey: 'operations.back-up:2019-06-30' });
    await query("UPDATE jobs SET dead_at = NOW(3) WHERE dedup_key = 'operations.back-up:2019-06-30'");
    expect((await waiting()).filter(({ dead_at }) => dead_at)).toHaveLength(2);
    await safekeepingRound(deps());
    const jobs = await waiting();
    expect(jobs).toMatchObject([{ dead_at: null, attempts: 0 }, { dead_at: null, attempts: 0 }]);
    expect(jobs[0]!.run_at.getTime()).toBeLessThanOrEqual(now().getTime());
  });
});

describe('the time to keep', () => {
  it('ends for old dumps and their changes, but never for the newest dump and what it needs', async () => {
    const [old] = await backedUp(city, ['database']);
    await ship();
    const files = (await shipped()).length;
    days(40);
    // One that nobody can read, by its name the newest: it keeps none of the others, and is not what is left.
    const spoilt = 'database/0fffffff-ffff-7000-8000-000000000000/manifest.json';
    await store().write(spoilt, Buffer.from('{'), 'application/json');
    await sweepSystemBackups(deps(), never);
    expect(await store().stat(`${old!.place}manifest.json`)).toBeDefined();
    expect((await deps().db.manager.findBy(SystemBackup, { kind: 'database', state: 'ready' })).map(({ id }) => id)).toEqual([old!.id]);
    const [fresh] = await backedUp(city, ['database']);
    await ship();
    days(1);
    await sweepSystemBackups(deps(), never);
    expect(await store().list(old!.place)).toEqual([]);
    expect(await deps().db.manager.findOneBy(SystemBackup, { id: old!.id })).toMatchObject({ state: 'removed' });
    await manifestAt(city, `${fresh!.place}manifest.json`);
    expect((await shipped()).length).toBeLessThan(files);
    expect((await shipped()).length).toBeGreaterThan(0);
    expect(await query("SELECT COUNT(*) AS acts FROM audit_events WHERE action = 'operations.system_backup_removed' AND subject_id = ?", [old!.id])).toEqual([{ acts: '1' }]);
    await store().remove(spoilt);
  });

  it('ends for copies of what is gone turn by turn, by a job of its own that may be stopped', async () => {
    const copies = ['bulletins/one', 'bulletins/other'];
    for (const key of copies) await store().write(`pictures/objects/${key}`, Buffer.from('png'), 'image/png');
    await query('INSERT INTO gone_objects (object_key, gone_at) VALUES ?', [copies.map((key) => [key, new Date(city.product.clock.now().getTime() - 36 * 24 * 3600_000)])]);
    const ready = { ...deps(), backupStore: store() };
    await expect(sweepGone(ready, AbortSignal.abort(new Error('the process stops')))).rejects.toThrow('the process stops');
    expect([await sweepGone(ready, never, 1), await sweepGone(ready, never, 1)]).toEqual([true, false]);
    expect(await store().list('pictures/objects/bulletins/')).toEqual([]);
    const job = async () => (await query("SELECT dead_at FROM jobs WHERE name = 'operations.sweep-copies'")) as { dead_at: Date | null }[];
    await query("DELETE FROM jobs WHERE name = 'operations.sweep-copies'");
    await safekeepingRound(deps());
    await safekeepingRound(deps());
    expect(await job()).toEqual([{ dead_at: null }]);
    // What has failed too often stands as an alarm for a day, then it is tried again.
    await query("UPDATE jobs SET dead_at = ? WHERE name = 'operations.sweep-copies'", [city.product.clock.now()]);
    await safekeepingRound(deps());
    expect(await job()).toEqual([{ dead_at: expect.any(Date) }]);
    days(1.1);
    await safekeepingRound(deps());
    expect(await job()).toEqual([{ dead_at: null }]);
  });
});

describe('a backup now', () => {
  it('is asked for by those who answer for the data, once; others see it or nothing of it', async () => {
    city.product.clock.advance(60);
    const technician = await employeeAt(city.product, 'technician');
    expect(await technician.call('POST /system-backups', { body: { tier: 'daily' } })).toEqual({ queued: true });
    expect(await technician.call('POST /system-backups', { body: { tier: 'daily' } })).toEqual({ queued: false });
    const auditor = await employeeAt(city.product, 'auditor');
    expect((await auditor.send('POST /system-backups', { body: { tier: 'daily' } })).status).toBe(403);
    const { items, hasMore } = await auditor.call('GET /system-backups', { query: { tier: 'daily', state: 'ready' } });
    expect([items.length > 3, hasMore]).toEqual([true, false]);
    expect(items[0]!.startedAt >= items[1]!.startedAt).toBe(true);
    const next = await auditor.call('GET /system-backups', { query: { before: items[0]!.id } });
    expect(next.items.map(({ id }) => id)).not.toContain(items[0]!.id);
    expect((await (await employeeAt(city.product, 'operator1')).send('GET /backup-tiers')).status).toBe(403);
    const { tiers, scheme, may } = await technician.call('GET /backup-tiers');
    expect(tiers.map(({ tier }) => tier)).toEqual(['daily', 'monthly', 'market']);
    expect([scheme.clauses.length > 5, may.backUp, (await auditor.call('GET /backup-tiers')).may.backUp]).toEqual([true, true, false]);
  });
});
