import { In } from 'typeorm';
import type { DocumentKind, ReadField } from '../../../adapters/ocr/ocr';
import type { Deps } from '../../../deps';
import { Refusal } from '../../../http/errors';
import { Image } from '../../transactions/image.entity';
import { openPicture, type Variant } from '../../transactions/sealed-pictures';
import type { Finding } from '../looking/look';
import { expectedKind } from '../slots';
import { type Grey, greyOf, longSideOf } from './grey';
import { hashesOf, type PictureHashes } from './hashes';
import { identityOf } from './identity';
import type { Candidate } from './picture-index';
import { rememberHashes } from './remember-hashes';

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
/** Likeness of thumbnails from which nothing more has to be seen. */
const surely = 0.93;
/** Likeness of thumbnails below which only the nearest are looked at more closely: a small one may be too faint to tell. */
const hardly = 0.3;
const nearestSeen = 3;
/**
 * Likeness, seen closely, from which a picture is the same as another, and from which it may be. Different papers of one form
 * stay below 0.3 even where all but the print is equal; see duplicates.test.ts.
 */
const likely = { same: 0.5, perhaps: 0.38 };
/** A picture whose pixels cannot be compared any more is told of where its hash differs by no more than so many bits. */
const nearlyEqual = 12;

/**
 * 影像重复: the picture of another deal that is the same as this one, if there is any. The same file gives 1, the same pixels
 * 0.9 and more, pixels that are too faint to be sure 0.6, a picture that only looks alike and cannot be opened any more 0.5;
 * pictures of the same deal, and the same paper photographed anew, give nothing.
 * @throws ProviderError where the storage does not answer, Error where the search failed
 */
export async function findDuplicates(deps: DuplicateDeps, asked: AskedPicture): Promise<Finding[]> {
  const twin = await exactTwin(deps, asked);
  if (twin) return [{ detector: 'duplicate', score: 1, box: null, otherImageId: twin }];
  const { kind, hashes, fields } = asked;
  const nearest = await deps.duplicates.nearest({ kind, identity: identityOf(deps.keys, kind, fields), square: hashes.square, aspect: hashes.aspect, most: mostCompared * 2 });
  const found: Finding[] = [];
  for (const [place, other] of (await ofOtherDeals(deps, asked, nearest)).entries()) {
    const score = await scoreOf(deps, asked, other, place);
    if (score > 0) found.push({ detector: 'duplicate', score, box: null, otherImageId: other.image.id });
    if (score >= 0.9) break;
  }
  return found.sort((a, b) => b.score - a.score).slice(0, 1);
}

/** A picture of another deal that may be the same. */
interface Other {
  image: Image;
  /** Bits by which the hashes differ. */
  distance: number;
}

/**
 * Remembers a picture and searches for it: what a worker does with each picture that it has read. The picture's own hash is
 * written first, so that of two deals in two processes at the same moment the later one finds the other.
 */
export async function searchDuplicates(deps: DuplicateDeps, image: Image, fields: ReadField[], picture: Buffer): Promise<Finding[]> {
  const kind = expectedKind(image.slot);
  const hashes = await hashesOf(picture);
  await rememberHashes(deps.db.manager, image, hashes, identityOf(deps.keys, kind, fields));
  return findDuplicates(deps, { imageId: image.id, transactionId: image.transactionId, kind, fields, hashes, picture });
}

/** The same file in another deal, whatever it was taken for. */
async function exactTwin({ db }: DuplicateDeps, { imageId, transactionId }: AskedPicture): Promise<string | undefined> {
  const [twin]: { id: string }[] = await db.query('SELECT other.id FROM images own JOIN images other ON other.sha256 = own.sha256 AND other.transaction_id <> ? WHERE own.id = ? ORDER BY other.received_at LIMIT 1', [
    transactionId,
    imageId,
  ]);
  return twin?.id;
}

async function ofOtherDeals({ db }: DuplicateDeps, { transactionId }: AskedPicture, nearest: Candidate[]): Promise<Other[]> {
  if (nearest.length === 0) return [];
  const rows: { number: string; imageId: string }[] = await db.query('SELECT number, image_id AS imageId FROM picture_hashes WHERE number IN (?) AND image_id IS NOT NULL', [nearest.map(({ number }) => number)]);
  const imageOf = new Map((await db.manager.findBy(Image, { id: In(rows.map(({ imageId }) => imageId)) })).map((image) => [image.id, image]));
  const numbered = new Map(rows.map(({ number, imageId }) => [Number(number), imageOf.get(imageId)!]));
  const others = nearest.map(({ number, distance }) => ({ image: numbered.get(number), distance }));
  return others.filter((other): other is Other => other.image !== undefined && other.image.transactionId !== transactionId).slice(0, mostCompared);
}

/** 0 for another picture; `place` counts the nearest from 0. */
async function scoreOf(deps: DuplicateDeps, asked: AskedPicture, { image, distance }: Other, place: number): Promise<number> {
  try {
    const small = await likenessAs(deps, asked, image, 'thumbnail');
    if (small === null || (small < hardly && place >= nearestSeen)) return 0;
    const likeness = small >= surely ? small : await likenessAs(deps, asked, image, 'full');
    if (likeness === null || likeness < likely.perhaps) return 0;
    return likeness < likely.same ? 0.6 : 0.9 + 0.09 * ((likeness - likely.same) / (1 - likely.same));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return distance <= nearlyEqual ? 0.5 : 0;
  }
}

/** Both at the same size, neither larger than it is. */
async function likenessAs(deps: DuplicateDeps, { picture }: AskedPicture, image: Image, variant: Variant): Promise<number | null> {
  const stored = await openPicture(deps, image, variant);
  const size = Math.min(sizes[variant], await longSideOf(picture), await longSideOf(stored));
  const [one, other]: Grey[] = await Promise.all([greyOf(stored, size, 'inside'), greyOf(picture, size, 'inside')]);
  return deps.duplicates.compare(one!, other!);
}
