import { Readable } from 'node:stream';
import type { EntityManager } from 'typeorm';
import { ZipFile } from 'yazl';
import type { Deps } from '../../deps';
import { ensure, Refusal } from '../../http/errors';
import { type ChecksRecord, checksRecordOf } from '../checks/stored-results';
import { Market } from '../registry/market.entity';
import { imagesInForce } from '../transactions/deals';
import type { Image } from '../transactions/image.entity';
import { Party } from '../transactions/party.entity';
import { openPicture } from '../transactions/sealed-pictures';
import type { Transaction } from '../transactions/transaction.entity';
import type { EvidenceCheckpoint } from './evidence-checkpoint.entity';
import type { EvidenceLeaf, EvidenceRecord } from './evidence-log.entity';
import { evidenceOf, photoTitles } from './evidence-state';
import { type LeafProof, proofOf } from './proof';
import { openingOf } from './record';
import { evidenceReport } from './report-pdf';
import { readmeOf } from './readme';

type PackageDeps = Pick<Deps, 'db' | 'clock' | 'keys' | 'storage' | 'log' | 'publicUrl'>;

/** A deal with everything that goes into its package but the pictures themselves. */
export interface PackageContent {
  deal: Transaction;
  market: Market;
  record: EvidenceRecord;
  leaf: EvidenceLeaf;
  checkpoint: EvidenceCheckpoint;
  proof: LeafProof;
  /** Null where the deal was never checked. */
  checks: ChecksRecord | null;
  images: Image[];
  titleOf: (slot: string) => string;
  made: { at: Date; reason: string; publicUrl: string };
}

/** What became of one picture on its way into the package. */
export interface PackedPicture {
  image: Image;
  /** JPEG; null where there is none, or where the picture is left out. */
  thumbnail: Buffer | null;
  /** Why it is left out. */
  left: 'erased' | 'damaged' | null;
}

const extensions: Record<string, string> = { 'image/png': 'png', 'image/webp': 'webp' };
export const pictureName = ({ slot, id, contentType }: Image) => `pictures/${slot}-${id}.${extensions[contentType] ?? 'jpg'}`;

/** @throws transaction.wrong_state for a deal without evidence, evidence.not_checkpointed before a checkpoint covers it */
export async function packageContent({ db, keys, clock, publicUrl }: PackageDeps, deal: Transaction, reason: string): Promise<PackageContent> {
  const { record, leaf, checkpoint } = await evidenceOf(db.manager, deal.id);
  ensure(record, 'transaction.wrong_state');
  ensure(leaf && checkpoint, 'evidence.not_checkpointed');
  return {
    deal,
    market: await db.manager.findOneByOrFail(Market, { id: deal.marketId }),
    record,
    leaf,
    checkpoint,
    proof: await proofOf(db, keys, leaf, checkpoint),
    checks: await checksRecordOf(db.manager, deal),
    images: await imagesInForce(db.manager, deal.id),
    titleOf: await photoTitles(db.manager, deal),
    made: { at: clock.now(), reason, publicUrl },
  };
}

/** 证据包 as a ZIP, read and sent picture by picture: at most one original is in memory at a time, and never for a client that has gone. */
export function packageStream(deps: PackageDeps, content: PackageContent): Readable {
  const zip = new ZipFile();
  const stream = zip.outputStream as Readable;
  zip.once('error', (error: Error) => stream.destroy(error));
  fill(deps, content, zip, stream).catch((error: unknown) => {
    deps.log.error({ err: error, transactionId: content.deal.id }, 'an evidence package could not be finished');
    stream.destroy(error as Error);
  });
  return stream;
}

async function fill(deps: PackageDeps, content: PackageContent, zip: ZipFile, stream: Readable): Promise<void> {
  const { record, proof, checks, made } = content;
  const mtime = made.at;
  const packed: PackedPicture[] = [];
  zip.addBuffer(Buffer.from(record.record), 'record.json', { mtime });
  zip.addBuffer(Buffer.from(JSON.stringify(proof, null, 2)), 'proof.json', { mtime });
  zip.addBuffer(Buffer.from(JSON.stringify(await partiesOf(deps, content), null, 2)), 'parties.json', { mtime });
  // Byte for byte as the record's digest is made.
  if (checks) zip.addBuffer(Buffer.from(JSON.stringify(checks)), 'checks.json', { mtime });
  for (const image of content.images) {
    if (stream.destroyed) return;
    const opened = await open(deps, image);
    packed.push({ image, thumbnail: opened.thumbnail, left: opened.left });
    if (opened.full) await addWhole(zip, pictureName(image), opened.full, { mtime, until: stream });
  }
  zip.addBuffer(await evidenceReport(content, packed), '证据报告.pdf', { mtime, compress: false });
  zip.addBuffer(Buffer.from(readmeOf(content, packed)), 'README.txt', { mtime });
  zip.end();
}

/** Adds one file and waits until its bytes have gone into the answer, or nobody waits for them any more. */
function addWhole(zip: ZipFile, name: string, bytes: Buffer, { mtime, until }: { mtime: Date; until: Readable }): Promise<void> {
  return new Promise((resolve) => {
    until.once('close', resolve);
    const source = Readable.from([bytes], { objectMode: false }).once('end', () => {
      until.off('close', resolve);
      resolve();
    });
    zip.addReadStream(source, name, { mtime, compress: false, size: bytes.length });
  });
}

interface Opened {
  full: Buffer | null;
  thumbnail: Buffer | null;
  left: PackedPicture['left'];
}

/** A picture whose persons have been erased, or that does not open, is left out and said so; the rest still proves itself. */
async function open(deps: PackageDeps, image: Image): Promise<Opened> {
  try {
    return { full: await openPicture(deps, image, 'full'), thumbnail: image.thumbnailKey ? await openPicture(deps, image, 'thumbnail') : null, left: null };
  } catch (error) {
    if (!(error instanceof Refusal) || !['image.erased', 'image.damaged'].includes(error.code)) throw error;
    return { full: null, thumbnail: null, left: error.code === 'image.erased' ? 'erased' : 'damaged' };
  }
}

/** What opens the commitments of the record: names, numbers and salts of those who have not been erased. */
async function partiesOf({ db, keys }: PackageDeps, { deal, record }: PackageContent) {
  const parties = await partyRows(db.manager, deal.id);
  const opened = parties.map((party) => ({ partyId: party.id, own: openingOf(keys, party, record, 'own'), delegate: openingOf(keys, party, record, 'delegate') }));
  return { format: 'yongche evidence parties 1', parties: opened };
}

const partyRows = (tx: EntityManager, transactionId: string) => tx.find(Party, { where: { transactionId }, order: { position: 'ASC' } });
