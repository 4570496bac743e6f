import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { leafHash } from 'yongche-verify/merkle.cjs';
import { backupKeys } from '../../../../test/backups';
import { type BackedUp, backedUp, manifestAt, openedAt, sha256, startBackedUp, startOps, unzipped } from '../../../../test/daily-backups';
import { completedDeal, verifiedAgent } from '../../../../test/people';
import { sequenceWaiting } from '../../evidence/log';
import { growingRoot } from '../drills/picture-lists';
import { safekeepingRound } from '../rounds';
import { backUp } from './back-up';
import { connectTo, rowsOf } from './backup-connection';
import type { DatabaseManifest } from './back-up-database';
import { backupCommand } from './command';
import { connectionOf, findDatabaseTools } from './database-tools';
import { plansFolder, type PictureManifest, runsFolder } from './picture-runs';
import { SystemBackup } from './system-backup.entity';
import { auditHead, evidenceHead, ledgerSums, tableSums } from './table-sums';

let city: BackedUp;
let agent: Awaited<ReturnType<typeof verifiedAgent>>;
const deps = () => city.product.server.deps;
const store = () => deps().backupStore!;
const rows = (kind: SystemBackup['kind']) => deps().db.manager.find(SystemBackup, { where: { kind }, order: { startedAt: 'ASC', id: 'ASC' } });
const until = async (holds: () => boolean | Promise<boolean>) => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
};

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
    const [row] = await backedUp(city, ['database']);
    const manifest = await manifestAt<DatabaseManifest>(city, `${row!.place}manifest.json`);
    const dump = await openedAt(city, `${row!.place}dump.sql.gz.age`);
    const text = Buffer.from(unzipped(dump.bytes));
    expect(manifest.dump).toEqual({ bytes: dump.sealed.length, sha256: sha256(dump.sealed), plainBytes: text.length, plainSha256: sha256(text) });
    for (const { name } of manifest.tables) expect(text.includes(`CREATE TABLE \`${name}\``)).toBe(true);
    const keys = await openedAt(city, `${row!.place}keys.age`);
    expect(keys.bytes.equals(readFileSync(deps().safekeeping.keyFile))).toBe(true);
    expect(manifest.keys).toEqual({ bytes: keys.sealed.length, sha256: sha256(keys.sealed), plainSha256: sha256(keys.bytes) });
    await expect(openedAt({ ...city, identity: (await backupKeys()).identity }, `${row!.place}dump.sql.gz.age`)).rejects.toThrow(/no identity matched/);
    expect(sha256(await store().read(`${row!.place}manifest.json`, 1e7))).toBe(row!.manifestSha256);
  });

  it('is backed up once where two want it at once, and not again where it was made meanwhile', async () => {
    city.product.clock.advance(1);
    const wish = { kinds: ['database' as const], wantedAt: city.product.clock.now().toISOString(), startedBy: null };
    const before = (await rows('database')).length;
    expect((await Promise.all([1, 2].map(() => backUp(deps(), wish, new AbortController().signal)))).sort()).toEqual(['busy', 'made']);
    expect(await backUp(deps(), wish, new AbortController().signal)).toBe('made');
    expect(await rows('database')).toHaveLength(before + 1);
  });

  it('leaves nothing that looks finished where its process is killed half way; the next run cleans up and is whole', async () => {
    const before = await rows('database');
    const doomed = startOps(city, ['backup', 'daily']);
    await until(async () => (await rows('database')).some(({ state }) => state === 'running'));
    doomed.kill();
    await doomed.ended;
    const [left] = (await rows('database')).slice(before.length);
    expect(left).toMatchObject({ state: 'running' });
    // Killed a little later it would have left parts, too.
    await store().write(`${left!.place}dump.sql.gz.age`, Buffer.from('half'), 'application/octet-stream');
    expect(await store().stat(`${left!.place}manifest.json`)).toBeUndefined();
    expect(await backUp(deps(), { kinds: ['database'], wantedAt: city.product.clock.now().toISOString(), startedBy: null }, new AbortController().signal)).toBe('busy');
    city.product.clock.advance(125);
    const [next] = await backedUp(city, ['database']);
    expect(await deps().db.manager.findOneBy(SystemBackup, { id: left!.id })).toMatchObject({ state: 'failed', failure: expect.stringContaining('中途结束') });
    expect(await store().list(left!.place)).toEqual([]);
    await manifestAt(city, `${next!.place}manifest.json`);
  });

  it('is not backed up where the tool ends badly, however much it wrote; the page says why', async () => {
    const place = (await backedUp(city, ['database']))[0]!;
    const broken = { ...deps(), safekeeping: { ...deps().safekeeping, toolFolder: '/nowhere' } };
    await expect(backUp(broken, { kinds: ['database'], wantedAt: new Date(city.product.clock.now().getTime() + 1).toISOString(), startedBy: null }, new AbortController().signal)).rejects.toThrow('没有找到数据库的备份工具');
    await deps().db.query('CREATE VIEW broken_view AS SELECT 1 AS one FROM jobs');
    await deps().db.query('RENAME TABLE jobs TO jobs_away');
    try {
      await expect(backUp(deps(), { kinds: ['database'], wantedAt: new Date(city.product.clock.now().getTime() + 1).toISOString(), startedBy: null }, new AbortController().signal)).rejects.toThrow(/数据库的备份工具没有成功/);
    } finally {
      await deps().db.query('RENAME TABLE jobs_away TO jobs');
      await deps().db.query('DROP VIEW broken_view');
    }
    const failed = (await rows('database')).filter(({ state }) => state === 'failed').at(-1)!;
    expect(failed.failure).toContain('broken_view');
    expect((await store().list(failed.place)).filter((key) => key.endsWith('manifest.json'))).toEqual([]);
    expect(await store().stat(`${place.place}manifest.json`)).toBeDefined();
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

  it('are copied byte for byte, each once; what needs no backup is not', async () => {
    await deps().storage.write('backups/someone/x.zip.age', Buffer.from('x'), 'application/octet-stream');
    const [first] = await backedUp(city, ['pictures']);
    const list = await listOf(first!);
    const bucket = city.product.simulators.oss.objects().map(({ key }) => key).filter((key) => !/^(incoming|backups|bulletin-codes)\//.test(key));
    expect(list.map(({ key }) => key)).toEqual([...bucket].sort());
    expect(list.length).toBeGreaterThan(10);
    for (const { key, bytes, sha256: print } of list) {
      const copy = await store().read(`pictures/objects/${key}`, 1e8);
      expect([copy.length, sha256(copy), copy.equals(await deps().storage.read(key, 1e8))]).toEqual([bytes, print, true]);
    }
    await completedDeal(city.product, agent, { plate: '浙B54321' });
    const [second] = await backedUp(city, ['pictures']);
    const added = await listOf(second!);
    expect(added.length).toBeGreaterThan(10);
    expect(added.filter(({ key }) => list.some((one) => one.key === key))).toEqual([]);
    expect(await manifestAt<PictureManifest>(city, `${runsFolder}${second!.id}.json`)).toMatchObject({ added: added.length, root: second!.root, previous: first!.id, previousRoot: first!.root, objects: list.length + added.length });
    const [third] = await backedUp(city, ['pictures']);
    expect(third).toMatchObject({ items: 0, bytes: 0 });
    expect(await store().list(plansFolder)).toEqual([]);
  });

  it('that are bent in the bucket are told, with their names, and do not take the place of a good copy', async () => {
    const [kept, other]: { object_key: string }[] = await deps().db.query("SELECT object_key FROM images WHERE object_key IS NOT NULL ORDER BY id LIMIT 2");
    const good = await store().read(`pictures/objects/${kept!.object_key}`, 1e8);
    const otherBytes = await deps().storage.read(other!.object_key, 1e8);
    await deps().storage.write(kept!.object_key, Buffer.from('bent'), 'application/octet-stream');
    // One that was bent before it was copied.
    await store().remove(`pictures/objects/${other!.object_key}`);
    await deps().storage.write(other!.object_key, Buffer.concat([otherBytes.subarray(1), Buffer.of(0)]), 'application/octet-stream');
    const said: string[] = [];
    await backupCommand(deps(), ['pictures'], (line) => said.push(line));
    expect(process.exitCode).toBe(1);
    process.exitCode = undefined;
    const failure = said.find((line) => line.includes('有问题'))!;
    for (const key of [kept!.object_key, other!.object_key]) expect(failure).toContain(key);
    expect((await store().read(`pictures/objects/${kept!.object_key}`, 1e8)).equals(good)).toBe(true);
    expect(await store().stat(`pictures/objects/${other!.object_key}`)).toBeUndefined();
    await deps().storage.write(kept!.object_key, good, 'application/octet-stream');
    await deps().storage.write(other!.object_key, otherBytes, 'application/octet-stream');
    const [mended] = await backedUp(city, ['pictures']);
    expect((await listOf(mended!)).map(({ key }) => key)).toContain(other!.object_key);
  });

  it('that a killed run had copied are in the list of the next one', async () => {
    const [image]: { object_key: string }[] = await deps().db.query("SELECT object_key FROM images WHERE object_key IS NOT NULL ORDER BY id LIMIT 1");
    await store().write(`${plansFolder}00000000-0000-7000-8000-000000000000.txt`, Buffer.from(`${image!.object_key}\nnever/copied\n`), 'text/plain');
    const [next] = await backedUp(city, ['pictures']);
    expect(await listOf(next!)).toEqual([expect.objectContaining({ key: image!.object_key })]);
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
      await safekeepingRound(deps());
      expect((await store().stat(`pictures/objects/${removed}`)) !== undefined).toBe(isThere);
    }
    expect(await store().stat(`pictures/objects/${image!.object_key}`)).toBeDefined();
  });
});
