import { type BackedUp, backedUp, manifestAt, openedAt, sha256, startBackedUp } from '../../../../test/daily-backups';
import { employeeAt } from '../../../../test/people';
import { judge } from '../monitoring/alarms';
import { safekeepingRound } from '../rounds';
import type { DatabaseManifest } from './back-up-database';
import type { ChangeManifest } from './change-files';
import { backupReadings } from './lateness';
import { bySystem } from './record';
import { shipChanges } from './ship-changes';
import { SystemBackup } from './system-backup.entity';

let city: BackedUp;
const deps = () => city.product.server.deps;
const store = () => deps().backupStore!;
const query = (sql: string, values?: unknown[]) => deps().db.query(sql, values);
const ship = () => shipChanges(deps(), new AbortController().signal);
const days = (amount: number) => city.product.clock.advance(amount * 24 * 3600);
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

  it('begin a new history where the server counts anew', async () => {
    await query('UPDATE change_histories SET previous_bytes = 1');
    const [{ before }] = await query('SELECT COUNT(*) AS `before` FROM change_histories');
    await ship();
    expect(await query('SELECT COUNT(*) AS after FROM change_histories')).toEqual([{ after: String(Number(before) + 1) }]);
    expect((await deps().db.manager.findBy(SystemBackup, { kind: 'changes', state: 'failed' })).map(({ failure }) => failure).join()).toContain('增量日志重新开始了');
  });
});

describe('what is late', () => {
  const judged = () => deps().db.transaction(async (tx) => judge(tx, await backupReadings(tx, city.product.clock.now()), 'log_only', bySystem(city.product.clock.now())));
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
    const jobs: { payload: string; run_at: Date }[] = await query("SELECT payload, run_at FROM jobs WHERE name = 'operations.back-up' ORDER BY run_at");
    expect(jobs.map(({ run_at }) => run_at.toISOString().slice(11, 16))).toEqual(['18:30', '18:30']);
    const now = city.product.clock.now();
    expect([jobs[0]!.run_at <= now, jobs[1]!.run_at > now]).toEqual([true, true]);
  });
});

describe('the time to keep', () => {
  it('ends for old dumps and their changes, but never for the newest dump and what it needs', async () => {
    const [old] = await backedUp(city, ['database']);
    await ship();
    const files = (await shipped()).length;
    days(40);
    await safekeepingRound(deps());
    expect(await store().stat(`${old!.place}manifest.json`)).toBeDefined();
    expect((await deps().db.manager.findBy(SystemBackup, { kind: 'database', state: 'ready' })).map(({ id }) => id)).toEqual([old!.id]);
    const [fresh] = await backedUp(city, ['database']);
    await ship();
    days(1);
    await safekeepingRound(deps());
    expect(await store().list(old!.place)).toEqual([]);
    expect(await deps().db.manager.findOneBy(SystemBackup, { id: old!.id })).toMatchObject({ state: 'removed' });
    await manifestAt(city, `${fresh!.place}manifest.json`);
    expect((await shipped()).length).toBeLessThan(files);
    expect((await shipped()).length).toBeGreaterThan(0);
    expect(await query("SELECT COUNT(*) AS acts FROM audit_events WHERE action = 'operations.system_backup_removed' AND subject_id = ?", [old!.id])).toEqual([{ acts: '1' }]);
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
