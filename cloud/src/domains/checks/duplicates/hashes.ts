import { type Framing, framings, ownFraming } from './framings';
import { aspectOf, type Grey, greyOf } from './grey';

/** Words of 32 bits in one hash. */
export const hashWords = 8;
const cells = 16;
/** Pixels on each side of the square that hashes are made from. */
const size = 256;
/** Grey levels (0–255) by which neighbours must differ: flat ground stays 0, whatever the compression does to it. */
const step = 0.7;

/** 影像特征: what finds a picture again, and what its other framings are made from. */
export interface PictureHashes {
  /** 256 bits of the picture as it is, as they are stored. */
  own: Buffer;
  /** The picture squeezed into a square. */
  square: Grey;
  /** Width by height of the picture itself. */
  aspect: number;
}

/** Hashes a picture. Rejects where it cannot be read. */
export async function hashesOf(picture: Buffer): Promise<PictureHashes> {
  const [square, aspect] = await Promise.all([greyOf(picture, size, 'fill'), aspectOf(picture)]);
  return { own: bytesOf(hashIn(sumsOf(square), aspect, ownFraming)), square, aspect };
}

/** The hash in each of `framings`, in their order. */
export function framedHashes({ square, aspect }: Pick<PictureHashes, 'square' | 'aspect'>): Uint32Array[] {
  const sums = sumsOf(square);
  return framings.map((framing) => hashIn(sums, aspect, framing));
}

/** The words of a stored hash. */
export function wordsOf(hash: Uint8Array): Uint32Array {
  const view = new DataView(hash.buffer, hash.byteOffset, hash.byteLength);
  return Uint32Array.from({ length: hashWords }, (_, at) => view.getUint32(4 * at));
}

function bytesOf(words: Uint32Array): Buffer {
  const bytes = Buffer.alloc(4 * hashWords);
  words.forEach((word, at) => bytes.writeUInt32BE(word, 4 * at));
  return bytes;
}

/** Sum of all pixels above and to the left of each: the mean of any part follows from four of them. */
function sumsOf({ data }: Grey): Float64Array {
  const wide = size + 1;
  const sums = new Float64Array(wide * wide);
  for (let y = 0; y < size; y++) {
    let row = 0;
    for (let x = 0; x < size; x++) {
      row += data[y * size + x]!;
      sums[(y + 1) * wide + x + 1] = sums[y * wide + x + 1]! + row;
    }
  }
  return sums;
}

/**
 * A difference hash (dHash) of 16 × 16: whether a cell is darker than its neighbour, to the right and below in turns as on
 * a chess board. Neighbouring bits stand in different words, so that the first words tell of the whole picture.
 */
function hashIn(sums: Float64Array, aspect: number, { left, top, right, bottom, turn }: Framing): Uint32Array {
  const side = cells + 1;
  const [width, height] = [(right - left) / side, (bottom - top) / side];
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const means = new Float64Array(side * side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const [dx, dy] = [(left + (column + 0.5) * width - 0.5) * aspect, top + (row + 0.5) * height - 0.5];
      const [x, y] = [0.5 + (dx * cos - dy * sin) / aspect, 0.5 + dx * sin + dy * cos];
      means[row * side + column] = meanOf(sums, x - width / 2, y - height / 2, x + width / 2, y + height / 2);
    }
  }
  const words = new Uint32Array(hashWords);
  for (let bit = 0; bit < cells * cells; bit++) {
    const [row, column] = [bit >> 4, bit & 15];
    const at = row * side + column;
    const beside = (row + column) % 2 === 0 ? at + 1 : at + side;
    const word = (column + 3 * row) % hashWords;
    words[word] = (words[word]! << 1) | Number(means[beside]! - means[at]! > step);
  }
  return words;
}

function meanOf(sums: Float64Array, left: number, top: number, right: number, bottom: number): number {
  const [x1, y1, x2, y2] = [inside(left) * size, inside(top) * size, inside(right) * size, inside(bottom) * size];
  const area = (x2 - x1) * (y2 - y1);
  return area > 0 ? (sumAt(sums, x2, y2) - sumAt(sums, x1, y2) - sumAt(sums, x2, y1) + sumAt(sums, x1, y1)) / area : 0;
}

const inside = (share: number) => Math.min(1, Math.max(0, share));

/** The sum up to a point between pixels. */
function sumAt(sums: Float64Array, x: number, y: number): number {
  const wide = size + 1;
  const [column, row] = [Math.min(size - 1, Math.floor(x)), Math.min(size - 1, Math.floor(y))];
  const [dx, dy] = [x - column, y - row];
  const at = row * wide + column;
  const above = sums[at]! * (1 - dx) + sums[at + 1]! * dx;
  const below = sums[at + wide]! * (1 - dx) + sums[at + wide + 1]! * dx;
  return above * (1 - dy) + below * dy;
}
