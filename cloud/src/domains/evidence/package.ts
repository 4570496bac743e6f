import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Deps } from '../../deps';
import { Refusal } from '../../http/errors';
import type { Image } from '../transactions/image.entity';
import { Party } from '../transactions/party.entity';
import { openPicture } from '../transactions/sealed-pictures';
import { type PackageContent, type PackedPicture, pictureName } from './package-content';
import { readmeOf } from './readme';
import { openingOf } from './record';
import { evidenceReport } from './report-pdf';

type PackageDeps = Pick<Deps, 'db' | 'keys' | 'storage' | 'log'>;

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
    if (until.destroyed) return resolve();
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
  const parties = await db.manager.find(Party, { where: { transactionId: deal.id }, order: { position: 'ASC' } });
  const opened = parties.map((party) => ({ partyId: party.id, own: openingOf(keys, party, record, 'own'), delegate: openingOf(keys, party, record, 'delegate') }));
  return { format: 'yongche evidence parties 1', parties: opened };
}
