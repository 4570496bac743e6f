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

/** Standard deviation of grey values from which a block shows print. */
const print = 20;
/** Of the blocks with print so many may differ at most: a date that differs fills two. */
const stains = 1;
/** Likeness below which print says something else; in copies it stays above 0.75, between two papers below 0.55. */
const samePrint = 0.7;
/** Grey values beyond are cut off, so that a block that holds one does not speak of the light. */
const lit = { darkest: 3, brightest: 251 };
/**
 * Grey values by which the light of one block in twenty may differ, once brightness and contrast are evened out: copies stay
 * below 2, the same paper photographed anew is above 6.
 */
const sameLight = 4;
/** A copy is not fainter than this. */
const leastGain = 0.3;

/**
 * Lays a picture on another and compares them block by block. The same photograph shows the same print in each place, and the
 * same light: another paper of the form differs in its print, the same paper photographed anew in the light on it.
 * @returns 0–1, or null where there is nothing to compare
 */
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
      if (block) blocks.push(block);
    }
  }
  const structured = blocks.filter(({ spread }) => spread >= structure ** 2);
  const clearest = structured.sort((one, other) => other.spread - one.spread).slice(0, Math.max(fewestBlocks, Math.ceil(structured.length * compared)));
  if (clearest.length < fewestBlocks) return null;
  const printed = ascending(clearest.filter(({ spread }) => spread >= print ** 2).map(({ correlation }) => correlation));
  if (printed.length >= fewestBlocks && printed[stains]! < samePrint) return 0;
  if (lightDifference(blocks) > sameLight) return 0;
  const correlations = ascending(clearest.map(({ correlation }) => correlation));
  return Math.max(0, correlations[Math.floor(correlations.length * forgiven)]!);
}

const ascending = (values: number[]) => values.sort((one, other) => one - other);

/** The difference in light that one block in twenty exceeds, in grey values of the first picture. */
function lightDifference(blocks: Block[]): number {
  const whole = blocks.filter(({ isCutOff }) => !isCutOff);
  if (whole.length < fewestBlocks) return 0;
  const [first, second] = [0, 1].map((at) => whole.reduce((sum, { means }) => sum + means[at]!, 0) / whole.length) as [number, number];
  const [together, alone] = whole.reduce(([products, squares], { means: [one, other] }) => [products + (one - first) * (other - second), squares + (one - first) ** 2], [0, 0]) as [number, number];
  const gain = Math.max(leastGain, alone === 0 ? 1 : together / alone);
  const differences = ascending(whole.map(({ means: [one, other] }) => Math.abs((other - second) / gain - (one - first))));
  return differences[Math.floor(differences.length * (1 - forgiven))]!;
}

interface Block {
  /** Variance of its grey values, of the picture where it is greater. */
  spread: number;
  /** Normalised correlation, −1 to 1. */
  correlation: number;
  /** Mean grey value on either picture. */
  means: [number, number];
  /** It holds black or white that may have been more so. */
  isCutOff: boolean;
}

/** Undefined where the block is not on both pictures. */
function blockAt(stored: Grey, left: number, top: number, placed: (x: number, y: number) => number | undefined): Block | undefined {
  let [sumA, sumB, squaresA, squaresB, products] = [0, 0, 0, 0, 0];
  let [darkest, brightest] = [255, 0];
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
      darkest = Math.min(darkest, one, other);
      brightest = Math.max(brightest, one, other);
    }
  }
  const count = side * side;
  const [spreadA, spreadB] = [squaresA / count - (sumA / count) ** 2, squaresB / count - (sumB / count) ** 2];
  const correlation = (products / count - (sumA / count) * (sumB / count)) / Math.sqrt(Math.max(spreadA, 1) * Math.max(spreadB, 1));
  return { spread: Math.max(spreadA, spreadB), correlation, means: [sumA / count, sumB / count], isCutOff: darkest < lit.darkest || brightest > lit.brightest };
}
