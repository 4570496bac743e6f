import { findOutline, type Outline, outlineLongSide } from '@yongche/contract/standards/looking/outline';
import { type Colour, greyFrom } from '@yongche/contract/standards/looking/picture';
import { refined } from './refine';
import { shrunk, sizeWithin } from './shrink';
import type { Pixels } from './warp';
import type { Corners } from './wanted';

/** Three bytes for each pixel, as the looking code wants them. */
export function colourFrom({ data, width, height }: Pixels): Colour {
  const colour = new Uint8Array(width * height * 3);
  for (let at = 0, from = 0; at < colour.length; at += 3, from += 4) {
    colour[at] = data[from]!;
    colour[at + 1] = data[from + 1]!;
    colour[at + 2] = data[from + 2]!;
  }
  return { data: colour, width, height };
}

/** Each pixel the mean of 5 × 5, and the picture's border continued beyond it: print and grain fade, and what is larger stays. */
export function smoothed({ data, width, height }: Colour): Colour {
  const across = new Uint16Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let near = x - 2; near <= x + 2; near++) sum += data[(y * width + Math.min(width - 1, Math.max(0, near))) * 3 + channel]!;
        across[(y * width + x) * 3 + channel] = sum;
      }
    }
  }
  const made = new Uint8Array(data.length);
  const row = width * 3;
  for (let y = 0; y < height; y++) {
    for (let at = 0; at < row; at++) {
      let sum = 0;
      for (let near = y - 2; near <= y + 2; near++) sum += across[Math.min(height - 1, Math.max(0, near)) * row + at]!;
      made[y * row + at] = Math.round(sum / 25);
    }
  }
  return { data: made, width, height };
}

/** The sheet or card that lies in a picture, lighter than the table; null where none is seen. */
export function paperIn(pixels: Pixels): Outline | null {
  const outline = findOutline(smoothed(colourFrom(shrunk(pixels, sizeWithin(pixels, outlineLongSide)))));
  return outline?.lighter ? outline : null;
}

/** A side seen along less of its length than this is too unsure to cut along it. */
const leastSupport = 0.85;
/** A sheet whose corner is so near to the picture's border may go on beyond it. */
const leastDistance = 0.004;

/**
 * The corners along which may be cut: of a sheet that lies whole within the picture and is seen well; null where the picture is
 * better kept whole.
 * @param pixels about 600 to 1,100 px long
 */
export function cornersToCut(pixels: Pixels): Corners | null {
  const paper = paperIn(pixels);
  if (!paper || paper.cut.some(Boolean) || paper.support < leastSupport) return null;
  const corners = refined(greyFrom(colourFrom(pixels)), paper.corners);
  return corners.every(({ x, y }) => Math.min(x, y, 1 - x, 1 - y) >= leastDistance) ? corners : null;
}
