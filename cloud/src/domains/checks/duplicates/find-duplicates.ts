import { In } from 'typeorm';
import type { DocumentKind, ReadField } from '../../../adapters/ocr/ocr';
import type { Deps } from '../../../deps';
import { Refusal } from '../../../http/errors';
import { Image } from '../../transactions/image.entity';
import { openPicture } from '../../transactions/sealed-pictures';
import type { Finding } from '../looking/look';
import type { PictureHashes } from './hashes';
import { identityOf } from './identity';
import type { Candidate } from './picture-index';
import { sameSized, scoreOfPair } from './score-of-pair';
import { countShareable, sharedPictures } from './shared-seller';

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
/** So many of the same file are looked at. */
const mostTwins = 50;
/** Shared ones that are asked for beyond the nearest, at most. */
const mostShared = 200;
/** A picture whose pixels cannot be compared any more is told of where its hash differs by no more than so many bits. */
const nearlyEqual = 12;

/**
 * 影像重复: the picture of another deal that is the same as this one, if there is any. The same file gives 1, the same pixels
 * 0.9 and more, pixels that are too faint to be sure 0.6, a picture that only looks alike and cannot be opened any more 0.5;
 * pictures of the same deal, the same paper photographed anew, and what this deal shares by right with others of its batch
 * (shared-seller.ts) give nothing.
 * @throws ProviderError where the storage does not answer, Error where the search failed
 */
export async function findDuplicates(deps: DuplicateDeps, asked: AskedPicture): Promise<Finding[]> {
  const twin = await exactTwin(deps, asked);
  if (twin) return [{ detector: 'duplicate', score: 1, box: null, otherImageId: twin }];
  const { kind, hashes, fields, imageId } = asked;
  const most = mostCompared * 2 + Math.min(mostShared, await countShareable(deps.db, imageId));
  const nearest = await deps.duplicates.nearest({ kind, identity: identityOf(deps.keys, kind, fields), square: hashes.square, aspect: hashes.aspect, most });
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

/** The same file in another deal, whatever it was taken for; those of other batches are looked at first. */
async function exactTwin({ db }: DuplicateDeps, { imageId, transactionId }: AskedPicture): Promise<string | undefined> {
  const rows: { id: string }[] = await db.query(
    `SELECT other.id FROM images own JOIN images other ON other.sha256 = own.sha256 AND other.transaction_id <> ?
       JOIN transactions t ON t.id = own.transaction_id JOIN transactions o ON o.id = other.transaction_id
     WHERE own.id = ? ORDER BY COALESCE(o.batch_id = t.batch_id, FALSE), other.received_at LIMIT ?`,
    [transactionId, imageId, mostTwins],
  );
  const isShared = await sharedPictures(db, rows.map(({ id }) => ({ imageId, otherImageId: id })));
  return rows.find(({ id }) => !isShared({ imageId, otherImageId: id }))?.id;
}

async function ofOtherDeals({ db }: DuplicateDeps, { imageId, transactionId }: AskedPicture, nearest: Candidate[]): Promise<Other[]> {
  if (nearest.length === 0) return [];
  const rows: { number: string; imageId: string }[] = await db.query('SELECT number, image_id AS imageId FROM picture_hashes WHERE number IN (?) AND image_id IS NOT NULL', [nearest.map(({ number }) => number)]);
  const imageOf = new Map((await db.manager.findBy(Image, { id: In(rows.map(({ imageId }) => imageId)) })).map((image) => [image.id, image]));
  const numbered = new Map(rows.map(({ number, imageId }) => [Number(number), imageOf.get(imageId)!]));
  const others = nearest.map(({ number, distance }) => ({ image: numbered.get(number), distance }));
  const ofOthers = others.filter((other): other is Other => other.image !== undefined && other.image.transactionId !== transactionId);
  const isShared = await sharedPictures(db, ofOthers.map(({ image }) => ({ imageId, otherImageId: image.id })));
  return ofOthers.filter(({ image }) => !isShared({ imageId, otherImageId: image.id })).slice(0, mostCompared);
}

/** 0 for another picture; `place` counts the nearest from 0. */
async function scoreOf(deps: DuplicateDeps, { picture }: AskedPicture, { image, distance }: Other, place: number): Promise<number> {
  try {
    return await scoreOfPair(place, async (size) => {
      const stored = await openPicture(deps, image, size);
      const [one, other] = await sameSized(stored, picture, size);
      return deps.duplicates.compare(one, other);
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return distance <= nearlyEqual ? 0.5 : 0;
  }
}
