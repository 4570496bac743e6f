import { type Area, boxOf } from '@yongche/contract/standards/looking/area';
import { largestGroup } from '@yongche/contract/standards/looking/groups';
import type { Box, Grey } from '@yongche/contract/standards/looking/picture';
import { type Scale, scoreOf } from '@yongche/contract/standards/looking/scale';
import { isPaper } from './area';
import type { Detection } from './detection';

const block = 16;
/** Programs that change what a picture shows; those that cameras write (HarmonyOS, iOS version) are not among them. */
const editors = /photoshop|lightroom|gimp|meitu|美图|snapseed|picsart|pixelmator|affinity|醒图|xingtu|canva|faceapp|paint\.net|krita|capcut|剪映|acdsee/i;

const blocksOfPatch: Scale = { fine: 6, suspicious: 20, certain: 60 };

/**
 * 修改、再编码: a program's name in the file, or a place of the paper without grain. Found 4 of 12 documents of which a strip was
 * painted over and which were then sent at JPEG quality 75, none of 12 with a piece of another photograph, and none of 24
 * untouched ones. Untouched ones that were made darker gave 3 of 12 on the half by which it was chosen: a weak sign.
 */
export const edited: Detection = {
  detector: 'edited',
  version: 1,
  look({ kind, exif, native, nativeArea }) {
    if (exif.software !== null && editors.test(exif.software)) return { score: 1, box: null };
    if (!isPaper(kind)) return null;
    const { blocks, box } = patchOf(native, nativeArea);
    return { score: scoreOf(blocks, blocksOfPatch), box };
  },
};

/** The largest connected place that lacks the grain of the paper around it, in blocks of 16 px. */
export interface Patch {
  blocks: number;
  box: Box | null;
}

const noPatch: Patch = { blocks: 0, box: null };
/** With less grain than this nothing can be told: a strong compression (JPEG quality of about 60) wipes it away. */
const leastGrain = 0.4;

/**
 * The grain (noise) of paper is the same all over one photograph; what a program painted over has none. Blocks with print are
 * left out. A piece of another photograph brings a grain of its own, which is not told from this one. That the whole file was
 * encoded twice says nothing here either: the mini-program does so itself.
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
  if (sorted.length < 60 || usual < leastGrain) return noPatch;
  const spread = Math.max(usual / low || 9, high / usual, 1.15);
  const even = new Uint8Array(columns * rows);
  grains.forEach((grain, at) => (even[at] = grain >= 0 && grain * spread * spread < usual ? 1 : 0));
  const { count, left, top, right, bottom } = largestGroup(even, columns, rows);
  if (count === 0) return noPatch;
  const box = boxOf(area.left + left * block, area.top + top * block, area.left + (right + 1) * block, area.top + (bottom + 1) * block, grey);
  return { blocks: count, box };
}

/**
 * Mean difference crosswise between neighbours, free of any slope of light; −1 where print or an edge stands in the block, or
 * the light is so strong that grain drowns in it.
 */
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
  return highest - lowest > 40 || highest >= 240 ? -1 : sum / (2 * (block - 1) ** 2);
}
