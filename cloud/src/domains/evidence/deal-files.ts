import type { Readable } from 'node:stream';
import type { ErrorCode } from '@yongche/contract';
import type { ObjectStore } from '../../adapters/storage/storage';
import type { Deps } from '../../deps';
import { Refusal } from '../../http/errors';
import type { Image } from '../transactions/image.entity';
import { Party } from '../transactions/party.entity';
import { openPicture } from '../transactions/sealed-pictures';
import type { AddFile } from './archive';
import { type DealContent, type PackedPicture, pictureName } from './package-content';
import { openingOf } from './record';

interface Into {
  add: AddFile;
  /** Once it is destroyed no further picture is opened. */
  until: Readable;
  /** Whether the small pictures are wanted too, which go into no file. */
  withThumbnails: boolean;
  /** Where a picture is looked for that does not open where it should be. */
  copies?: Pick<ObjectStore, 'read'> | undefined;
}

/**
 * The files of one deal, the same in an evidence package and in a market's backup: record, proof, opened commitments, checks
 * and pictures, one after the other. @returns what became of each picture
 */
export async function writeDealFiles(deps: Pick<Deps, 'db' | 'keys' | 'storage' | 'log'>, content: DealContent, { add, until, withThumbnails, copies }: Into): Promise<PackedPicture[]> {
  const { record, proof, checks } = content;
  const packed: PackedPicture[] = [];
  await add('record.json', Buffer.from(record.record));
  if (proof) await add('proof.json', Buffer.from(JSON.stringify(proof, null, 2)));
  await add('parties.json', Buffer.from(JSON.stringify(await partiesOf(deps, content), null, 2)));
  // Byte for byte as the record's digest is made.
  if (checks) await add('checks.json', Buffer.from(JSON.stringify(checks)));
  for (const image of content.images) {
    if (until.destroyed) break;
    const opened = await open(deps, image, withThumbnails);
    const { full, thumbnail, left } = copies && opened.left === 'damaged' ? await open({ ...deps, storage: copies }, image, withThumbnails) : opened;
    packed.push({ image, thumbnail, left });
    if (full) await add(pictureName(image), full);
  }
  return packed;
}

const whyLeft: Partial<Record<ErrorCode, PackedPicture['left']>> = { 'image.disposed': 'disposed', 'image.erased': 'erased', 'image.damaged': 'damaged' };

interface Opened extends Pick<PackedPicture, 'thumbnail' | 'left'> {
  full: Buffer | null;
}

/** A picture that was destroyed in time or whose persons have been erased, or that does not open, is left out and said so; the rest still proves itself. */
async function open(deps: Parameters<typeof openPicture>[0], image: Image, withThumbnail: boolean): Promise<Opened> {
  try {
    const full = await openPicture(deps, image, 'full');
    return { full, thumbnail: withThumbnail && image.thumbnailKey ? await openPicture(deps, image, 'thumbnail') : null, left: null };
  } catch (error) {
    const left = error instanceof Refusal && whyLeft[error.code];
    if (!left) throw error;
    return { full: null, thumbnail: null, left };
  }
}

/** What opens the commitments of the record: names, numbers and salts of those who have not been erased. */
async function partiesOf({ db, keys }: Pick<Deps, 'db' | 'keys'>, { deal, record }: DealContent) {
  const parties = await db.manager.find(Party, { where: { transactionId: deal.id }, order: { position: 'ASC' } });
  const opened = parties.map((party) => ({ partyId: party.id, own: openingOf(keys, party, record, 'own'), delegate: openingOf(keys, party, record, 'delegate') }));
  return { format: 'yongche evidence parties 1', parties: opened };
}
