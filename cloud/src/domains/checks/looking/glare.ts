import type { Box } from '../../../adapters/ocr/ocr';
import type { Grey } from '../duplicates/grey';
import { type Area, boxOf } from './area';
import { white } from './exposure';

/** 反光: how much of the document a reflection hides, as a share (0–1), and where. */
export interface Glare {
  share: number;
  box: Box | null;
}

const cell = 16;
/** Paper lit so well that it is itself nearly white shows no reflection: the exposure speaks of that. */
const brightPaper = 238;

/**
 * Cells of 16 px (on the 1,024 px grey picture) that are white all over, while the paper beside is not: a lamp's image wipes
 * out the print beneath it. Cells that touch are one reflection; the largest one is told.
 */
export function glareOf(grey: Grey, area: Area): Glare {
  const [columns, rows] = [Math.floor((area.right - area.left) / cell), Math.floor((area.bottom - area.top) / cell)];
  const means = new Float32Array(columns * rows).fill(-1);
  const lit = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [left, top] = [area.left + column * cell, area.top + row * cell];
      if (!area.has(left + cell / 2, top + cell / 2)) continue;
      const { mean, whites } = cellAt(grey, left, top);
      means[row * columns + column] = mean;
      lit[row * columns + column] = whites >= 0.6 ? 1 : 0;
    }
  }
  const known = [...means].filter((mean) => mean >= 0).sort((a, b) => a - b);
  if (known.length === 0 || known[Math.floor(known.length * 0.6)]! > brightPaper) return { share: 0, box: null };
  const { count, left, top, right, bottom } = largestGroup(lit, columns, rows);
  if (count === 0) return { share: 0, box: null };
  const pixels = [area.left + left * cell, area.top + top * cell, area.left + (right + 1) * cell, area.top + (bottom + 1) * cell] as const;
  return { share: count / known.length, box: boxOf(...pixels, grey) };
}

function cellAt({ data, width }: Grey, left: number, top: number): { mean: number; whites: number } {
  let [sum, whites] = [0, 0];
  for (let y = top; y < top + cell; y++) {
    for (let x = left; x < left + cell; x++) {
      const value = data[y * width + x]!;
      sum += value;
      if (value >= white) whites++;
    }
  }
  return { mean: sum / (cell * cell), whites: whites / (cell * cell) };
}

export interface Group {
  count: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The largest group of marked cells that touch, with the rectangle around it; marks are taken away. */
export function largestGroup(marked: Uint8Array, columns: number, rows: number): Group {
  let largest: Group = { count: 0, left: 0, top: 0, right: 0, bottom: 0 };
  for (let start = 0; start < marked.length; start++) {
    if (!marked[start]) continue;
    const group: Group = { count: 0, left: columns, top: rows, right: 0, bottom: 0 };
    const open = [start];
    marked[start] = 0;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const [x, y] = [at % columns, Math.floor(at / columns)];
      group.count++;
      group.left = Math.min(group.left, x);
      group.right = Math.max(group.right, x);
      group.top = Math.min(group.top, y);
      group.bottom = Math.max(group.bottom, y);
      for (let ny = Math.max(0, y - 1); ny <= Math.min(rows - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(columns - 1, x + 1); nx++) {
          const next = ny * columns + nx;
          if (!marked[next]) continue;
          marked[next] = 0;
          open.push(next);
        }
      }
    }
    if (group.count > largest.count) largest = group;
  }
  return largest;
}
