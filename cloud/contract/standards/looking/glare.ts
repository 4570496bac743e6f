import { type Area, boxOf } from './area';
import { white } from './exposure';
import { type Group, largestGroup } from './groups';
import type { Box, Grey } from './picture';

/** How much of the document a reflection hides, as a share (0–1), and where. */
export interface Glare {
  share: number;
  box: Box | null;
}

const cell = 16;
/**
 * Where the light alone makes the paper so bright, a white place is no reflection (the exposure speaks of that); where the
 * paper is darker than the other, it surely is one.
 */
const brightPaper = { none: 242, surely: 215 };

/** How much darker than its paper print is at least. */
const ink = 60;

/** A square of the area, with the brightness of the paper in it. */
interface Cell {
  column: number;
  row: number;
  paper: number;
  white: boolean;
  print: boolean;
}

/**
 * Cells of 16 px (on the 1,024 px grey picture) that are white all over although the light on the paper around them, taken as
 * a plane that falls evenly across the document, would not make them so: a lamp's image wipes out the print beneath it.
 * Cells that touch are one reflection; the largest one is told, counted less the less it stands out, and the more print is
 * still seen where it lies.
 */
export function glareOf(grey: Grey, area: Area): Glare {
  const [columns, rows] = [Math.floor((area.right - area.left) / cell), Math.floor((area.bottom - area.top) / cell)];
  const cells: Cell[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [left, top] = [area.left + column * cell, area.top + row * cell];
      if (area.has(left + cell / 2, top + cell / 2)) cells.push({ column, row, ...cellAt(grey, left, top) });
    }
  }
  const light = planeThrough(cells.filter((each) => !each.white));
  const lit = new Uint8Array(columns * rows);
  let [weight, whites] = [0, 0];
  for (const { column, row, white: isWhite } of cells) {
    const standsOut = isWhite ? Math.min(1, (brightPaper.none - light(column, row)) / (brightPaper.none - brightPaper.surely)) : 0;
    if (standsOut <= 0) continue;
    lit[row * columns + column] = 1;
    weight += standsOut;
    whites++;
  }
  const group = largestGroup(lit, columns, rows);
  const { count, left, top, right, bottom } = group;
  if (count === 0) return { share: 0, box: null };
  const pixels = [area.left + left * cell, area.top + top * cell, area.left + (right + 1) * cell, area.top + (bottom + 1) * cell] as const;
  return { share: (hiddenBy(group, cells) * (weight / whites) * count) / cells.length, box: boxOf(...pixels, grey) };
}

/** How much of the print that would be usual on this document is missing around a reflection, 0–1. */
function hiddenBy({ left, top, right, bottom }: Group, cells: Cell[]): number {
  const shareOfPrint = (of: Cell[]) => of.filter(({ print }) => print).length / Math.max(1, of.length);
  const here = cells.filter(({ column, row }) => column >= left && column <= right && row >= top && row <= bottom);
  return Math.max(0, 1 - shareOfPrint(here) / Math.max(0.02, shareOfPrint(cells)));
}

/** The paper of a cell is what is brighter than the cell's mean: print is darker. */
function cellAt({ data, width }: Grey, left: number, top: number): Pick<Cell, 'paper' | 'white' | 'print'> {
  let [sum, whites, darkest] = [0, 0, 255];
  for (let y = top; y < top + cell; y++) {
    for (let x = left; x < left + cell; x++) {
      const value = data[y * width + x]!;
      sum += value;
      if (value >= white) whites++;
      if (value < darkest) darkest = value;
    }
  }
  const mean = sum / (cell * cell);
  let [paper, count] = [0, 0];
  for (let y = top; y < top + cell; y++) {
    for (let x = left; x < left + cell; x++) {
      const value = data[y * width + x]!;
      if (value < mean) continue;
      paper += value;
      count++;
    }
  }
  paper /= count;
  return { paper, white: whites >= 0.6 * cell * cell, print: darkest < paper - ink };
}

/** The plane of least squares through the cells' brightness. */
function planeThrough(cells: Cell[]): (column: number, row: number) => number {
  const count = Math.max(1, cells.length);
  const mean = (of: (each: Cell) => number) => cells.reduce((sum, each) => sum + of(each), 0) / count;
  const [x, y, z] = [mean(({ column }) => column), mean(({ row }) => row), mean(({ paper }) => paper)];
  const [xx, yy] = [mean(({ column }) => (column - x) ** 2), mean(({ row }) => (row - y) ** 2)];
  const xy = mean(({ column, row }) => (column - x) * (row - y));
  const xz = mean(({ column, paper }) => (column - x) * (paper - z));
  const yz = mean(({ row, paper }) => (row - y) * (paper - z));
  const determinant = xx * yy - xy * xy;
  if (determinant < 1e-6) return () => z;
  const [across, down] = [(xz * yy - yz * xy) / determinant, (yz * xx - xz * xy) / determinant];
  return (column, row) => z + across * (column - x) + down * (row - y);
}
