import { type Grey, greyOf, longSideOf } from './grey';

/** Two pictures are seen as thumbnails first, then closely. */
export type Closeness = 'thumbnail' | 'full';

/** Pixels of the longer side. */
const sizes: Record<Closeness, number> = { thumbnail: 360, full: 900 };
/** Likeness of thumbnails below which only the nearest are looked at closely: a small one may be too faint to tell. */
const hardly = 0.3;
const nearestSeen = 3;
/**
 * Likeness, seen closely, from which a picture is the same as another, and from which it may be. Copies are mostly above 0.8,
 * those of dark and blurred pictures above 0.65.
 */
const likely = { same: 0.62, perhaps: 0.55 };

/**
 * How far two pictures whose hashes are near are the same: 0.9 and more for the same pixels, 0.6 where these are too faint to
 * be sure, 0 for another picture.
 * @param place of the candidate, counting the nearest from 0
 * @param likeness as `likenessOf` gives it
 */
export async function scoreOfPair(place: number, likeness: (closeness: Closeness) => Promise<number | null>): Promise<number> {
  const small = await likeness('thumbnail');
  if (small === null || (small < hardly && place >= nearestSeen)) return 0;
  const seen = await likeness('full');
  if (seen === null || seen < likely.perhaps) return 0;
  return seen < likely.same ? 0.6 : 0.9 + 0.09 * ((seen - likely.same) / (1 - likely.same));
}

/** Both pictures in grey at the same size, and neither larger than it is. */
export async function sameSized(stored: Buffer, asked: Buffer, closeness: Closeness): Promise<[Grey, Grey]> {
  const size = Math.min(sizes[closeness], await longSideOf(stored), await longSideOf(asked));
  return Promise.all([greyOf(stored, size, 'inside'), greyOf(asked, size, 'inside')]);
}
