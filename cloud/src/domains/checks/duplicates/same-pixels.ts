import { align, placementOf, valueAt } from './align';
import { type Framing, ownFraming } from './framings';
import type { Grey } from './grey';

/** Pixels of one side of a block; about two lines of print at the thumbnail's size. */
const side = 12;
/** Standard deviation of grey values from which a block has something to compare. */
const structure = 8;
/** Fewer blocks with structure than this say nothing. */
const fewestBlocks = 12;
/** The share of blocks that may differ, as a stain of compression does; print that differs fills more. */
const forgiven = 0.04;

/** Lays a picture on a stored one and compares them block by block. @returns 0–1, or null where there is nothing to compare */
export function likeness(stored: Grey, asked: Grey, framing: Framing): number | null {
  const [a, b, c, d, e, f] = align(stored, asked, placementOf(ownFraming, framing, stored, asked));
  const placed = (x: number, y: number): number | undefined => {
    const [toX, toY] = [a * x + b * y + c, d * x + e * y + f];
    return toX < 0 || toY < 0 || toX >= asked.width - 1 || toY >= asked.height - 1 ? undefined : valueAt(asked, toX, toY);
  };
  const correlations: number[] = [];
  for (let top = 0; top + side <= stored.height; top += side) {
    for (let left = 0; left + side <= stored.width; left += side) {
      const correlation = correlationIn(stored, left, top, placed);
      if (correlation !== undefined) correlations.push(correlation);
    }
  }
  if (correlations.length < fewestBlocks) return null;
  correlations.sort((one, other) => one - other);
  return Math.max(0, correlations[Math.floor(correlations.length * forgiven)]!);
}

/** Normalised correlation of one block; undefined where it is not on both pictures, or plain on both. */
function correlationIn(stored: Grey, left: number, top: number, placed: (x: number, y: number) => number | undefined): number | undefined {
  let [sumA, sumB, squaresA, squaresB, products] = [0, 0, 0, 0, 0];
  for (let y = top; y < top + side; y++) {
    for (let x = left; x < left + side; x++) {
      const one = stored.data[y * stored.width + x]!;
      const other = placed(x, y);
      if (other === undefined) return undefined;
      sumA += one;
      sumB += other;
      squaresA += one * one;
      squaresB += other * other;
      products += one * other;
    }
  }
  const count = side * side;
  const [spreadA, spreadB] = [squaresA / count - (sumA / count) ** 2, squaresB / count - (sumB / count) ** 2];
  if (Math.max(spreadA, spreadB) < structure ** 2) return undefined;
  return (products / count - (sumA / count) * (sumB / count)) / Math.sqrt(Math.max(spreadA, 1) * Math.max(spreadB, 1));
}
