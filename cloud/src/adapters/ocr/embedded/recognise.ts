import { type Frame, sliceOf } from './geometry';
import { ask, type Models } from './models';
import { type Pixels, straighten } from './pixels';

/** One sign of a line, and where it stands. */
export interface Glyph {
  sign: string;
  probability: number;
  frame: Frame;
  /** Alternatives by probability, most probable first, among the signs of numbers and codes. */
  others: Alternative[];
}
export interface Alternative {
  sign: string;
  probability: number;
}

/** A line of print, read; blanks are left out. */
export interface TextLine {
  text: string;
  confidence: number;
  frame: Frame;
  glyphs: Glyph[];
}

/** Signs that stand in codes: for these the second guesses are kept, so that a check digit can choose among them. */
export const codeSigns = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼挂学警港澳';

const height = 48;
const widest = 1920;
/** A second guess below this is noise. */
const faintest = 0.0005;

/**
 * Reads the lines, one after the other: on one core a batch costs as much as its lines, and the padding on top. What is
 * higher than long is no line of print.
 */
export async function readLines(models: Models, pixels: Pixels, frames: Frame[]): Promise<TextLine[]> {
  const lines: TextLine[] = [];
  for (const frame of frames) if (frame.width > 0.6 * frame.height) lines.push(await readLine(models, pixels, frame));
  return lines.filter(({ text }) => text !== '');
}

async function readLine({ recognise, signs }: Models, pixels: Pixels, frame: Frame): Promise<TextLine> {
  const width = Math.min(widest, Math.max(24, Math.round((height * frame.width) / frame.height)));
  const stride = Math.ceil(width / 8) * 8;
  const input = new Float32Array(3 * height * stride);
  straighten(pixels, frame, input, { width, height, stride });
  const { data, dims } = await ask(recognise, input, [1, 3, height, stride]);
  const [, steps, known] = dims as [number, number, number];
  return lineOf(frame, decode(data, known, signs), steps * (width / stride));
}

/** One run of the same answer: a sign stands as long as the network repeats it. */
interface Run {
  sign: string;
  from: number;
  to: number;
  probability: number;
  others: Alternative[];
}

/** CTC: repeated answers are one sign, and blanks part signs. */
export function decode(answer: Float32Array, known: number, signs: string[]): Run[] {
  const codes = codeNumbers(signs);
  const runs: Run[] = [];
  let before = 0;
  for (let step = 0; step * known < answer.length; step++) {
    const row = answer.subarray(step * known, (step + 1) * known);
    let best = 0;
    for (let number = 1; number < known; number++) if (row[number]! > row[best]!) best = number;
    if (best !== 0) {
      const last = runs[runs.length - 1];
      if (best === before && last) {
        last.to = step;
        if (row[best]! > last.probability) Object.assign(last, { probability: row[best]!, others: alternatives(row, codes) });
      } else runs.push({ sign: signs[best] ?? '', from: step, to: step, probability: row[best]!, others: alternatives(row, codes) });
    }
    before = best;
  }
  return runs;
}

let codesOf: { signs: string[]; numbers: [number, string][] } | undefined;

function codeNumbers(signs: string[]): [number, string][] {
  if (codesOf?.signs !== signs) codesOf = { signs, numbers: [...codeSigns].map((sign) => [signs.indexOf(sign), sign]) };
  return codesOf.numbers;
}

const alternatives = (row: Float32Array, codes: [number, string][]): Alternative[] =>
  codes
    .filter(([number]) => row[number]! >= faintest)
    .map(([number, sign]) => ({ sign, probability: row[number]! }))
    .sort((a, b) => b.probability - a.probability);

function lineOf(frame: Frame, runs: Run[], steps: number): TextLine {
  const seen = runs.filter(({ sign }) => sign.trim() !== '').map((run) => ({ ...run, sign: narrow(run.sign) }));
  const middles = seen.map(({ from, to }) => Math.min(1, ((from + to) / 2 + 0.5) / steps));
  const glyphs = seen.map(({ sign, probability, others }, at): Glyph => {
    const left = at === 0 ? 0 : (middles[at - 1]! + middles[at]!) / 2;
    const right = at === seen.length - 1 ? 1 : (middles[at]! + middles[at + 1]!) / 2;
    const reach = Math.min(middles[at]! - left, right - middles[at]!, (0.7 * frame.height) / frame.width) || (right - left) / 2;
    return { sign, probability, others, frame: sliceOf(frame, Math.max(left, middles[at]! - reach), Math.min(right, middles[at]! + reach)) };
  });
  const confidence = seen.length === 0 ? 0 : seen.reduce((sum, { probability }) => sum + probability, 0) / seen.length;
  return { text: seen.map(({ sign }) => sign).join(''), confidence, frame, glyphs };
}

/** A sign of full width as the narrow one: the network writes both. */
const narrow = (sign: string) => (/[\uff01-\uff5e￥]/.test(sign) ? sign.normalize('NFKC') : sign);
