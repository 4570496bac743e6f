import type { Area } from '@yongche/contract/standards/looking/area';
import type { Grey } from '@yongche/contract/standards/looking/picture';
import { type Scale, scoreOf } from '@yongche/contract/standards/looking/scale';
import type { Detection } from './detection';
import { spectrumOf, square } from './spectrum';

/** Squares looked at, three by three over the area. */
const across = 3;
/** Waves of fewer than so many repetitions in a square are print and shade. */
const fewest = 48;
/** Waves that run level or upright come from lines of print, from forms, and from the JPEG's own blocks. */
const besideAxes = 6;

const decibels: Scale = { fine: 18, suspicious: 25, certain: 32 };

/**
 * 翻拍屏幕: a weak sign among others, see `moireOf`. Drawn dots are told from the same pictures without them (AUC 1.00), which
 * says little: on the 7 real pictures that we have, 3 of screens and 4 of things, the AUC is 0.92, by which its lowest
 * frequency was chosen too, and none reaches 0.8. Paper
 * prints, and screens taken from so far that their dots melt, are not told at all. Never a reason to stop a deal.
 */
export const recapture: Detection = {
  detector: 'recapture',
  version: 1,
  look: ({ native, nativeArea }) => ({ score: scoreOf(moireOf(native, nativeArea), decibels), box: null }),
};

/**
 * By how many decibels the strongest slanting wave stands out of its surroundings, in the squares of the native picture
 * where it does so most. The dots of a screen and those of the camera make such waves (moiré).
 */
export function moireOf(grey: Grey, area: Area): number {
  const [width, height] = [area.right - area.left, area.bottom - area.top];
  const peaks: number[] = [];
  for (let row = 0; row < across; row++) {
    for (let column = 0; column < across; column++) {
      const left = Math.round(area.left + ((width - square) * column) / (across - 1));
      const top = Math.round(area.top + ((height - square) * row) / (across - 1));
      if (left >= 0 && top >= 0 && left + square <= grey.width && top + square <= grey.height) peaks.push(strongestWave(spectrumOf(pixelsAt(grey, left, top))));
    }
  }
  return peaks.sort((a, b) => b - a)[Math.min(2, peaks.length - 1)] ?? 0;
}

function pixelsAt({ data, width }: Grey, left: number, top: number): Float64Array {
  const pixels = new Float64Array(square * square);
  for (let y = 0; y < square; y++) {
    for (let x = 0; x < square; x++) pixels[y * square + x] = data[(top + y) * width + left + x]!;
  }
  return pixels;
}

/** The strongest wave against the usual (mean of logarithms) of all that repeat as often. */
function strongestWave(power: Float64Array): number {
  const [sums, counts] = [new Float64Array(square / 2), new Float64Array(square / 2)];
  eachWave((at, radius) => {
    sums[radius]! += Math.log10(power[at]! + 1);
    counts[radius]!++;
  });
  let most = 0;
  eachWave((at, radius) => (most = Math.max(most, Math.log10(power[at]! + 1) - sums[radius]! / counts[radius]!)));
  return 10 * most;
}

/** Each slanting wave of the upper half (the lower one mirrors it), with its repetitions in its own direction. */
function eachWave(see: (at: number, radius: number) => void): void {
  for (let v = besideAxes; v < square / 2 - besideAxes; v++) {
    for (let u = besideAxes; u < square - besideAxes; u++) {
      const sideways = u < square / 2 ? u : square - u;
      if (Math.abs(sideways) < besideAxes || Math.abs(sideways - square / 2) < besideAxes) continue;
      const radius = Math.round(Math.hypot(sideways, v));
      if (radius >= fewest && radius < square / 2) see(v * square + u, radius);
    }
  }
}
