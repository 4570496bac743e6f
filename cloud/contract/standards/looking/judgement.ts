import type { imageProblems } from '../../vocabulary';
import type { QualityLimits } from '../photo-list';
import { areaOf } from './area';
import { cutScoreOf } from './cut-off';
import { exposureOf } from './exposure';
import { glareOf } from './glare';
import type { Outline } from './outline';
import { type Colour, greyFrom } from './picture';
import { sharpnessOf } from './sharpness';

/** What the limits of the photo rules speak of. */
export interface Measures {
  /** A sheet or card was found, and is what was judged. */
  sheet: boolean;
  sharpness: number;
  brightness: number;
  saturated: number;
  glare: number;
  cutOff: number;
  /** Zero where nobody looked for it. */
  screenshot: number;
  /** Null where no sheet of known size was found. */
  pixelsPerMillimetre: number | null;
}

/**
 * What the picture itself tells.
 * @param colour at most `judgedLongSide` long
 * @param paper the sheet or card that lies in it: it is judged without the table
 */
export function measuresOf(colour: Colour, paper: Outline | null): Omit<Measures, 'screenshot' | 'pixelsPerMillimetre'> {
  const [grey, area] = [greyFrom(colour), areaOf(paper?.corners ?? null, colour)];
  return {
    sheet: paper !== null,
    sharpness: sharpnessOf(grey, area),
    brightness: exposureOf(grey, area).brightness,
    saturated: exposureOf(grey, areaOf(null, colour)).saturated,
    glare: paper ? glareOf(grey, area).share : 0,
    cutOff: cutScoreOf(paper),
  };
}

/** What is wrong with a picture by the limits of the photo rules, the worst first. */
export function problemsOf(found: Measures, longSide: number, limits: QualityLimits): (keyof typeof imageProblems)[] {
  const minSharpness = found.sheet ? (limits.minSheetSharpness ?? limits.minSharpness) : limits.minSharpness;
  const { minPixelsPerMillimetre = 0, maxGlare = 1, maxCutOff = 1, maxScreenshot = 1 } = limits;
  const findings: [boolean, keyof typeof imageProblems][] = [
    [found.screenshot > maxScreenshot, 'screenshot'],
    [longSide < limits.minLongSide || (found.pixelsPerMillimetre ?? Infinity) < minPixelsPerMillimetre, 'too_small'],
    [found.brightness < limits.minBrightness, 'dark'],
    [found.saturated > limits.maxSaturated, 'overexposed'],
    [found.glare > maxGlare, 'glare'],
    [found.cutOff > maxCutOff, 'cut_off'],
    [found.sharpness < minSharpness, 'blurred'],
  ];
  return findings.filter(([is]) => is).map(([, code]) => code);
}
