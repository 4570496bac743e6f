/** Side of the squares whose waves are looked at, in pixels; a power of two. */
export const square = 256;

const window = Float64Array.from({ length: square }, (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / (square - 1)));
const cosines = Float64Array.from({ length: square / 2 }, (_, at) => Math.cos((2 * Math.PI * at) / square));
const sines = Float64Array.from({ length: square / 2 }, (_, at) => -Math.sin((2 * Math.PI * at) / square));

/** Power of the waves in a square of pixels: row u, column v of the result is the wave that repeats u times across and v times down. */
export function spectrumOf(pixels: Float64Array): Float64Array {
  const mean = pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
  const real = pixels.map((value, at) => (value - mean) * window[at % square]! * window[Math.floor(at / square)]!);
  const imaginary = new Float64Array(pixels.length);
  transformRows(real, imaginary);
  // Columns are taken as rows of the turned square: their values then lie side by side, which is several times faster.
  turn(real);
  turn(imaginary);
  transformRows(real, imaginary);
  return real.map((value, at) => value * value + imaginary[at]! * imaginary[at]!);
}

function transformRows(real: Float64Array, imaginary: Float64Array): void {
  for (let start = 0; start < real.length; start += square) {
    transform(real.subarray(start, start + square), imaginary.subarray(start, start + square));
  }
}

function turn(of: Float64Array): void {
  for (let y = 0; y < square; y++) {
    for (let x = 0; x < y; x++) swap(of, y * square + x, x * square + y);
  }
}

/** Cooley and Tukey's fast Fourier transform of one row, in place. */
function transform(real: Float64Array, imaginary: Float64Array): void {
  for (let at = 1, mirrored = 0; at < square; at++) {
    let bit = square >> 1;
    for (; mirrored & bit; bit >>= 1) mirrored ^= bit;
    mirrored ^= bit;
    if (at >= mirrored) continue;
    swap(real, at, mirrored);
    swap(imaginary, at, mirrored);
  }
  for (let length = 2; length <= square; length *= 2) {
    const half = length / 2;
    const step = square / length;
    for (let from = 0; from < square; from += length) {
      for (let at = 0; at < half; at++) {
        const low = from + at;
        const high = low + half;
        const cos = cosines[at * step]!;
        const sin = sines[at * step]!;
        const re = real[high]! * cos - imaginary[high]! * sin;
        const im = real[high]! * sin + imaginary[high]! * cos;
        real[high] = real[low]! - re;
        imaginary[high] = imaginary[low]! - im;
        real[low]! += re;
        imaginary[low]! += im;
      }
    }
  }
}

function swap(of: Float64Array, a: number, b: number): void {
  const kept = of[a]!;
  of[a] = of[b]!;
  of[b] = kept;
}
