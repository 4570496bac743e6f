import { findOutline, type Outline, outlineLongSide } from '@yongche/contract/standards/looking/outline';
import type { Colour, Point } from '@yongche/contract/standards/looking/picture';
import { colourOf, shrunk, smoothed } from './pixels';

/** The document's corners, clockwise from top left as shares (0–1); null where none lies on a ground of another colour. */
export async function outlineOf(picture: Buffer): Promise<Point[] | null> {
  return (await outlineIn(await colourOf(picture, outlineLongSide)))?.corners ?? null;
}

/** The document's outline in a picture of any size. */
export async function outlineIn(picture: Colour): Promise<Outline | null> {
  return findOutline(await smoothed(await shrunk(picture, outlineLongSide)));
}
