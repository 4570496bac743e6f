import { isDueToMargin, type Source, waysToCut } from './cut-out';
import { cornersToCut } from './seek';
import { shrunk, sizeWithin } from './shrink';
import type { Pixels } from './warp';
import type { Corners, Wanted } from './wanted';

/** Red is the lowest byte. */
const table = 0xff323c46;
const paper = 0xffe6ebeb;
const wanted: Wanted = { longSide: 800, budgetBytes: 300_000, subject: 'document', quality: { minLongSide: 400, minSharpness: 0, minBrightness: 0, maxSaturated: 1 } };

/** A sheet on a table; `tilt` lowers its right end, in pixels. */
function taken({ width = 1000, height = 750, left = 250, top = 200, wide = 500, high = 320, tilt = 0 } = {}): Pixels {
  const pixels = new Uint32Array(width * height).fill(table);
  for (let y = 0; y < height; y++) {
    for (let x = left; x < left + wide; x++) {
      const edge = top + ((x - left) / wide) * tilt;
      if (y >= edge && y < edge + high) pixels[y * width + x] = paper;
    }
  }
  return { data: new Uint8ClampedArray(pixels.buffer), width, height };
}

const sourceOf = (picture: Pixels): Source => ({
  ...picture,
  pixels(left, top, width, height) {
    const data = new Uint8ClampedArray(width * height * 4);
    for (let y = 0; y < height; y++) data.set(picture.data.subarray(((top + y) * picture.width + left) * 4, ((top + y) * picture.width + left + width) * 4), y * width * 4);
    return { data, width, height };
  },
});
const cornersIn = (picture: Pixels) => cornersToCut(shrunk(picture, sizeWithin(picture, 1024)));
const brightness = ({ data, width }: Pixels, x: number, y: number) => data[(y * width + x) * 4]!;

describe('finding and cutting out a sheet', () => {
  it('finds its corners to within a pixel or two, also when it lies askew', () => {
    for (const tilt of [0, 25]) {
      const corners = cornersIn(taken({ tilt }))!;
      const expected = [[250, 200], [750, 200 + tilt], [750, 520 + tilt], [250, 520]]; // prettier-ignore
      corners.forEach(({ x, y }, at) => {
        expect(Math.abs(x * 1000 - expected[at]![0]!)).toBeLessThan(2.5);
        expect(Math.abs(y * 750 - expected[at]![1]!)).toBeLessThan(2.5);
      });
    }
  });

  it('keeps the whole picture where a sheet reaches its border, or none is seen', () => {
    expect(cornersIn(taken({ left: 0 }))).toBeNull();
    expect(cornersIn(taken({ left: 250, wide: 749 }))).toBeNull();
    expect(cornersIn(taken({ wide: 0 }))).toBeNull();
  });

  it('cuts the sheet straight, with a small margin of the table all around', () => {
    const picture = taken({ tilt: 25 });
    const made = waysToCut(sourceOf(picture), cornersIn(picture), 0, wanted, false)[0]!();
    const [right, bottom] = [made.width - 1, made.height - 1];
    for (const [x, y] of [[2, 2], [right - 2, 2], [right - 2, bottom - 2], [2, bottom - 2]] as const) expect(brightness(made, x, y)).toBeLessThan(110); // prettier-ignore
    const inset = Math.round(made.width * 0.05);
    for (const x of [inset, made.width >> 1, right - inset]) for (const y of [inset, bottom - inset]) expect(brightness(made, x, y)).toBeGreaterThan(200);
  });

  it('keeps more of the table rather than make a picture smaller than the photo rules ask for', () => {
    const picture = taken({ left: 400, top: 300, wide: 260, high: 170 });
    const [close, wide, whole] = waysToCut(sourceOf(picture), cornersIn(picture), 0, wanted, false).map((make) => make());
    expect(close!.width).toBeGreaterThanOrEqual(400);
    expect(wide!.width).toBeGreaterThan(close!.width);
    expect([whole!.width, whole!.height]).toEqual([800, 600]);
    expect([isDueToMargin(['blurred']), isDueToMargin(['blurred', 'dark']), isDueToMargin([])]).toEqual([true, false, false]);
  });

  it('cuts by hand exactly, and turns after the cut', () => {
    const byHand: Corners = [{ x: 0.25, y: 0.27 }, { x: 0.5, y: 0.27 }, { x: 0.5, y: 0.67 }, { x: 0.25, y: 0.67 }]; // prettier-ignore
    const ways = waysToCut(sourceOf(taken()), byHand, 1, wanted, true);
    expect(ways).toHaveLength(1);
    const made = ways[0]!();
    expect([made.width, made.height]).toEqual([300, 250]);
    expect(brightness(made, 150, 125)).toBeGreaterThan(200);
  });
});
