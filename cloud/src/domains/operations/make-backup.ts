import { IsNull, Not } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { ProviderError } from '../../adapters/provider-error';
import { audit, type By } from '../../audit/audit';
import type { Deps } from '../../deps';
import type { JobRun } from '../../jobs/queue';
import { Market } from '../registry/market.entity';
import { type Progress, writeArchive } from './backup-archive';
import type { Heading, Words } from './backup-manifest';
import { MarketBackup } from './market-backup.entity';
import { completedDealsOf, folderOfBackup } from './market-backups';

type MakeDeps = Pick<Deps, 'db' | 'keys' | 'storage' | 'log' | 'clock'>;

const keptDays = 7;
/** With the growing pauses between them: about four minutes in which the storage may come back. */
const tries = 8;

/** Somebody removed the backup, or another run took its place. */
class BackupGone extends Error {}

/**
 * Makes a backup from its beginning, whatever an earlier run came to: that one's parts and files go first. Ends at once where the
 * backup was removed meanwhile. @throws what failed, to be tried again, until it has failed too often and the manager is told
 */
export async function makeBackup(deps: MakeDeps, backupId: string, { signal, attempt }: JobRun): Promise<void> {
  const { db, storage } = deps;
  const objectKey = `${folderOfBackup(backupId)}${uuidv7()}.zip.age`;
  try {
    const { backup, dealIds } = await begin(deps, backupId, objectKey);
    await removeOthers(deps, backupId, objectKey);
    const { bytes, sha256 } = await writeArchive(deps, { ...(await orderOf(deps, backup)), dealIds, objectKey, signal, onProgress: (progress) => note(deps, { backupId, objectKey }, progress) });
    await finish(deps, { backup, objectKey }, { bytes, sha256 });
  } catch (error) {
    if (error instanceof BackupGone) return storage.remove(objectKey);
    if (signal.aborted || attempt < tries) throw error;
    deps.log.error({ err: error, backupId }, 'a market’s backup could not be made');
    await fail(deps, await db.manager.findOneByOrFail(MarketBackup, { id: backupId }), error);
  }
}

/** The backup and its deals as they are now; from here on the run's key is the one that counts. */
async function begin({ db }: MakeDeps, backupId: string, objectKey: string): Promise<{ backup: MarketBackup; dealIds: string[] }> {
  return db.transaction(async (tx) => {
    const backup = await tx.findOne(MarketBackup, { where: { id: backupId }, lock: { mode: 'pessimistic_write' } });
    if (!backup?.runningMarketId) throw new BackupGone();
    const dealIds = await completedDealsOf(tx, backup);
    await tx.update(MarketBackup, backupId, { state: 'making', objectKey, deals: dealIds.length, dealsDone: 0, pictures: 0, picturesLeftOut: 0 });
    return { backup, dealIds };
  });
}

/** What the file is, for whom, and what it says of itself. */
async function orderOf({ db, storage }: MakeDeps, { marketId, fromOn: from, toOn: to, recipient }: MarketBackup) {
  const { code, name } = await db.manager.findOneByOrFail(Market, { id: marketId });
  const heading: Heading = { format: 'yongche market backup 1', market: { code, name }, from, to };
  const care = '请只保存加密的文件，用完解密后的文件及时删除；密钥文件另处存放，两者都丢了谁也打不开。';
  const words: Words = { title: `甬车自愿备份　${name}`, deals: `${from} 至 ${to} 核对完成的交易`, files: '备份.zip.age --identity 密钥文件.txt', care };
  return { heading, words, marketId, recipient, store: storage };
}

/** What earlier runs left: finished files that nobody was told of, and parts of unfinished ones. */
async function removeOthers({ storage }: MakeDeps, backupId: string, objectKey: string): Promise<void> {
  const folder = folderOfBackup(backupId);
  await storage.abandonUploads(folder, (key) => key === objectKey);
  for (const key of await storage.list(folder)) await storage.remove(key);
}

async function note({ db }: MakeDeps, { backupId, objectKey }: { backupId: string; objectKey: string }, progress: Progress): Promise<void> {
  const { affected } = await db.manager.update(MarketBackup, { id: backupId, state: 'making', objectKey }, progress);
  if (!affected) throw new BackupGone();
}

async function finish({ db, clock }: MakeDeps, { backup: { id, fromOn, toOn }, objectKey }: { backup: MarketBackup; objectKey: string }, made: { bytes: number; sha256: string }): Promise<void> {
  const at = clock.now();
  await db.transaction(async (tx) => {
    const keptUntil = new Date(at.getTime() + keptDays * 24 * 3600_000);
    const { affected } = await tx.update(MarketBackup, { id, state: 'making', objectKey }, { state: 'ready', runningMarketId: null, ...made, readyAt: at, keptUntil });
    if (!affected) throw new BackupGone();
    const { deals, pictures, picturesLeftOut } = await tx.findOneByOrFail(MarketBackup, { id });
    await audit(tx, bySystem(at), { action: 'operations.backup_ready', subject: { type: 'market_backup', id }, details: { from: fromOn, to: toOn, deals, pictures, picturesLeftOut, ...made } });
  });
}

async function fail({ db, clock }: MakeDeps, { id, fromOn, toOn }: MarketBackup, error: unknown): Promise<void> {
  const at = clock.now();
  const failure = `${error instanceof ProviderError ? '存储服务多次没有应答' : '制作时多次出错，技术人员会收到记录'}，备份没有做成。请过一会儿再做一次；仍不成功请联系协会。`;
  await db.transaction(async (tx) => {
    const { affected } = await tx.update(MarketBackup, { id, runningMarketId: Not(IsNull()) }, { state: 'failed', runningMarketId: null, failure });
    if (affected) await audit(tx, bySystem(at), { action: 'operations.backup_failed', subject: { type: 'market_backup', id }, details: { from: fromOn, to: toOn } });
  });
}

const bySystem = (at: Date): By => ({ author: { kind: 'system' }, origin: undefined, at });
