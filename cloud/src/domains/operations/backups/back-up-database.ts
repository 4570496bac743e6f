import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Deps } from '../../../deps';
import { originOf, verifierKey } from '../../evidence/checkpoints';
import { rowsOf } from './backup-connection';
import { historyOf } from './change-history';
import { findDatabaseTools } from './database-tools';
import { dumpDatabase, type Moment, storeFor, type Stored } from './dump-database';
import { picturesSoFar } from './picture-runs';
import type { Ending } from './record';
import { daysFrom, keptDays } from './retention';
import { signManifest } from './signed-manifest';
import { auditHead, evidenceHead, ledgerSums, type TableSum, tableSums } from './table-sums';

export const databaseFolder = 'database/';
export const placeOfDump = (runId: string) => `${databaseFolder}${runId}/`;

/** What the signed manifest of a dump says; `sums` and all that follows are of the very moment of the dump. */
export interface DatabaseManifest {
  format: 'yongche database backup 1';
  id: string;
  startedAt: string;
  takenAt: string;
  /** `uuid` is the history of the log of changes in which `position` lies: the folder `changes/<uuid>/`; null where the server keeps no log. */
  server: { kind: 'mariadb' | 'mysql'; version: string; uuid: string | null };
  /** Name of the last migration. */
  schema: string;
  position: { file: string; offset: number } | null;
  dump: Stored;
  keys: { bytes: number; sha256: string; plainSha256: string };
  tables: TableSum[];
  ledger: { fund: string; debit: number; credit: number }[];
  audit: { rows: number; head: string };
  evidence: { size: number; root: string };
  /** What the runs before this one had copied. */
  pictures: { run: string | null; objects: number; bytes: number };
}

type Looking = Omit<DatabaseManifest, 'dump' | 'keys' | 'id' | 'format' | 'startedAt' | 'pictures'>;

type DumpDeps = Pick<Deps, 'db' | 'clock' | 'keys' | 'publicUrl' | 'safekeeping' | 'log'> & { backupStore: NonNullable<Deps['backupStore']> };

/** 每日备份 of the database: a dump, the keys without which nothing in it opens, and last of all the manifest, without which a run does not exist. */
export async function backUpDatabase(deps: DumpDeps, { id, place, startedAt, signal, keep }: { id: string; place: string; startedAt: Date; signal: AbortSignal; keep: () => Promise<void> }): Promise<Ending> {
  const { backupStore: store, safekeeping } = deps;
  const recipient = safekeeping.recipient!;
  await removeUnfinished(deps);
  const tools = await findDatabaseTools(safekeeping.toolFolder);
  const where = { databaseUrl: safekeeping.databaseUrl, tools, store, recipient, now: () => deps.clock.now() };
  const { dump, seen } = await dumpDatabase(where, { key: `${place}dump.sql.gz.age`, signal, look: (moment) => lookAt(deps, moment) });
  const plainKeys = await readFile(safekeeping.keyFile);
  const keys = { ...(await storeFor(recipient, store, `${place}keys.age`, Readable.from([plainKeys]))), plainSha256: sha256(plainKeys) };
  const manifest: DatabaseManifest = { format: 'yongche database backup 1', id, startedAt: startedAt.toISOString(), ...seen, dump, keys, pictures: await picturesSoFar(store, verifierKey(deps.keys, await originOf(deps.db.manager, deps.publicUrl))) };
  const signed = await signManifest(deps, manifest);
  signal.throwIfAborted();
  await keep();
  await store.write(`${place}manifest.json`, signed, 'application/json');
  const takenAt = new Date(seen.takenAt);
  return { items: seen.tables.reduce((sum, { rows }) => sum + rows, 0), bytes: dump.bytes + keys.bytes + signed.length, root: null, coversUntil: takenAt, keptUntil: daysFrom(takenAt, keptDays), manifestSha256: sha256(signed) };
}

async function lookAt(deps: DumpDeps, { snapshot, takenAt, position }: Moment): Promise<Looking> {
  const [server] = await rowsOf<{ version: string }>(snapshot, 'SELECT VERSION() AS version');
  const [schema] = await rowsOf<{ name: string }>(snapshot, 'SELECT name FROM migrations ORDER BY id DESC LIMIT 1');
  return {
    takenAt: takenAt.toISOString(),
    server: { kind: /mariadb/i.test(server!.version) ? 'mariadb' : 'mysql', version: server!.version, uuid: position ? (await historyOf(deps.db, snapshot, takenAt, position)).id : null },
    schema: schema?.name ?? '',
    position: position ?? null,
    tables: await tableSums(snapshot),
    ledger: await ledgerSums(snapshot),
    audit: await auditHead(snapshot),
    evidence: await evidenceHead(snapshot),
  };
}

/** What a run left that was killed half way. A store that lets nobody remove anything keeps it; nobody takes it for a backup. */
async function removeUnfinished({ backupStore: store, log }: DumpDeps): Promise<void> {
  for (const { place, keys } of await dumpsIn(store)) {
    if (keys.includes(`${place}manifest.json`)) continue;
    for (const key of keys) await store.remove(key).catch((error: unknown) => log.warn({ err: error, key }, 'what an unfinished backup left could not be removed'));
  }
}

/** All dumps that lie in the store, whole or not, the oldest first. */
export async function dumpsIn(store: DumpDeps['backupStore']): Promise<{ id: string; place: string; keys: string[] }[]> {
  const dumps = new Map<string, string[]>();
  for (let page = await store.list(databaseFolder); page.length > 0; page = await store.list(databaseFolder, page.at(-1))) {
    for (const key of page) {
      const id = key.slice(databaseFolder.length).split('/')[0]!;
      dumps.set(id, [...(dumps.get(id) ?? []), key]);
    }
  }
  return [...dumps].map(([id, keys]) => ({ id, place: placeOfDump(id), keys }));
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
