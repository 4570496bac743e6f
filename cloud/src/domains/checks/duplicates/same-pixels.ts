import { align, valueAt } from './align';
import type { Grey } from './grey';

/** Pixels of one side of a block. */
const side = 12;
/** Standard deviation of grey values from which a block has something to compare. */
const structure = 8;
/** Of these, the blocks with the most: in fainter ones compression decides. */
const compared = 0.6;
/** Fewer blocks than this say nothing. */
const fewestBlocks = 10;
/** The share of blocks that may differ, as a stain of compression does; print that differs fills more. */
const forgiven = 0.05;

/** Lays a picture on another and compares them block by block. @returns 0–1, or null where there is nothing to compare */
export function likenessOf(stored: Grey, asked: Grey): number | null {
  const [a, b, c, d, e, f] = align(stored, asked);
  const placed = (x: number, y: number): number | undefined => {
    const [toX, toY] = [a * x + b * y + c, d * x + e * y + f];
    return toX < 0 || toY < 0 || toX >= asked.width - 1 || toY >= asked.height - 1 ? undefined : valueAt(asked, toX, toY);
  };
  const blocks: Block[] = [];
  for (let top = 0; top + side <= stored.height; top += side) {
    for (let left = 0; left + side <= stored.width; left += side) {
      const block = blockAt(stored, left, top, placed);
      if (block && block.spread >= structure ** 2) blocks.push(block);
    }
  }
  const clearest = blocks.sort((one, other) => other.spread - one.spread).slice(0, Math.max(fewestBlocks, Math.ceil(blocks.length * compared)));
  if (clearest.length < fewestBlocks) return null;
  const correlations = clearest.map(({ correlation }) => correlation).sort((one, other) => one - other);
  return Math.max(0, correlations[Math.floor(correlations.length * forgiven)]!);
}

interface Block {
  /** Variance of its grey values, of the picture where it is greater. */
  spread: number;
  /** Normalised correlation, −1 to 1. */
  correlation: number;
}

/** Undefined where the block is not on both pictures. */
function blockAt(stored: Grey, left: number, top: number, placed: (x: number, y: number) => number | undefined): Block | undefined {
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
  const correlation = (products / count - (sumA / count) * (sumB / count)) / Math.sqrt(Math.max(spreadA, 1) * Math.max(spreadB, 1));
  return { spread: Math.max(spreadA, spreadB), correlation };
}
