import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { createDiskStore } from '../../../adapters/storage/disk';
import { keyFileContent, type KeyRing, keyRing } from '../../../adapters/keys/key-ring';
import { openDatabase } from '../../../database';
import { secondInShanghai } from '../../audit/wording';
import { verifierKey } from '../../evidence/checkpoints';
import { connectTo } from '../backups/backup-connection';
import { findDatabaseTools } from '../backups/database-tools';
import { measuring } from '../backups/dump-database';
import { checkBalance, compareDump } from './compare-dump';
import { contentOf, fetchSealed } from './fetch-sealed';
import { type ChangeFile, type Changes, findChanges } from './find-changes';
import { dumpKeyOf, type DumpManifest, findDump, jsonOf, keysKeyOf, ownersOf } from './find-dump';
import { BackupRefused } from './refusal';
import type { Report } from './report';
import type { RestoreDrill } from './restore-drill.entity';
import { type Replayed, replayChanges, restoreDump, type Target } from './restore-database';
import { comparePictures, restoreBucket } from './restore-pictures';
import type { DrillDeps } from './run-drill';
import { walkAuditChain, walkEvidenceLog } from './walk-logs';
import type { Workplace } from './workplace';

/** One drill at work. */
export interface Drilling {
  /** Filled as it goes on. */
  drill: RestoreDrill;
  report: Report;
  workplace: Workplace;
  identities: string[];
  verifier: string;
  pictures: 'all' | number;
  restoreTo: Date | undefined;
  signal: AbortSignal;
}

/** Everything of a drill between an empty database and its report. @throws BackupRefused before anything of a damaged backup is used, DrillNotMade */
export async function carryOut(deps: DrillDeps, drilling: Drilling): Promise<void> {
  const { drill, report, workplace, restoreTo, signal } = drilling;
  const aheadMs = await clockAhead(deps);
  const { manifest, changes } = await report.step('find', () => find(deps, drilling, aheadMs));
  Object.assign(drill, { backupId: manifest.id, restoredTo: new Date(manifest.takenAt) });
  const files = await report.step('fetch', () => fetchAll(deps, drilling, manifest, changes.files));
  const tools = await findDatabaseTools(deps.safekeeping.toolFolder);
  const { url } = await report.step('open', () => workplace.openDatabase());
  const target: Target = { tools, url, signal };
  const source = await report.step('restore', () => restore(target, drilling, manifest, files.dump));
  drill.tableRows = await report.step('compare', () => onConnection(target.url, (connection) => compareDump(connection, manifest, report)));
  if (changes.files.length > 0) {
    const until = restoreTo && new Date(restoreTo.getTime() - aheadMs);
    const replayed = await report.step('replay', () => replayChanges(target, { files: files.changes, offset: manifest.position!.offset, from: source, until }));
    drill.restoredTo = restoreTo ?? new Date((replayed.lastAt ?? changes.until).getTime() + aheadMs);
    await onConnection(target.url, (connection) => checkBalance(connection, report));
    await checkMoment(target.url, { manifest, replayed, restoreTo, aheadMs }, report);
  }
  const db = await openDatabase(target.url, 4);
  try {
    if (await db.showMigrations()) await db.runMigrations();
    await compareRest(deps, drilling, { db, keys: files.keys, manifest, aheadMs });
  } finally {
    await db.destroy();
  }
}

/** The application's clock names moments, the database's server stamps its log: by how much the first is ahead. */
async function clockAhead({ db, clock }: DrillDeps): Promise<number> {
  const [{ now }]: [{ now: Date }] = await db.query('SELECT UTC_TIMESTAMP(3) AS now');
  return clock.now().getTime() - now.getTime();
}

async function find({ db, clock, backupStore }: DrillDeps, { drill, report, verifier, restoreTo }: Drilling, aheadMs: number): Promise<{ manifest: DumpManifest; changes: Changes }> {
  const store = backupStore!;
  const manifest = await findDump(db.manager, { store, verifier }, restoreTo);
  const changes = await findChanges(store, manifest, { verifier, restoreTo, aheadMs });
  const newest = restoreTo ? await findChanges(store, manifest, { verifier, restoreTo: undefined, aheadMs }) : changes;
  drill.lossSeconds = Math.max(0, Math.round((clock.now().getTime() - aheadMs - newest.until.getTime()) / 1000));
  const since = changes.files.length > 0 ? `之后的增量 ${changes.files.length} 个文件，到 ${secondInShanghai(new Date(changes.until.getTime() + aheadMs))}` : '之后没有要重放的增量';
  report.tell('manifest', `${secondInShanghai(new Date(manifest.takenAt))} 的数据库备份（${manifest.server.version}），${since}；签名都正确。`);
  return { manifest, changes };
}

interface Fetched {
  dump: string;
  keys: KeyRing;
  /** Plain. */
  changes: string[];
}

/** Fetches and judges every file before the first one is used; the changes are opened at once, their reader takes no stream. The keys come first: they tell in a moment whether the identity is the right one. */
async function fetchAll(deps: DrillDeps, drilling: Drilling, manifest: DumpManifest, changes: ChangeFile[]): Promise<Fetched> {
  const { report, workplace, identities, verifier, signal } = drilling;
  const store = deps.backupStore!;
  const folder = join(workplace.folder, 'files');
  await mkdir(folder, { mode: 0o700 });
  const keyOf = new Map(changes.map(({ sha256, key }) => [sha256, key]));
  const judging = { identities, signal, ownerOf: async (sha256: string) => keyOf.get(sha256) ?? ownersOf({ store, verifier }, sha256) };
  const [sealedKeys, dump] = [join(folder, 'keys.age'), join(folder, 'dump.age')];
  await fetchSealed(store, { key: keysKeyOf(manifest.id), ...manifest.keys }, sealedKeys, judging);
  const keys = await restoreKeys(deps, drilling, manifest, sealedKeys);
  await fetchSealed(store, { key: dumpKeyOf(manifest.id), ...manifest.dump }, dump, judging);
  const opened: string[] = [];
  for (const file of changes) {
    const [sealed, plain] = [join(folder, `${file.file}.age`), join(folder, file.file)];
    await fetchSealed(store, file, sealed, judging);
    await writeFile(plain, contentOf(sealed, file.key, identities), { mode: 0o600, signal });
    await rm(sealed);
    opened.push(plain);
  }
  const bytes = manifest.dump.bytes + manifest.keys.bytes + changes.reduce((sum, file) => sum + file.bytes, 0);
  report.tell('files', `${2 + changes.length} 个文件共 ${(bytes / 1e6).toFixed(1)} MB，大小和指纹与清单一致。`);
  return { dump, keys, changes: opened };
}

/** @returns the name of the database that was dumped */
async function restore(target: Target, { identities }: Drilling, { id, dump }: DumpManifest, path: string): Promise<string> {
  const plain = measuring();
  const source = await restoreDump(target, contentOf(path, dumpKeyOf(id), identities), plain);
  const { bytes, sha256 } = plain.result();
  if (sha256 !== dump.plainSha256) throw new BackupRefused('files', `文件 ${dumpKeyOf(id)} 打开后与清单不符：应有 ${dump.plainBytes} 字节的 SQL，实际 ${bytes} 字节。`);
  await rm(path);
  return source;
}

/** The keys as they came back with the backup; those at hand where the backup's are sealed by a KMS, which is asked nothing here. */
async function restoreKeys({ keys: own }: DrillDeps, { report, identities, verifier }: Drilling, { id }: DumpManifest, path: string): Promise<KeyRing> {
  // Open they are in memory only.
  const pieces: Uint8Array[] = [];
  for await (const piece of contentOf(path, keysKeyOf(id), identities)) pieces.push(piece);
  const text = Buffer.concat(pieces).toString();
  const parsed = keyFileContent.safeParse(jsonOf(text));
  if (!parsed.success) {
    const isSealed = /^\s*\{\s*"kms"/.test(text);
    report.tell('files', isSealed ? '密钥文件由 KMS 加密，恢复时要能使用同一把主密钥。' : '', isSealed ? [] : [`文件 ${keysKeyOf(id)} 打开后不是密钥文件。`]);
    return own;
  }
  const ring = keyRing(parsed.data);
  const origin = verifier.split('+')[0]!;
  report.tell('files', '备份里的密钥文件可以使用。', verifierKey(ring, origin) === verifier ? [] : [`文件 ${keysKeyOf(id)} 里的密钥不是签清单的那一套。`]);
  return ring;
}

/** That the replay ended before the moment, and where it ended. */
async function checkMoment(url: string, { manifest, replayed, restoreTo, aheadMs }: { manifest: DumpManifest; replayed: Replayed; restoreTo: Date | undefined; aheadMs: number }, report: Report): Promise<void> {
  const [last, rows] = await onConnection(url, async (connection) => {
    const [[events]] = (await connection.query('SELECT MAX(at) AS last, COUNT(*) AS amount FROM audit_events')) as unknown as [[{ last: Date | null; amount: string }]];
    return [events.last, Number(events.amount)] as const;
  });
  const lastAt = replayed.lastAt && new Date(replayed.lastAt.getTime() + aheadMs);
  const sentence = `重放了 ${replayed.transactions} 笔事务${lastAt ? `，最后一笔在 ${secondInShanghai(lastAt)}` : ''}${last ? `；最后一条审计记录在 ${secondInShanghai(last)}` : ''}${restoreTo ? `，指定的时刻是 ${secondInShanghai(restoreTo)}` : ''}。`;
  report.tell('moment', sentence, [
    ...(restoreTo && lastAt && lastAt > restoreTo ? ['重放越过了指定的时刻。'] : []),
    ...(restoreTo && last && last > restoreTo ? ['恢复后有指定时刻之后的审计记录。'] : []),
    ...(rows < manifest.audit.rows ? [`重放后审计记录 ${rows} 条，比备份时的 ${manifest.audit.rows} 条还少。`] : []),
  ]);
}

/** The two logs and the pictures, against the restored database. */
async function compareRest(deps: DrillDeps, { drill, report, workplace, verifier, pictures, signal }: Drilling, { db, keys, manifest, aheadMs }: { db: DataSource; keys: KeyRing; manifest: DumpManifest; aheadMs: number }): Promise<void> {
  const bucket = createDiskStore(join(workplace.folder, 'bucket'), 'disk drill');
  const seed = createHash('sha256').update(drill.id).digest('hex').slice(0, 16);
  await mkdir(join(workplace.folder, 'bucket'), { mode: 0o700 });
  const restored = await report.step('pictures', () => restoreBucket(deps.backupStore!, bucket, { db, run: manifest.pictures.run, verifier, pictures, seed, own: deps.db.manager, aheadMs, signal }));
  await report.step('walk', async () => {
    const walking = { db, bucket, keys, bucketUntil: restored.covered.until, signal };
    const chain = await walkAuditChain(walking);
    report.tell('audit_chain', `逐条核对 ${chain.length} 条。`, chain.found);
    const log = await walkEvidenceLog(walking);
    report.tell('evidence_log', `逐条重算 ${log.length} 条和它们的哈希树。`, log.found);
  });
  drill.pictures = await report.step('pictures', () => comparePictures(restored, { db, bucket, keys, log: deps.log, seed, signal }, report));
  const [{ deals }]: [{ deals: string }] = await db.query('SELECT COUNT(*) AS deals FROM transactions');
  drill.deals = Number(deals);
}

async function onConnection<Result>(url: string, work: (connection: Awaited<ReturnType<typeof connectTo>>) => Promise<Result>): Promise<Result> {
  const connection = await connectTo(url);
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}
