import type { Pixels } from './warp';

interface Size {
  width: number;
  height: number;
}

/** The size that a picture has when its long side is at most so long. */
export function sizeWithin({ width, height }: Size, longSide: number): Size {
  const scale = Math.min(1, longSide / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

const lobes = 3;
const sinc = (x: number) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** Which pixels make up each new one along an axis, and how much of each. */
interface Taps {
  count: number;
  first: Int32Array;
  weights: Float32Array;
}

function tapsOf(from: number, to: number): Taps {
  const scale = Math.max(1, from / to);
  const count = Math.min(from, Math.ceil(lobes * scale) * 2 + 1);
  const taps = { count, first: new Int32Array(to), weights: new Float32Array(to * count) };
  for (let at = 0; at < to; at++) {
    const middle = ((at + 0.5) * from) / to - 0.5;
    const first = Math.min(from - count, Math.max(0, Math.ceil(middle - lobes * scale)));
    taps.first[at] = first;
    let sum = 0;
    for (let tap = 0; tap < count; tap++) {
      const distance = Math.abs(first + tap - middle) / scale;
      const weight = distance < lobes ? sinc(distance) * sinc(distance / lobes) : 0;
      taps.weights[at * count + tap] = weight;
      sum += weight;
    }
    for (let tap = 0; tap < count; tap++) taps.weights[at * count + tap]! /= sum;
  }
  return taps;
}

/**
 * A picture made smaller by Lanczos's filter, as the server does it: a canvas does it softer, and print would be judged, and sent,
 * less sharp than it was taken. The picture itself where it is not larger.
 */
export function shrunk(source: Pixels, { width, height }: Size): Pixels {
  if (source.width <= width && source.height <= height) return source;
  const narrow = shrunkAcross(source, width);
  const taps = tapsOf(source.height, height);
  const made = { data: new Uint8ClampedArray(width * height * 4), width, height };
  const row = width * 4;
  const sums = new Float32Array(row);
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    for (let tap = 0; tap < taps.count; tap++) {
      const weight = taps.weights[y * taps.count + tap]!;
      if (weight === 0) continue;
      const from = (taps.first[y]! + tap) * row;
      for (let at = 0; at < row; at++) sums[at]! += weight * narrow[from + at]!;
    }
    made.data.set(sums, y * row);
  }
  return made;
}

function shrunkAcross({ data, width: from, height }: Pixels, to: number): Uint8ClampedArray {
  if (from === to) return data;
  const { count, first, weights } = tapsOf(from, to);
  const made = new Uint8ClampedArray(to * height * 4);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0, tap = 0; x < to; x++, at += 4) {
      let red = 0;
      let green = 0;
      let blue = 0;
      let pixel = (y * from + first[x]!) * 4;
      for (const end = tap + count; tap < end; tap++, pixel += 4) {
        const weight = weights[tap]!;
        red += weight * data[pixel]!;
        green += weight * data[pixel + 1]!;
        blue += weight * data[pixel + 2]!;
      }
      made[at] = red;
      made[at + 1] = green;
      made[at + 2] = blue;
      made[at + 3] = 255;
    }
  }
  return made;
}
