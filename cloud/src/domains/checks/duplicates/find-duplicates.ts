import { In } from 'typeorm';
import type { DocumentKind, ReadField } from '../../../adapters/ocr/ocr';
import type { Deps } from '../../../deps';
import { Refusal } from '../../../http/errors';
import { Image } from '../../transactions/image.entity';
import { openPicture, type Variant } from '../../transactions/sealed-pictures';
import type { Finding } from '../looking/look';
import { aspectOf, type Grey, greyOf } from './grey';
import type { PictureHashes } from './hashes';
import { identityOf } from './identity';
import type { Candidate } from './picture-index';

export type DuplicateDeps = Pick<Deps, 'db' | 'keys' | 'storage' | 'log' | 'duplicates'>;

/** A picture that has been read, with its hashes, which are stored already: whoever asks at the same moment finds it. */
export interface AskedPicture {
  imageId: string;
  transactionId: string;
  kind: DocumentKind;
  fields: ReadField[];
  hashes: PictureHashes;
  picture: Buffer;
}

/** So many of the nearest are compared pixel by pixel. */
const mostCompared = 12;
/** Pixels of the longer side at which pictures are compared: first as thumbnails, and where these leave a doubt, larger. */
const sizes: Record<Variant, number> = { thumbnail: 360, full: 900 };
/** Likeness of thumbnails below which they are different, and from which they are the same. */
const doubt = { from: 0.3, to: 0.93 };
/** Likeness from which a picture is the same as another; print that differs stays below, see duplicates.test.ts. */
const same = 0.72;
/** A picture whose pixels cannot be compared any more is told of where its hash differs by no more than so many bits. */
const nearlyEqual = 12;

/**
 * 影像重复: the pictures of other deals that are the same as this one, nearest first. The same file gives 1, the same pixels
 * 0.9 and more, a picture that only looks alike and cannot be compared any more 0.5; pictures of the same deal, and the same
 * paper photographed anew, give nothing.
 * @throws ProviderError where the storage does not answer, Error where the search failed
 */
export async function findDuplicates(deps: DuplicateDeps, asked: AskedPicture): Promise<Finding[]> {
  const twin = await exactTwin(deps, asked);
  if (twin) return [{ detector: 'duplicate', score: 1, box: null, otherImageId: twin }];
  const { kind, hashes, fields } = asked;
  const nearest = await deps.duplicates.nearest({ kind, identity: identityOf(deps.keys, kind, fields), square: hashes.square, aspect: hashes.aspect, most: mostCompared * 2 });
  for (const { image, distance } of await ofOtherDeals(deps, asked, nearest)) {
    const score = await scoreOf(deps, asked, image, distance);
    if (score > 0) return [{ detector: 'duplicate', score, box: null, otherImageId: image.id }];
  }
  return [];
}

/** The same file in another deal, whatever it was taken for. */
async function exactTwin({ db }: DuplicateDeps, { imageId, transactionId }: AskedPicture): Promise<string | undefined> {
  const [twin]: { id: string }[] = await db.query('SELECT other.id FROM images own JOIN images other ON other.sha256 = own.sha256 AND other.transaction_id <> ? WHERE own.id = ? ORDER BY other.received_at LIMIT 1', [
    transactionId,
    imageId,
  ]);
  return twin?.id;
}

async function ofOtherDeals({ db }: DuplicateDeps, { transactionId }: AskedPicture, nearest: Candidate[]): Promise<{ image: Image; distance: number }[]> {
  if (nearest.length === 0) return [];
  const rows: { number: string; imageId: string }[] = await db.query('SELECT number, image_id AS imageId FROM picture_hashes WHERE number IN (?) AND image_id IS NOT NULL', [nearest.map(({ number }) => number)]);
  const imageOf = new Map((await db.manager.findBy(Image, { id: In(rows.map(({ imageId }) => imageId)) })).map((image) => [image.id, image]));
  const numbered = new Map(rows.map(({ number, imageId }) => [Number(number), imageOf.get(imageId)!]));
  const others = nearest.map(({ number, distance }) => ({ image: numbered.get(number), distance }));
  return others.filter((other): other is { image: Image; distance: number } => other.image !== undefined && other.image.transactionId !== transactionId).slice(0, mostCompared);
}

/** 0 for another picture. */
async function scoreOf(deps: DuplicateDeps, asked: AskedPicture, image: Image, distance: number): Promise<number> {
  try {
    const small = await likenessAs(deps, asked, image, 'thumbnail');
    const likeness = small !== null && small >= doubt.from && small < doubt.to ? await likenessAs(deps, asked, image, 'full') : small;
    return likeness !== null && likeness >= same ? 0.9 + (0.09 * (likeness - same)) / (1 - same) : 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return distance <= nearlyEqual ? 0.5 : 0;
  }
}

/** Both at the same size, neither larger than it is. */
async function likenessAs(deps: DuplicateDeps, { picture, hashes }: AskedPicture, image: Image, variant: Variant): Promise<number | null> {
  const stored = await openPicture(deps, image, variant);
  const size = Math.min(sizes[variant], await longSideOf(picture), await longSideOf(stored));
  const [one, other]: Grey[] = await Promise.all([greyOf(stored, size, 'inside'), greyOf(picture, size, 'inside')]);
  return deps.duplicates.compare(one!, other!);
}
