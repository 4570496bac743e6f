import { createHash } from 'node:crypto';
import { addAbortSignal } from 'node:stream';
import { readCheckpoint } from 'yongche-verify/note.cjs';
import type { Deps } from '../../deps';
import { type AddFile, type Archive, openArchive } from '../evidence/archive';
import { lastCheckpoint, verifierKey } from '../evidence/checkpoints';
import { writeDealFiles } from '../evidence/deal-files';
import { dealContent, pictureName } from '../evidence/package-content';
import { Market } from '../registry/market.entity';
import { Transaction } from '../transactions/transaction.entity';
import { backupReadme, type DealLine, dealLine, dealsTable, folderOf, type Manifest } from './backup-manifest';
import { encryptFor } from './encrypt-for';
import type { MarketBackup } from './market-backup.entity';

type ArchiveDeps = Pick<Deps, 'db' | 'keys' | 'storage' | 'log' | 'clock'>;

/** How far an archive has come. */
export type Progress = Pick<MarketBackup, 'dealsDone' | 'pictures' | 'picturesLeftOut'>;

interface Order {
  backup: MarketBackup;
  objectKey: string;
  /** Deals in the order of their completion. */
  dealIds: string[];
  signal: AbortSignal;
  /** Told after each deal; what it throws ends the work. */
  onProgress(progress: Progress): Promise<void>;
}

/**
 * Makes the archive and writes it into the storage as it comes: one picture and one part of the upload are in memory at a time, and
 * about half a kilobyte for each file that is in it already. Where it fails or is aborted, nothing of it stays.
 */
export async function writeArchive(deps: ArchiveDeps, order: Order): Promise<{ bytes: number; sha256: string }> {
  const archive = openArchive(deps.clock.now());
  addAbortSignal(order.signal, archive.stream);
  // Read by nobody yet, it must not bring the process down where it is aborted.
  archive.stream.on('error', () => undefined);
  const hash = createHash('sha256');
  let bytes = 0;
  async function* measured(chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      hash.update(chunk);
      yield chunk;
    }
  }
  const filling = fill(deps, order, archive).catch((error: Error) => {
    archive.stream.destroy(error);
    throw error;
  });
  const writing = encryptFor(order.backup.recipient, archive.stream)
    .then((encrypted) => deps.storage.writeStream(order.objectKey, measured(encrypted), 'application/octet-stream'))
    .finally(() => archive.stream.destroy());
  const failed = (await Promise.allSettled([filling, writing])).find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
  return { bytes, sha256: hash.digest('hex') };
}

async function fill(deps: ArchiveDeps, { backup, dealIds, onProgress }: Order, archive: Archive): Promise<void> {
  const { db, clock } = deps;
  const [madeAt, market] = [clock.now(), await db.manager.findOneByOrFail(Market, { id: backup.marketId })];
  const files: Manifest['files'] = [];
  const picturesLeftOut: Manifest['picturesLeftOut'] = [];
  const lines: DealLine[] = [];
  const add: AddFile = async (name, bytes) => {
    files.push({ name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
    await archive.add(name, bytes);
  };
  for (const id of dealIds) {
    const content = await dealContent(deps, await db.manager.findOneByOrFail(Transaction, { id, marketId: backup.marketId }));
    const folder = folderOf(content.deal);
    const packed = await writeDealFiles(deps, content, { add: (name, bytes) => add(folder + name, bytes), until: archive.stream, withThumbnails: false });
    if (archive.stream.destroyed) return;
    for (const { image, left } of packed) if (left) picturesLeftOut.push({ file: folder + pictureName(image), reason: left });
    lines.push(await dealLine(db.manager, content, packed));
    await onProgress({ dealsDone: lines.length, pictures: sumOf(lines, 'pictures'), picturesLeftOut: picturesLeftOut.length });
  }
  await add('deals.csv', dealsTable(lines));
  await add('README.txt', backupReadme(backup, market, { lines, madeAt }));
  const manifest: Manifest = {
    format: 'yongche market backup 1',
    market: { code: market.code, name: market.name },
    from: backup.fromOn,
    to: backup.toOn,
    madeAt: madeAt.toISOString(),
    totals: { deals: lines.length, pictures: sumOf(lines, 'pictures'), picturesLeftOut: picturesLeftOut.length, files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) },
    log: await stateOfLog(deps),
    withoutProof: lines.filter(({ isProven }) => !isProven).map(({ deal }) => deal.serial),
    picturesLeftOut,
    files,
  };
  await archive.add('manifest.json', Buffer.from(JSON.stringify(manifest, null, 1)));
  archive.end();
}

async function stateOfLog({ db, keys }: Pick<Deps, 'db' | 'keys'>): Promise<Manifest['log']> {
  const last = await lastCheckpoint(db.manager);
  return last ? { key: verifierKey(keys, readCheckpoint(last.note)!.origin), checkpoint: { note: last.note, at: last.at.toISOString() } } : null;
}

const sumOf = (lines: DealLine[], count: 'pictures') => lines.reduce((sum, line) => sum + line[count], 0);
