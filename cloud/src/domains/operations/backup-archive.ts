import { createHash } from 'node:crypto';
import { addAbortSignal } from 'node:stream';
import { readCheckpoint } from 'yongche-verify/note.cjs';
import type { ObjectStore } from '../../adapters/storage/storage';
import type { Deps } from '../../deps';
import { type AddFile, type Archive, openArchive } from '../evidence/archive';
import { lastCheckpoint, verifierKey } from '../evidence/checkpoints';
import { writeDealFiles } from '../evidence/deal-files';
import { dealContent, pictureName } from '../evidence/package-content';
import { Transaction } from '../transactions/transaction.entity';
import { backupReadme, type DealLine, dealLine, dealsTable, folderOf, type Heading, type Manifest, type Words } from './backup-manifest';
import { measuring } from './backups/dump-database';
import { encryptFor } from './encrypt-for';
import type { MarketBackup } from './market-backup.entity';

type ArchiveDeps = Pick<Deps, 'db' | 'keys' | 'storage' | 'log' | 'clock'>;

/** How far an archive has come. */
export type Progress = Pick<MarketBackup, 'dealsDone' | 'pictures' | 'picturesLeftOut'>;

interface Order {
  heading: Heading;
  words: Words;
  /** age1…, of who reads it. */
  recipient: string;
  store: Pick<ObjectStore, 'writeStream'>;
  objectKey: string;
  /** Deals in the order of their completion. */
  dealIds: string[];
  /** Whose deals they all are; any market's where it is not given. */
  marketId?: string;
  signal: AbortSignal;
  /** Where a picture is looked for that does not open where it should be. */
  copies?: Pick<ObjectStore, 'read'>;
  /** Told after each deal; what it throws ends the work. */
  onProgress(progress: Progress): Promise<void>;
}

/** What is in an archive. */
export interface Filled {
  lines: DealLine[];
  picturesLeftOut: Manifest['picturesLeftOut'];
}

/**
 * Makes the archive and writes it into the store as it comes: one picture and one part of the upload are in memory at a time, and
 * about half a kilobyte for each file that is in it already. Where it fails or is aborted, nothing of it stays.
 */
export async function writeArchive(deps: ArchiveDeps, order: Order): Promise<Filled & { bytes: number; sha256: string }> {
  const archive = openArchive(deps.clock.now());
  addAbortSignal(order.signal, archive.stream);
  // Read by nobody yet, it must not bring the process down where it is aborted.
  archive.stream.on('error', () => undefined);
  const sealed = measuring();
  const filling = fill(deps, order, archive).catch((error: Error) => {
    archive.stream.destroy(error);
    throw error;
  });
  const writing = encryptFor(order.recipient, archive.stream)
    .then((encrypted) => order.store.writeStream(order.objectKey, sealed.through(encrypted), 'application/octet-stream'))
    .finally(() => archive.stream.destroy());
  const [filled, written] = await Promise.allSettled([filling, writing]);
  if (filled.status === 'rejected') throw filled.reason;
  if (written.status === 'rejected') throw written.reason;
  return { ...filled.value, ...sealed.result() };
}

async function fill(deps: ArchiveDeps, { heading, words, dealIds, marketId, copies, onProgress }: Order, archive: Archive): Promise<Filled> {
  const { db, clock } = deps;
  const madeAt = clock.now();
  const files: Manifest['files'] = [];
  const picturesLeftOut: Manifest['picturesLeftOut'] = [];
  const lines: DealLine[] = [];
  const add: AddFile = async (name, bytes) => {
    files.push({ name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
    await archive.add(name, bytes);
  };
  for (const id of dealIds) {
    const content = await dealContent(deps, await db.manager.findOneByOrFail(Transaction, { id, ...(marketId ? { marketId } : {}) }));
    const folder = folderOf(content.deal);
    const packed = await writeDealFiles(deps, content, { add: (name, bytes) => add(folder + name, bytes), until: archive.stream, withThumbnails: false, copies });
    if (archive.stream.destroyed) break;
    for (const { image, left } of packed) if (left) picturesLeftOut.push({ file: folder + pictureName(image), reason: left });
    lines.push(await dealLine(db.manager, content, packed));
    await onProgress({ dealsDone: lines.length, pictures: sumOf(lines, 'pictures'), picturesLeftOut: picturesLeftOut.length });
  }
  // Whoever destroyed it says why.
  if (archive.stream.destroyed) return { lines, picturesLeftOut };
  await add('deals.csv', dealsTable(lines));
  await add('README.txt', backupReadme(words, { lines, madeAt }));
  const manifest: Manifest = {
    ...heading,
    madeAt: madeAt.toISOString(),
    totals: { deals: lines.length, pictures: sumOf(lines, 'pictures'), picturesLeftOut: picturesLeftOut.length, files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) },
    log: await stateOfLog(deps),
    withoutProof: lines.filter(({ isProven }) => !isProven).map(({ deal }) => deal.serial),
    picturesLeftOut,
    files,
  };
  await archive.add('manifest.json', Buffer.from(JSON.stringify(manifest, null, 1)));
  archive.end();
  return { lines, picturesLeftOut };
}

/** Where the log stands now. */
export async function stateOfLog({ db, keys }: Pick<Deps, 'db' | 'keys'>): Promise<Manifest['log']> {
  const last = await lastCheckpoint(db.manager);
  return last ? { key: verifierKey(keys, readCheckpoint(last.note)!.origin), checkpoint: { note: last.note, at: last.at.toISOString() } } : null;
}

const sumOf = (lines: DealLine[], count: 'pictures') => lines.reduce((sum, line) => sum + line[count], 0);
