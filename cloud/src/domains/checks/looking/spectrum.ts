/** Side of the squares whose waves are looked at, in pixels; a power of two. */
export const square = 256;

const window = Float64Array.from({ length: square }, (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / (square - 1)));
const cosines = Float64Array.from({ length: square / 2 }, (_, at) => Math.cos((2 * Math.PI * at) / square));
const sines = Float64Array.from({ length: square / 2 }, (_, at) => -Math.sin((2 * Math.PI * at) / square));

/** Power of the waves in a square of pixels: row v, column u of the result is the wave that repeats u times across and v times down. */
export function spectrumOf(pixels: Float64Array): Float64Array {
  const mean = pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
  const real = pixels.map((value, at) => (value - mean) * window[at % square]! * window[Math.floor(at / square)]!);
  const imaginary = new Float64Array(pixels.length);
  for (let row = 0; row < square; row++) transform(real, imaginary, row * square, 1);
  for (let column = 0; column < square; column++) transform(real, imaginary, column, square);
  return real.map((value, at) => value * value + imaginary[at]! * imaginary[at]!);
}

/** Cooley and Tukey's fast Fourier transform of one row or column, in place. */
function transform(real: Float64Array, imaginary: Float64Array, start: number, stride: number): void {
  for (let at = 1, mirrored = 0; at < square; at++) {
    let bit = square >> 1;
    for (; mirrored & bit; bit >>= 1) mirrored ^= bit;
    mirrored ^= bit;
    if (at < mirrored) {
      swap(real, start + at * stride, start + mirrored * stride);
      swap(imaginary, start + at * stride, start + mirrored * stride);
    }
  }
  for (let length = 2; length <= square; length *= 2) {
    const [half, step] = [length / 2, square / length];
    for (let from = 0; from < square; from += length) {
      for (let at = 0; at < half; at++) {
        const [low, high] = [start + (from + at) * stride, start + (from + at + half) * stride];
        const [cos, sin] = [cosines[at * step]!, sines[at * step]!];
        const [re, im] = [real[high]! * cos - imaginary[high]! * sin, real[high]! * sin + imaginary[high]! * cos];
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
