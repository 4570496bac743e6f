import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { leafHash } from 'yongche-verify/merkle.cjs';
import { backupKeys } from '../../../../test/backups';
import { type BackedUp, backedUp, manifestAt, openedAt, sha256, startBackedUp, unzipped } from '../../../../test/daily-backups';
import { goTo } from '../../../../test/archives';
import { completedDeal, employeeAt, verifiedAgent } from '../../../../test/people';
import { ProviderError } from '../../../adapters/provider-error';
import type { ObjectStore } from '../../../adapters/storage/storage';
import { dayInShanghai } from '../../../clock';
import { sequenceWaiting } from '../../evidence/log';
import { monthAfter } from '../../ledger/calendar-month';
import { growingRoot } from '../drills/picture-lists';
import { safekeepingRound } from '../rounds';
import { backUp, backUpOnce } from './back-up';
import { noteWrong } from './back-up-pictures';
import { connectTo, rowsOf } from './backup-connection';
import type { DatabaseManifest } from './back-up-database';
import { backupCommand } from './command';
import { connectionOf, findDatabaseTools } from './database-tools';
import { backUpInTurn, shipInTurn } from './in-turn';
import { backupReadings, lateness } from './lateness';
import { plansFolder, type PictureManifest, runsFolder } from './picture-runs';
import type { DailyKind } from './request-backup';
import { sweepSystemBackups } from './sweep-backups';
import { SystemBackup } from './system-backup.entity';
import { auditHead, evidenceHead, ledgerSums, tableSums } from './table-sums';

let city: BackedUp;
let dump: SystemBackup;
let agent: Awaited<ReturnType<typeof verifiedAgent>>;
const deps = () => city.product.server.deps;
const store = () => deps().backupStore!;
const rows = (kind: SystemBackup['kind']) => deps().db.manager.find(SystemBackup, { where: { kind }, order: { startedAt: 'ASC', id: 'ASC' } });
const never = new AbortController().signal;
/** What nobody has made yet. */
const wish = (...kinds: DailyKind[]) => ({ kinds, wantedAt: new Date(city.product.clock.now().getTime() + 1).toISOString(), startedBy: null });

/** A store that stands still before it writes what matches, until it is let go. */
function standingStill(file: RegExp): { store: ObjectStore; isThere: Promise<void>; letGo(): void } {
  let [arrive, letGo] = [() => {}, () => {}];
  const [isThere, goesOn] = [new Promise<void>((resolve) => (arrive = resolve)), new Promise<void>((resolve) => (letGo = resolve))];
  const writeStream: ObjectStore['writeStream'] = async (key, source, type) => {
    if (file.test(key)) await (arrive(), goesOn);
    return store().writeStream(key, source, type);
  };
  return { store: { ...store(), writeStream }, isThere, letGo: () => letGo() };
}

beforeAll(async () => {
  city = await startBackedUp();
  agent = await verifiedAgent(city.product);
  await completedDeal(city.product, agent);
  await sequenceWaiting(deps().db);
}, 120_000);
afterAll(() => city?.close());

/** The dump, restored into a database of its own as anybody could with the tools alone. */
async function restored(place: string): Promise<string> {
  const sql = gunzipSync((await openedAt(city, `${place}dump.sql.gz.age`)).bytes);
  const url = await city.database.createDatabase('yongche_restored');
  const tools = await findDatabaseTools(deps().safekeeping.toolFolder);
  const { words, environment, database } = connectionOf(url, tools);
  execFileSync(tools.client, [...words, database], { input: sql, env: environment });
  return url;
}

describe('the database', () => {
  it('is dumped as it was at one moment while people write, and gives the same rows, sums, accounts and logs when it is restored', async () => {
    let isOver = false;
    const writing = (async () => {
      for (let n = 0; !isOver; n++) {
        await deps().db.transaction(async (tx) => {
          await tx.query("INSERT INTO jobs (id, name, payload, run_at, attempts) VALUES (UUID(), 'test', ?, NOW(3), 0)", [JSON.stringify({ n, 名: '车\n"\\' })]);
          await tx.query('UPDATE audit_waiting SET event_id = event_id');
        });
      }
    })();
    const [row] = await backedUp(city, ['database']);
    dump = row!;
    isOver = true;
    await writing;
    const manifest = await manifestAt<DatabaseManifest>(city, `${row!.place}manifest.json`);
    const connection = await connectTo(await restored(row!.place));
    try {
      expect(await tableSums(connection)).toEqual(manifest.tables);
      expect([await ledgerSums(connection), await auditHead(connection), await evidenceHead(connection)]).toEqual([manifest.ledger, manifest.audit, manifest.evidence]);
      expect(await rowsOf(connection, 'SELECT name FROM migrations ORDER BY id DESC LIMIT 1')).toEqual([{ name: manifest.schema }]);
    } finally {
      connection.destroy();
      await city.database.dropDatabase('yongche_restored');
    }
    expect(manifest).toMatchObject({ evidence: { size: 1 }, server: { kind: 'mariadb' }, position: { file: expect.stringMatching(/^binlog\.\d+$/) } });
    expect(row).toMatchObject({ items: manifest.tables.reduce((sum, one) => sum + one.rows, 0), state: 'ready', coversUntil: new Date(manifest.takenAt) });
    expect(row!.keptUntil!.getTime() - row!.coversUntil!.getTime()).toBe(35 * 24 * 3600_000);
  });

  it('opens for the technical unit alone, with the keys of what is sealed in it, and each fingerprint of the signed manifest holds', async () => {
    const manifest = await manifestAt<DatabaseManifest>(city, `${dump.place}manifest.json`);
    const sealed = await openedAt(city, `${dump.place}dump.sql.gz.age`);
    const text = Buffer.from(unzipped(sealed.bytes));
    expect(manifest.dump).toEqual({ bytes: sealed.sealed.length, sha256: sha256(sealed.sealed), plainBytes: text.length, plainSha256: sha256(text) });
    for (const { name } of manifest.tables) expect(text.includes(`CREATE TABLE \`${name}\``)).toBe(true);
    const keys = await openedAt(city, `${dump.place}keys.age`);
    expect(keys.bytes.equals(readFileSync(deps().safekeeping.keyFile))).toBe(true);
    expect(manifest.keys).toEqual({ bytes: keys.sealed.length, sha256: sha256(keys.sealed), plainSha256: sha256(keys.bytes) });
    await expect(openedAt({ ...city, identity: (await backupKeys()).identity }, `${dump.place}dump.sql.gz.age`)).rejects.toThrow(/no identity matched/);
    expect(sha256(await store().read(`${dump.place}manifest.json`, 1e7))).toBe(dump.manifestSha256);
  });

  it('is backed up once where two want it at once, and not again where it was made meanwhile', async () => {
    city.product.clock.advance(1);
    const once = wish('database');
    const before = (await rows('database')).length;
    expect((await Promise.all([1, 2].map(() => backUp(deps(), once, never)))).sort()).toEqual(['busy', 'made']);
    expect(await backUp(deps(), once, never)).toBe('made');
    expect(await rows('database')).toHaveLength(before + 1);
  });

  it('leaves nothing that looks finished where its process ends half way; the next run cleans up and is whole', async () => {
    const half = standingStill(/keys\.age$/);
    const doomed = backUp({ ...deps(), backupStore: half.store }, wish('database'), never);
    await half.isThere;
    const left = (await rows('database')).at(-1)!;
    expect([left.state, await store().list(left.place)]).toEqual(['running', [`${left.place}dump.sql.gz.age`]]);
    expect(await backUp(deps(), wish('database'), never)).toBe('busy');
    city.product.clock.advance(125);
    const [next] = await backedUp(city, ['database']);
    expect(await deps().db.manager.findOneBy(SystemBackup, { id: left.id })).toMatchObject({ state: 'failed', failure: expect.stringContaining('中途结束') });
    expect(await store().list(left.place)).toEqual([]);
    await manifestAt(city, `${next!.place}manifest.json`);
    // It was only frozen, and goes on.
    half.letGo();
    await expect(doomed).rejects.toThrow('另一次已经接替了它');
    expect(await store().stat(`${left.place}manifest.json`)).toBeUndefined();
  });

  it('counts as made only where its end was written down, and leaves no failure where it was told to stop', async () => {
    const ending = { items: 0, bytes: 0, root: null, coversUntil: null, keptUntil: null, manifestSha256: null };
    const what = { kind: 'database', startedBy: null } as const;
    const overtaken = backUpOnce(deps(), what, never, async () => {
      city.product.clock.advance(125);
      await deps().db.query("UPDATE system_backups SET state = 'failed', running_kind = NULL, alive_until = NULL, ended_at = started_at, failure = 'overtaken' WHERE state = 'running'");
      return ending;
    });
    await expect(overtaken).rejects.toThrow('另一次已经接替了它');
    const before = await rows('database');
    const stop = new AbortController();
    await expect(backUpOnce(deps(), what, stop.signal, () => Promise.reject((stop.abort(), new Error('stopped'))))).rejects.toThrow('stopped');
    expect(await rows('database')).toEqual(before);
  });

  it('is left to another machine by one without the tools; where none has them, the page says so', async () => {
    const bare = { ...deps(), safekeeping: { ...deps().safekeeping, toolFolder: '/nowhere' } };
    const [before, wanted] = [(await rows('database')).length, wish('database')];
    const ask = () => backUpInTurn(bare, wanted, never);
    expect([await ask(), await shipInTurn(bare, never), (await rows('database')).length]).toEqual([{ againInSeconds: 60 }, { againInSeconds: 60 }, before]);
    expect(await backUpInTurn({ ...deps(), backupStore: undefined }, wanted, never)).toEqual({ againInSeconds: 60 });
    city.product.clock.advance(16 * 60);
    expect([await ask(), await ask(), (await rows('database')).length]).toEqual([{ againInSeconds: 60 }, { againInSeconds: 60 }, before + 1]);
    expect((await rows('database')).at(-1)).toMatchObject({ state: 'failed', failure: expect.stringContaining('没有找到数据库的备份工具') });
    await expect(backUp(bare, wish('database'), never)).rejects.toThrow('没有找到数据库的备份工具');
  });

  it('is not backed up where the tool ends badly, however much it wrote; the page says why', async () => {
    await deps().db.query('CREATE VIEW broken_view AS SELECT 1 AS one FROM jobs');
    await deps().db.query('RENAME TABLE jobs TO jobs_away');
    try {
      await expect(backUp(deps(), wish('database'), never)).rejects.toThrow(/数据库的备份工具没有成功/);
    } finally {
      await deps().db.query('RENAME TABLE jobs_away TO jobs');
      await deps().db.query('DROP VIEW broken_view');
    }
    const failed = (await rows('database')).filter(({ state }) => state === 'failed').at(-1)!;
    expect(failed.failure).toContain('broken_view');
    expect((await store().list(failed.place)).filter((key) => key.endsWith('manifest.json'))).toEqual([]);
    expect(await store().stat(`${dump.place}manifest.json`)).toBeDefined();
  });
});

describe('the pictures', () => {
  const listOf = async ({ id, root }: SystemBackup) => {
    const lines = (await store().read(`${runsFolder}${id}.jsonl`, 1e7)).toString().split('\n').filter(Boolean);
    const tree = growingRoot();
    for (const line of lines) tree.add(Buffer.from(line));
    expect(tree.root()).toBe(root);
    if (lines.length === 1) expect(root).toBe(leafHash(Buffer.from(lines[0]!)).toString('hex'));
    return lines.map((line) => JSON.parse(line) as { key: string; bytes: number; sha256: string });
  };

  it('are backed up where the last of several runs came to the end, and not before: after a failure in between the rest is made up for', async () => {
    await deps().storage.write('backups/someone/x.zip.age', Buffer.from('x'), 'application/octet-stream');
    let plans = 0;
    const write: ObjectStore['write'] = (key, ...more) => (key.startsWith(plansFolder) && ++plans === 2 ? Promise.reject(new ProviderError('unavailable', 'disk', 'put')) : store().write(key, ...more));
    const wanted = wish('pictures');
    city.product.clock.advance(1);
    await expect(backUp({ ...deps(), backupStore: { ...store(), write } }, wanted, never, 10)).rejects.toThrow('unavailable');
    expect(await rows('pictures')).toMatchObject([{ state: 'ready', items: 10, coversUntil: null }, { state: 'failed' }]);
    const clerk = await employeeAt(city.product, 'clerk');
    expect((await clerk.call('GET /backup-tiers')).tiers[0]).toMatchObject({ lastReadyAt: null, sentence: expect.stringContaining('还没有完整的一份') });
    await safekeepingRound(deps());
    expect(await deps().db.query("SELECT COUNT(*) AS due FROM jobs WHERE name = 'operations.back-up' AND run_at <= ?", [city.product.clock.now()])).toEqual([{ due: '1' }]);
    expect(await backUp(deps(), wanted, never, 10)).toBe('made');
    const made = (await rows('pictures')).slice(2);
    expect(made.length).toBeGreaterThan(1);
    const copied = await store().listObjects('pictures/objects/');
    expect(made.map(({ coversUntil }) => coversUntil)).toEqual(made.map((_, at) => (at === made.length - 1 ? made[0]!.startedAt : null)));
    expect(made.at(-1)).toMatchObject({ wrong: 0, keptBytes: copied.reduce((sum, { bytes }) => sum + bytes, 0) });
    expect(await backUp(deps(), wanted, never, 10)).toBe('made');
    expect(await rows('pictures')).toHaveLength(2 + made.length);
  });

  it('are copied byte for byte, each once; what needs no backup is not', async () => {
    const runs = (await rows('pictures')).filter(({ state }) => state === 'ready');
    const list = (await Promise.all(runs.map(listOf))).flat();
    const bucket = city.product.simulators.oss.objects().map(({ key }) => key).filter((key) => !/^(incoming|backups|bulletin-codes)\//.test(key));
    expect(list.map(({ key }) => key)).toEqual([...bucket].sort());
    for (const { key, bytes, sha256: print } of list) {
      const copy = await store().read(`pictures/objects/${key}`, 1e8);
      expect([copy.length, sha256(copy), copy.equals(await deps().storage.read(key, 1e8))]).toEqual([bytes, print, true]);
    }
    await completedDeal(city.product, agent, { plate: '浙B54321' });
    const [second] = await backedUp(city, ['pictures']);
    const added = await listOf(second!);
    expect(added.length).toBeGreaterThan(10);
    expect(added.filter(({ key }) => list.some((one) => one.key === key))).toEqual([]);
    expect(await manifestAt<PictureManifest>(city, `${runsFolder}${second!.id}.json`)).toMatchObject({ added: added.length, root: second!.root, previous: runs.at(-1)!.id, previousRoot: runs.at(-1)!.root, objects: list.length + added.length });
    const [third] = await backedUp(city, ['pictures']);
    expect(third).toMatchObject({ items: 0, bytes: 0 });
    expect(await store().list(plansFolder)).toEqual([]);
  });

  it('that are bent in the bucket or cannot be read are told and raise an alarm; they take no good copy’s place, and keep no other from being copied', async () => {
    const [kept, other, unread]: { object_key: string }[] = await deps().db.query('SELECT object_key FROM images WHERE object_key IS NOT NULL ORDER BY object_key LIMIT 3');
    const good = await store().read(`pictures/objects/${kept!.object_key}`, 1e8);
    const otherBytes = await deps().storage.read(other!.object_key, 1e8);
    await deps().storage.write(kept!.object_key, Buffer.from('bent'), 'application/octet-stream');
    // One that was bent before it was copied, one that the bucket cannot give, and one behind them.
    for (const { object_key } of [other!, unread!]) await store().remove(`pictures/objects/${object_key}`);
    await deps().storage.write(other!.object_key, Buffer.concat([otherBytes.subarray(1), Buffer.of(0)]), 'application/octet-stream');
    await deps().storage.write('transactions/last.sealed', Buffer.from('last'), 'application/octet-stream');
    const read: ObjectStore['read'] = (key, most) => (key === unread!.object_key ? Promise.reject(new ProviderError('unavailable', 'oss', 'get', 'EIO')) : deps().storage.read(key, most));
    const said: string[] = [];
    await backupCommand({ ...deps(), storage: { ...deps().storage, read } }, ['pictures'], (line) => said.push(line));
    expect(process.exitCode).toBe(1);
    process.exitCode = undefined;
    const failure = said.find((line) => line.includes('有问题'))!;
    for (const key of [kept!.object_key, other!.object_key, `${unread!.object_key} 在影像存储里读不出来`]) expect(failure).toContain(key);
    expect((await store().read(`pictures/objects/${kept!.object_key}`, 1e8)).equals(good)).toBe(true);
    expect(await store().stat(`pictures/objects/${other!.object_key}`)).toBeUndefined();
    expect(await store().stat('pictures/objects/transactions/last.sealed')).toBeDefined();
    const alarmed = async () => (await backupReadings(deps().db.manager, city.product.clock.now())).find(({ indicator }) => indicator === 'originals_wrong')!.value;
    expect(await alarmed()).toBe(3);
    expect((await (await employeeAt(city.product, 'clerk')).call('GET /backup-tiers')).tiers[0]!.sentence).toContain('有3个文件丢失、被改动或读不出来');
    // Where the whole bucket is away, nothing is said of the objects.
    const check = () => Promise.reject(new ProviderError('unavailable', 'oss', 'check'));
    await expect(backUp({ ...deps(), storage: { ...deps().storage, read, check } }, wish('pictures'), never)).rejects.toThrow('EIO');
    await deps().storage.write(kept!.object_key, good, 'application/octet-stream');
    await deps().storage.write(other!.object_key, otherBytes, 'application/octet-stream');
    const [mended] = await backedUp(city, ['pictures']);
    expect((await listOf(mended!)).map(({ key }) => key)).toEqual([other!.object_key, unread!.object_key].sort());
    expect(await alarmed()).toBe(0);
  });

  it('of a bucket that was emptied are told by number, the first of them by name', () => {
    const wrong = { first: [], amount: 0 };
    for (let n = 0; n < 100_000; n++) noteWrong(wrong, `${n} is gone`);
    expect([wrong.amount, wrong.first.length]).toEqual([100_000, 100]);
  });

  it('that a killed run had copied are in the list of the next one', async () => {
    const [image]: { object_key: string }[] = await deps().db.query("SELECT object_key FROM images WHERE object_key IS NOT NULL ORDER BY id LIMIT 1");
    await store().write(`${plansFolder}00000000-0000-7000-8000-000000000000.txt`, Buffer.from(`${image!.object_key}\nnever/copied\n`), 'text/plain');
    const [next] = await backedUp(city, ['pictures']);
    expect(await listOf(next!)).toEqual([expect.objectContaining({ key: image!.object_key })]);
    expect(await store().list(plansFolder)).toEqual([]);
  });

  it('of whose lists the newest was spoilt are listed once more, and dumps go on', async () => {
    const last = (await rows('pictures')).filter(({ state }) => state === 'ready').at(-1)!;
    const lines = await listOf(last);
    expect(lines).not.toEqual([]);
    await store().write(`${runsFolder}${last.id}.json`, Buffer.from('{"body":"{}","signature":""}'), 'application/json');
    await backedUp(city, ['database']);
    const [next] = await backedUp(city, ['pictures']);
    expect(await listOf(next!)).toEqual(lines);
    expect(await store().list(plansFolder)).toEqual([]);
  });

  it('that are gone though somebody still names them are told; those that were removed in order stay for 35 days', async () => {
    const [image]: { id: string; object_key: string }[] = await deps().db.query("SELECT id, object_key FROM images WHERE object_key IS NOT NULL ORDER BY id DESC LIMIT 1");
    const bytes = await deps().storage.read(image!.object_key, 1e8);
    const removed = 'bulletins/removed.png';
    await deps().storage.write(removed, Buffer.from('png'), 'image/png');
    await backedUp(city, ['pictures']);
    await deps().storage.remove(image!.object_key);
    await deps().storage.remove(removed);
    const said: string[] = [];
    await backupCommand(deps(), ['pictures'], (line) => said.push(line));
    process.exitCode = undefined;
    expect(said.join()).toContain(`${image!.object_key} 在影像存储里不见了`);
    expect(said.join()).not.toContain(removed);
    const gone: { object_key: string }[] = await deps().db.query('SELECT object_key FROM gone_objects');
    expect(gone.map((one) => one.object_key)).toEqual([removed]);
    await deps().storage.write(image!.object_key, bytes, 'application/octet-stream');
    for (const [days, isThere] of [[34, true], [2, false]] as const) {
      city.product.clock.advance(days * 24 * 3600);
      await sweepSystemBackups(deps(), never);
      expect((await store().stat(`pictures/objects/${removed}`)) !== undefined).toBe(isThere);
    }
    expect(await store().stat(`pictures/objects/${image!.object_key}`)).toBeDefined();
  });
});

describe('a month', () => {
  it('that was not archived by the 8th is late until it is, also at the beginning of the next one', async () => {
    const month = monthAfter(dayInShanghai(city.product.clock.now()).slice(0, 7));
    goTo(city.product, `${month}-10`);
    await deps().db.query("INSERT INTO backup_schedules (kind, since) VALUES ('archive', ?) ON DUPLICATE KEY UPDATE since = VALUES(since)", [city.product.clock.now()]);
    const late: boolean[] = [];
    for (const day of [`${monthAfter(month)}-07`, `${monthAfter(month)}-08`, `${monthAfter(month, 2)}-02`]) {
      goTo(city.product, day);
      late.push((await lateness(deps().db.manager, city.product.clock.now())).monthly !== undefined);
    }
    expect(late).toEqual([false, true, true]);
  });
});
