import type { ReadField } from '../ocr';
import { type Pixels, resized } from './pixels';

const longSide = 480;
/** Share of the picture's long side that a seal takes. */
const sizes = { least: 0.04, most: 0.4 };
const sectors = 36;

/** From here a rim is a ring; below the second one nothing there looked like one. */
const shares = { ring: 0.55, none: 0.35 };

/** 公章: looks for a red ring in the pixels. `yes` with its place, `no`, or nothing where it is hard to say. */
export async function sealOn(pixels: Pixels): Promise<ReadField | undefined> {
  const scale = Math.min(1, longSide / Math.max(pixels.width, pixels.height));
  const small = await resized(pixels, Math.round(pixels.width * scale), Math.round(pixels.height * scale));
  const red = redMask(small);
  const seals = regionsOf(red, small.width, small.height).map((region) => ({ region, share: ringShare(red, small.width, region) }));
  const best = seals.sort((a, b) => b.share - a.share)[0];
  if (!best || best.share < shares.none) return { field: 'seal', value: 'no', confidence: 0.9 - (best?.share ?? 0) / 2, box: null };
  if (best.share < shares.ring) return undefined;
  const { left, top, right, bottom } = best.region;
  const box = { x: left / small.width, y: top / small.height, width: (right + 1 - left) / small.width, height: (bottom + 1 - top) / small.height };
  return { field: 'seal', value: 'yes', confidence: Math.min(0.99, 0.4 + 0.6 * best.share), box };
}

/** Pixels that are redder than the paper around them, whatever the light's colour. */
function redMask({ data, width, height }: Pixels): Uint8Array {
  const excess = new Float32Array(width * height);
  for (let at = 0; at < excess.length; at++) {
    const [red, green, blue] = [data[at * 3]!, data[at * 3 + 1]!, data[at * 3 + 2]!];
    excess[at] = (red - Math.max(green, 0.5 * (green + blue))) / Math.max(40, red);
  }
  const usual = [...excess].sort((a, b) => a - b)[excess.length >> 1]!;
  return Uint8Array.from(excess, (value) => (value - Math.max(0, usual) > 0.14 ? 1 : 0));
}

interface Region {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Regions of red of a seal's size and about as high as wide; gaps of two pixels are bridged. */
function regionsOf(mask: Uint8Array, width: number, height: number): Region[] {
  const seen = new Uint8Array(mask.length);
  const regions: Region[] = [];
  for (let start = 0; start < mask.length; start++) {
    if (!mask[start] || seen[start]) continue;
    const region = { left: width, top: height, right: 0, bottom: 0 };
    const pending = [start];
    seen[start] = 1;
    while (pending.length > 0) {
      const at = pending.pop()!;
      const [x, y] = [at % width, Math.floor(at / width)];
      Object.assign(region, { left: Math.min(region.left, x), right: Math.max(region.right, x), top: Math.min(region.top, y), bottom: Math.max(region.bottom, y) });
      for (let dy = -2; dy <= 2; dy++) {
        for (let dx = -2; dx <= 2; dx++) {
          const [nx, ny] = [x + dx, y + dy];
          const next = ny * width + nx;
          if (nx < 0 || ny < 0 || nx >= width || ny >= height || seen[next] || !mask[next]) continue;
          seen[next] = 1;
          pending.push(next);
        }
      }
    }
    regions.push(region);
  }
  const long = Math.max(width, height);
  return regions.filter(({ left, top, right, bottom }) => {
    const [wide, high] = [right - left + 1, bottom - top + 1];
    return Math.min(wide, high) > sizes.least * long && Math.max(wide, high) < sizes.most * long && wide / high > 0.6 && wide / high < 1.7;
  });
}

/** In what share of the directions from its centre there is red near the region's rim: a ring has it all around, and nothing in the corners. */
function ringShare(mask: Uint8Array, width: number, { left, top, right, bottom }: Region): number {
  const [x, y, across, down] = [(left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2];
  const redAt = (angle: number, reach: number) => mask[Math.round(y + Math.sin(angle) * down * reach) * width + Math.round(x + Math.cos(angle) * across * reach)] === 1;
  let [rim, corners] = [0, 0];
  for (let sector = 0; sector < sectors; sector++) {
    const angle = (2 * Math.PI * (sector + 0.5)) / sectors;
    if ([0.8, 0.85, 0.9, 0.95, 1].some((reach) => redAt(angle, reach))) rim++;
    if (Math.abs(Math.sin(2 * angle)) > 0.8 && [1.15, 1.22, 1.3].some((reach) => Math.abs(Math.cos(angle)) * reach <= 1 && Math.abs(Math.sin(angle)) * reach <= 1 && redAt(angle, reach))) corners++;
  }
  return Math.max(0, (rim - 2 * corners) / sectors);
}
