import { type EntityManager, In, LessThanOrEqual } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import { nextDay, startOfDay } from '../../clock';
import { isDuplicateKey } from '../../database-errors';
import type { Deps } from '../../deps';
import type { StaffActor } from '../../http/actor';
import { ensure, Refusal } from '../../http/errors';
import { enqueue } from '../../jobs/queue';
import { Staff } from '../identity/staff.entity';
import { Market } from '../registry/market.entity';
import { MarketBackup } from './market-backup.entity';

const addressSeconds = 24 * 3600;
/** Backups that a market's list shows. */
const shown = 50;

/** Everything that lies in the storage of backups lies below it. */
export const backupFolder = 'backups/';
export const folderOfBackup = (id: string) => `${backupFolder}${id}/`;

/** The market's deals that were completed in the period, by the day in Shanghai, oldest first. */
export async function completedDealsOf(tx: EntityManager, { marketId, fromOn, toOn }: Pick<MarketBackup, 'marketId' | 'fromOn' | 'toOn'>): Promise<string[]> {
  const rows: { id: string }[] = await tx.query("SELECT id FROM transactions WHERE market_id = ? AND state = 'completed' AND completed_at >= ? AND completed_at < ? ORDER BY completed_at, id", [
    marketId,
    startOfDay(fromOn),
    startOfDay(nextDay(toOn)),
  ]);
  return rows.map(({ id }) => id);
}

/** 申请自愿备份 of the actor's own market. @throws backup.empty; backup.running where another one waits or is being made */
export async function requestBackup(tx: EntityManager, { actor, from, to, recipient }: { actor: StaffActor; from: string; to: string; recipient: string }, by: By): Promise<MarketBackup> {
  const backup: MarketBackup = {
    ...{ id: uuidv7(), marketId: actor.marketId!, runningMarketId: actor.marketId, fromOn: from, toOn: to, state: 'waiting', recipient, requestedBy: actor.staffId, requestedAt: by.at },
    ...{ deals: 0, dealsDone: 0, pictures: 0, picturesLeftOut: 0, objectKey: null, bytes: null, sha256: null, readyAt: null, keptUntil: null, failure: null },
  };
  backup.deals = (await completedDealsOf(tx, backup)).length;
  ensure(backup.deals > 0, 'backup.empty');
  await tx.insert(MarketBackup, backup).catch((error: unknown) => {
    throw isDuplicateKey(error, 'market_backups_running') ? new Refusal('backup.running') : error;
  });
  await audit(tx, by, { action: 'operations.backup_requested', subject: { type: 'market_backup', id: backup.id }, details: { from, to, deals: backup.deals, recipient } });
  await enqueue(tx, 'operations.make-backup', { backupId: backup.id }, { runAt: by.at });
  return backup;
}

/** A backup of the actor's own market. @throws backup.not_found for any other */
export async function findBackup(tx: EntityManager, id: string, { marketId }: StaffActor): Promise<MarketBackup> {
  const backup = marketId && (await tx.findOneBy(MarketBackup, { id, marketId }));
  ensure(backup, 'backup.not_found');
  return backup;
}

/** The own market's backups, the latest first. */
export async function listBackups(tx: EntityManager, { marketId }: StaffActor) {
  return present(tx, await tx.find(MarketBackup, { where: { marketId: marketId! }, order: { requestedAt: 'DESC', id: 'DESC' }, take: shown }));
}

/** Backups as the contract has them. */
export async function present(tx: EntityManager, backups: MarketBackup[]) {
  const people = await tx.findBy(Staff, { id: In(backups.map(({ requestedBy }) => requestedBy)) });
  return backups.map(({ fromOn, toOn, requestedBy, ...backup }) => ({ ...backup, from: fromOn, to: toOn, requestedBy: people.find(({ id }) => id === requestedBy)?.name ?? '' }));
}

/** An address for the browser's own downloads, which go on after a break; each one leaves a row. @throws backup.not_ready */
export async function addressOf({ db, storage }: Pick<Deps, 'db' | 'storage'>, { id, state, objectKey, keptUntil, marketId, fromOn, toOn }: MarketBackup, by: By) {
  ensure(state === 'ready' && objectKey && keptUntil && keptUntil > by.at, 'backup.not_ready');
  const expiresInSeconds = Math.min(addressSeconds, Math.ceil((keptUntil.getTime() - by.at.getTime()) / 1000));
  const market = await db.manager.findOneByOrFail(Market, { id: marketId });
  const url = await storage.downloadAddress(objectKey, { name: `甬车备份-${market.name}-${fromOn}至${toOn}.zip.age`, expiresInSeconds });
  await audit(db.manager, by, { action: 'operations.backup_downloaded', subject: { type: 'market_backup', id }, details: { from: fromOn, to: toOn } });
  return { url, expiresAt: new Date(by.at.getTime() + expiresInSeconds * 1000) };
}

/** 删去 a backup's file, or breaks off its making; one that is over stays as it is. The file itself goes with `removeFiles`. */
export async function removeBackup(tx: EntityManager, { id, fromOn, toOn }: MarketBackup, by: By): Promise<void> {
  const { affected } = await tx.update(MarketBackup, { id, state: In(['waiting', 'making', 'ready']) }, { state: 'removed', runningMarketId: null });
  if (affected) await audit(tx, by, { action: 'operations.backup_removed', subject: { type: 'market_backup', id }, details: { from: fromOn, to: toOn } });
}

/** Takes the files of a removed backup out of the storage; where that fails, the round does it. */
export async function removeFiles({ storage, log }: Pick<Deps, 'storage' | 'log'>, { id }: Pick<MarketBackup, 'id'>): Promise<void> {
  try {
    for (const key of await storage.list(folderOfBackup(id))) await storage.remove(key);
  } catch (error) {
    log.warn({ err: error, backupId: id }, 'the file of a removed backup could not be removed yet');
  }
}

/** What is due of backups: those whose time is over are removed, and what belongs to none leaves the storage. Repeatable. */
export async function sweepBackups({ db, storage }: Pick<Deps, 'db' | 'storage'>, by: By): Promise<void> {
  for (const backup of await db.manager.findBy(MarketBackup, { state: 'ready', keptUntil: LessThanOrEqual(by.at) })) await db.transaction((tx) => removeBackup(tx, backup, by));
  // Listed first: what is begun meanwhile has its row before its first byte.
  const lying: string[] = [];
  for (let page = await storage.list(backupFolder); page.length > 0; page = await storage.list(backupFolder, page.at(-1))) lying.push(...page);
  const kept = await db.manager.find(MarketBackup, { select: { id: true, objectKey: true }, where: { state: In(['making', 'ready']) } });
  const keys = new Set(kept.map(({ objectKey }) => objectKey));
  for (const key of lying) if (!keys.has(key)) await storage.remove(key);
  await storage.abandonUploads(backupFolder, (key) => keys.has(key));
}
