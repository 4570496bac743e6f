import type { ImageProblem } from '../counter-deal';
import { shrunk, sizeWithin } from './shrink';
import { type Pixels, sheetSize, straightened, turnedCorners, wholePicture, withMargin } from './warp';
import type { Corners, Cut, Wanted } from './wanted';

/** A picture as it came, upright, of which parts are unpacked when they are needed. */
export interface Source {
  width: number;
  height: number;
  pixels(left: number, top: number, width: number, height: number): Pixels;
}

/** Of the sheet's longer side: so much of the table is left around a sheet. */
export const usualMargin = 0.03;
/** Cubic interpolation may make a picture smaller by so much before it loses detail. */
const mostByWarping = 1.5;
/** What may be right with more of the table around the sheet: the photo rules judge sheets on their tables. */
const dueToMargin: ReadonlySet<ImageProblem> = new Set(['too_small', 'blurred', 'overexposed', 'cut_off'] as const);

/** What is wrong, and may be right with more of the table around the sheet. */
export const isDueToMargin = (problems: ImageProblem[]) => problems.length > 0 && problems.every((problem) => dueToMargin.has(problem));

/**
 * Ways to make the picture that is to be sent, but for its compression: cut, straightened and turned; the best first. Where the
 * first `isDueToMargin`, the next ones keep more of the table, without losing a pixel of the sheet, and the last all of it.
 * @param corners null for the whole picture
 * @param isExact the corners were put by hand: nothing beyond them is shown
 */
export function waysToCut(source: Source, corners: Corners | null, turns: Cut['turns'], wanted: Wanted, isExact: boolean): (() => Pixels)[] {
  const part = (of: Corners) => () => partOf(source, of, turns, wanted.longSide);
  if (!corners || isExact) return [part(corners ?? wholePicture)];
  const size = sheetSize(corners, source);
  const longSide = Math.max(size.width, size.height);
  const close = Math.max(usualMargin, marginFor(wanted.quality.minLongSide * 1.02, longSide));
  const wide = Math.max(2 * close, marginFor(wanted.longSide, longSide));
  return [part(withMargin(corners, source, close)), part(withMargin(corners, source, wide)), part(wholePicture)];
}

/** The margin with which a sheet becomes a picture of this long side. */
const marginFor = (wanted: number, longSide: number) => (wanted / longSide - 1) / 2;

function partOf(source: Source, corners: Corners, turns: Cut['turns'], longSide: number): Pixels {
  const taken = sheetSize(corners, source);
  const size = sizeWithin(taken, longSide);
  if (corners === wholePicture) {
    const made = shrunk(source.pixels(0, 0, source.width, source.height), size);
    return turns === 0 ? made : straightened(made, turnedCorners(wholePicture, turns), turnedSize(size, turns));
  }
  const [xs, ys] = [corners.map(({ x }) => x * source.width), corners.map(({ y }) => y * source.height)];
  const [left, top] = [Math.max(0, Math.floor(Math.min(...xs)) - 2), Math.max(0, Math.floor(Math.min(...ys)) - 2)];
  const [width, height] = [Math.min(source.width, Math.ceil(Math.max(...xs)) + 2) - left, Math.min(source.height, Math.ceil(Math.max(...ys)) + 2) - top];
  const area = source.pixels(left, top, width, height);
  const scale = Math.max(taken.width / size.width, taken.height / size.height);
  const finer = scale > mostByWarping ? shrunk(area, sizeWithin(area, Math.max(width, height) / scale)) : area;
  const within = corners.map((_, at) => ({ x: (xs[at]! - left) / width, y: (ys[at]! - top) / height })) as Corners;
  return straightened(finer, turnedCorners(within, turns), turnedSize(size, turns));
}

const turnedSize = ({ width, height }: { width: number; height: number }, turns: Cut['turns']) => (turns % 2 === 0 ? { width, height } : { width: height, height: width });
