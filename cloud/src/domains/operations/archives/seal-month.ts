import { createHash } from 'node:crypto';
import { audit } from '../../../audit/audit';
import { originOf, verifierKey } from '../../evidence/checkpoints';
import { monthAfter } from '../../ledger/calendar-month';
import { stateOfLog } from '../backup-archive';
import type { Run } from '../backups/back-up';
import { BackupProblem } from '../backups/backup-problem';
import { keysBelow } from '../backups/picture-runs';
import { bySystem, type Ending } from '../backups/record';
import { openManifest, signManifest } from '../backups/signed-manifest';
import { type Asking, auditHead, evidenceHead, ledgerSums } from '../backups/table-sums';
import { readIfThere } from '../drills/find-dump';
import { countDealsOfMonth } from './deals-of-month';
import { archiveKeptUntil, boundsOf, monthWords, sealedBefore } from './months';
import type { LeftOut, Volume, VolumeDeps, Volumes } from './write-volumes';

export const indexName = 'index.json';
export const folderOfMonth = (month: string) => `archives/${month}/`;

/** 封存索引: what the signed index of a month says. It is written last, once, and is the month's seal. */
export interface MonthIndex {
  format: 'yongche monthly archive 1';
  month: string;
  madeAt: string;
  /** Who can open the volumes. */
  recipient: string;
  totals: { deals: number; pictures: number; leftOut: LeftOut };
  /** What the database itself counted when the month was sealed. */
  database: { deals: number };
  /** RFC 6962 over the deals in the order of their completion; a leaf is `<serial> <SHA-256 of record.json>`. */
  root: string;
  volumes: Volume[];
  log: { key: string; checkpoint: { note: string; at: string } } | null;
  audit: { rows: number; head: string };
  evidence: { size: number; root: string };
  ledger: { fund: string; debit: number; credit: number }[];
  /** The index of the month before; null for the one with which the chain begins. */
  previous: { month: string; sha256: string } | null;
}

const mostIndexBytes = 16 * 1024 * 1024;

/** The index in the store; undefined before the month is sealed. @throws BackupProblem where it is not what was signed */
export async function readIndex({ db, keys, publicUrl, backupStore }: Pick<VolumeDeps, 'db' | 'keys' | 'publicUrl' | 'backupStore'>, month: string): Promise<{ index: MonthIndex; bytes: Buffer } | undefined> {
  const key = folderOfMonth(month) + indexName;
  const bytes = await readIfThere(backupStore, key, mostIndexBytes);
  if (!bytes) return undefined;
  const index = openManifest<MonthIndex>(verifierKey(keys, await originOf(db.manager, publicUrl)), bytes);
  if (index?.month !== month) throw new BackupProblem(`备份存储里 ${key} 的签名不符：被改动，或不是本系统封存的。请从协会的归档找回这一份，再重新开始。`);
  return { index, bytes };
}

/**
 * 封存: signs and writes the index over the finished volumes; what belongs to no volume leaves the folder.
 * @throws BackupProblem where the volumes do not hold all deals of the month
 */
export async function sealMonth(deps: VolumeDeps, month: string, { volumes, root }: Volumes, { id, place, keep }: Run): Promise<Ending> {
  const { clock, backupStore: store } = deps;
  const sumOf = (count: (volume: Volume) => number) => volumes.reduce((sum, volume) => sum + count(volume), 0);
  const totals = { deals: sumOf(({ deals }) => deals), pictures: sumOf(({ pictures }) => pictures), leftOut: { disposed: sumOf((one) => one.leftOut.disposed), erased: sumOf((one) => one.leftOut.erased), damaged: sumOf((one) => one.leftOut.damaged) } };
  const { database, ...state } = await stateOfDatabase(deps, month);
  if (database.deals !== totals.deals) throw new BackupProblem(`数据库里${monthWords(month)}有 ${database.deals} 笔已完成的交易，写入归档的有 ${totals.deals} 笔，没有封存。请技术单位核对。`);
  const previous = await previousOf(deps, month);
  const index: MonthIndex = { format: 'yongche monthly archive 1', month, madeAt: clock.now().toISOString(), recipient: deps.recipient, totals, database, root, volumes, log: await stateOfLog(deps), ...state, previous };
  const signed = await signManifest(deps, index);
  await keep();
  // Whoever was taken for dead, and wakes up here, finds what its successor has sealed.
  const sealed = await readIndex(deps, month);
  if (sealed) return endingOf(sealed);
  // Volumes leave a damaged picture out by a person’s decision only.
  if (totals.leftOut.damaged > 0) await audit(deps.db.manager, bySystem(clock.now()), { action: 'operations.archived_without_pictures', subject: { type: 'system_backup', id }, details: { month, pictures: totals.leftOut.damaged } });
  await store.write(place + indexName, signed, 'application/json');
  await removeStrays(deps, place, volumes);
  return endingOf({ index, bytes: signed });
}

/** How a sealed month ends its run. */
export function endingOf({ index, bytes }: { index: MonthIndex; bytes: Buffer }): Ending {
  const { until } = boundsOf(index.month);
  const manifestSha256 = createHash('sha256').update(bytes).digest('hex');
  return { items: index.totals.deals, bytes: index.volumes.reduce((sum, volume) => sum + volume.bytes, 0), root: index.root, coversUntil: until, keptUntil: archiveKeptUntil(index.month, new Date(index.madeAt)), manifestSha256 };
}

/** All of one moment. */
async function stateOfDatabase({ db }: VolumeDeps, month: string): Promise<Pick<MonthIndex, 'database' | 'audit' | 'evidence' | 'ledger'>> {
  return db.transaction('REPEATABLE READ', async (tx) => {
    const asking: Asking = { query: async (sql, values) => [await tx.query(sql, values)] };
    return { database: { deals: await countDealsOfMonth(tx, month) }, audit: await auditHead(asking), evidence: await evidenceHead(asking), ledger: await ledgerSums(asking) };
  });
}

async function previousOf({ db }: VolumeDeps, month: string): Promise<MonthIndex['previous']> {
  const before = monthAfter(month, -1);
  const { before: sealed, isAnySealed } = await sealedBefore(db.manager, before);
  if (sealed?.manifestSha256) return { month: before, sha256: sealed.manifestSha256 };
  if (isAnySealed) throw new BackupProblem(`${monthWords(before)}还没有归档，不能先封存${monthWords(month)}。`);
  return null;
}

/** What runs that were killed, or taken for dead, left in the folder. */
async function removeStrays({ backupStore: store, log }: VolumeDeps, place: string, volumes: Volume[]): Promise<void> {
  const own = new Set(volumes.map(({ file }) => place + file));
  try {
    for (const key of await keysBelow(store, place)) if (key.endsWith('.zip.age') && !own.has(key)) await store.remove(key);
  } catch (error) {
    log.warn({ err: error, place }, 'what an earlier run left in the folder of an archive could not be removed');
  }
}
