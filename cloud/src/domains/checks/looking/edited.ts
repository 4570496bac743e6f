import type { Box } from '../../../adapters/ocr/ocr';
import type { Grey } from '../duplicates/grey';
import { type Area, boxOf } from './area';
import { type Detection, type Scale, scoreOf } from './detection';
import { largestGroup } from './glare';

const block = 16;
/** Programs that change what a picture shows; those that cameras write (HarmonyOS, iOS version) are not among them. */
const editors = /photoshop|lightroom|gimp|meitu|美图|snapseed|picsart|pixelmator|affinity|醒图|xingtu|canva|faceapp|paint\.net|krita|capcut|剪映|acdsee/i;

const blocksOfPatch: Scale = { fine: 2, suspicious: 8, certain: 40 };

/** 修改、再编码: a program's name in the file, or a place with another grain. */
export const edited: Detection = {
  detector: 'edited',
  version: 1,
  look({ exif, native, nativeArea }) {
    if (exif.software !== null && editors.test(exif.software)) return { score: 1, box: null };
    const { blocks, box } = patchOf(native, nativeArea);
    return { score: scoreOf(blocks, blocksOfPatch), box };
  },
};

/** The largest connected place whose grain differs from that of the paper around it. */
export interface Patch {
  /** In blocks of 16 px. */
  blocks: number;
  /** How many times weaker or stronger than around it its grain is, the usual spread counted as one. */
  strangeness: number;
  box: Box | null;
}

/**
 * The grain (noise) of paper is the same all over one photograph; what was painted over or set in from elsewhere brings its
 * own, mostly none. Blocks with print are left out. A strong compression wipes the grain away: then nothing can be told, and
 * the answer is no patch. That the whole file was encoded twice says nothing here: the mini-program does so itself.
 */
export function patchOf(grey: Grey, area: Area): Patch {
  const [columns, rows] = [Math.floor((area.right - area.left) / block), Math.floor((area.bottom - area.top) / block)];
  const grains = new Float32Array(columns * rows).fill(-1);
  for (let row = 1; row < rows - 1; row++) {
    for (let column = 1; column < columns - 1; column++) {
      const [left, top] = [area.left + column * block, area.top + row * block];
      const within = area.has(left, top) && area.has(left + block, top) && area.has(left, top + block) && area.has(left + block, top + block);
      if (within) grains[row * columns + column] = grainOf(grey, left, top);
    }
  }
  const sorted = [...grains].filter((grain) => grain >= 0).sort((a, b) => a - b);
  const [usual, low, high] = [0.5, 0.1, 0.9].map((share) => sorted[Math.floor(sorted.length * share)] ?? 0) as [number, number, number];
  if (sorted.length < 60 || usual < 0.35) return { blocks: 0, strangeness: 0, box: null };
  const spread = Math.max(usual / low || 9, high / usual, 1.15);
  const strange = new Uint8Array(columns * rows);
  grains.forEach((grain, at) => (strange[at] = grain >= 0 && grain * spread * spread < usual ? 1 : 0));
  const { count, left, top, right, bottom } = largestGroup(strange, columns, rows);
  if (count === 0) return { blocks: 0, strangeness: 0, box: null };
  const box = boxOf(area.left + left * block, area.top + top * block, area.left + (right + 1) * block, area.top + (bottom + 1) * block, grey);
  return { blocks: count, strangeness: spread, box };
}

/** Mean difference crosswise between neighbours, free of any slope of light; −1 where print or an edge stands in the block. */
function grainOf({ data, width }: Grey, left: number, top: number): number {
  let [sum, lowest, highest] = [0, 255, 0];
  for (let y = top; y < top + block - 1; y++) {
    for (let x = left; x < left + block - 1; x++) {
      const at = y * width + x;
      const value = data[at]!;
      if (value < lowest) lowest = value;
      if (value > highest) highest = value;
      sum += Math.abs(value - data[at + 1]! - data[at + width]! + data[at + width + 1]!);
    }
  }
  return highest - lowest > 40 || highest >= 250 ? -1 : sum / (2 * (block - 1) ** 2);
}
