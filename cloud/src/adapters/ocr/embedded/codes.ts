import { creditCodeProblem, idNumberProblem, plateKind, vinProblem } from '@yongche/contract/standards';
import type { Alternative, Glyph } from './recognise';
import type { Sign } from './page';

/** A value that was put together from signs. */
export interface Found {
  value: string;
  /** 0–1. */
  confidence: number;
  signs: Sign[];
}

/** A number whose signs are known, and mostly a check digit with them. */
interface Code {
  length: number;
  alphabet: string;
  /** Alphabet of single places, by their number. */
  places?: Record<number, string>;
  /** A number of digits alone is another one. */
  leastLetters?: number;
  holds: (value: string) => boolean;
  /** Whether a number carries no check digit, so that nothing is sought by it. */
  mayFail?: (value: string) => boolean;
}

const digits = '0123456789';
/** Without I and O, as on plates. */
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const provinces = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';

const codes = {
  vin: { length: 17, alphabet: '0123456789ABCDEFGHJKLMNPRSTUVWXYZ', places: { 8: `${digits}X` }, leastLetters: 3, holds: (vin) => vinProblem(vin) === undefined },
  /** China and North America prescribe the check digit; others mostly use its place otherwise. */
  foreignVin: { length: 17, alphabet: '0123456789ABCDEFGHJKLMNPRSTUVWXYZ', leastLetters: 3, holds: (vin) => vinProblem(vin) === undefined, mayFail: (vin) => !/^[L1-5]/.test(vin) },
  idNumber: { length: 18, alphabet: digits, places: { 6: '12', 7: '09', 17: `${digits}X` }, holds: (number) => idNumberProblem(number) === undefined },
  creditCode: { length: 18, alphabet: '0123456789ABCDEFGHJKLMNPQRTUWXY', places: { 2: digits, 3: digits, 4: digits, 5: digits, 6: digits, 7: digits }, holds: (code) => creditCodeProblem(code) === undefined },
} satisfies Record<string, Code>;

/** What print and lens confuse: where the read sign cannot stand in a code, the other one can. */
const lookalikes: Record<string, string> = {
  O: '0D', Q: '0', D: '0', I: '1', L: '1', '|': '1', '!': '1', Z: '2', S: '5', G: '6', B: '8', '0': 'D', '1': 'L', '2': 'Z', '5': 'S', '6': 'G', '8': 'B', V: 'Y', U: '0',
}; // prettier-ignore
/** A second guess counts only down to this share of the first one: a number that was changed must not be read as it ought to be. */
const leastShare = 0.01;
const mostTries = 1000;

export const vinIn = (signs: Sign[]) => best([codeIn(signs, codes.vin), codeIn(signs, codes.foreignVin)]);
export const idNumberIn = (signs: Sign[]) => codeIn(signs, codes.idNumber);
export const creditCodeIn = (signs: Sign[]) => codeIn(signs, codes.creditCode);

/** A person's or a unit's number, whichever its check digit speaks for. */
export const partyNumberIn = (signs: Sign[]) => best([idNumberIn(signs), creditCodeIn(signs)]);

export function best<Value extends { confidence: number }>(found: (Value | undefined)[]): Value | undefined {
  return found.filter((one) => one !== undefined).sort((a, b) => b.confidence - a.confidence)[0];
}

/** The number among the signs: the window that holds, or else the one that was read most surely. Undefined where there are too few. */
function codeIn(signs: Sign[], code: Code): Found | undefined {
  return best(
    runsOf(signs, code).flatMap((run) => {
      const windows = Array.from({ length: Math.max(0, run.length - code.length + 1) }, (_, at) => run.slice(at, at + code.length));
      // What is part of something longer is hardly the number, unless its check digit says so.
      return windows.map((window) => numberOf(window, code, run.length <= code.length + 1 ? 0.6 : 0.3));
    }),
  );
}

/** Stretches in which each sign can stand in the code. */
function runsOf(signs: Sign[], { alphabet, places = {} }: Code): Sign[][] {
  const all = alphabet + Object.values(places).join('');
  const runs: Sign[][] = [[]];
  for (const sign of signs) {
    if (/^[-·.,' ]$/.test(sign.sign)) continue;
    if (choices(sign, all).length > 0) runs[runs.length - 1]!.push(sign);
    else if (runs[runs.length - 1]!.length > 0) runs.push([]);
  }
  return runs;
}

function numberOf(window: Sign[], { alphabet, places = {}, leastLetters = 0, holds, mayFail }: Code, share: number): Found | undefined {
  if (window.filter(({ sign }) => /[A-Z]/i.test(sign)).length < leastLetters) return undefined;
  const options = window.map((sign, at) => choices(sign, places[at] ?? alphabet));
  if (options.some((choice) => choice.length === 0)) return undefined;
  const [value, probability] = likeliest(options);
  if (holds(value)) return { value, confidence: raised(probability), signs: window };
  if (mayFail) return mayFail(value) ? { value, confidence: 0.9 * probability, signs: window } : undefined;
  // One in eleven numbers holds by chance: what had to be sought is no surer than its signs.
  const held = firstThat(options, holds);
  if (held) return { value: held[0], confidence: 0.95 * held[1], signs: window };
  return { value, confidence: share * probability, signs: window };
}

const raised = (confidence: number) => 1 - (1 - confidence) / 3;

/** The signs that may stand here, most probable first. */
export function choices({ sign, probability, others }: Pick<Glyph, 'sign' | 'probability' | 'others'>, alphabet: string): Alternative[] {
  const read = sign.toUpperCase();
  const options = others.filter((other) => alphabet.includes(other.sign));
  const known = new Set(options.map((option) => option.sign));
  const add = (other: string, chance: number) => {
    if (!alphabet.includes(other)) return;
    if (known.has(other)) for (const option of options) option.probability = option.sign === other ? Math.max(option.probability, chance) : option.probability;
    else options.push({ sign: other, probability: chance });
    known.add(other);
  };
  if (alphabet.includes(read)) add(read, probability);
  else for (const other of lookalikes[read] ?? '') add(other, 0.6 * probability);
  return options.map((option) => ({ ...option })).sort((a, b) => b.probability - a.probability).slice(0, 4);
}

/** The most probable value, with the geometric mean of its signs' probabilities. */
function likeliest(options: Alternative[][]): [value: string, probability: number] {
  return [options.map(([first]) => first!.sign).join(''), mean(options.map(([first]) => first!.probability))];
}

const mean = (probabilities: number[]) => Math.exp(probabilities.reduce((sum, probability) => sum + Math.log(Math.max(1e-6, probability)), 0) / Math.max(1, probabilities.length));

/** The most probable value that holds, looking through the values from the most probable one downwards. */
export function firstThat(options: Alternative[][], holds: (value: string) => boolean): [value: string, probability: number] | undefined {
  const chance = (chosen: number[]) => chosen.reduce((product, option, at) => product * (options[at]![option]!.probability / options[at]![0]!.probability), 1);
  const pending = [{ chosen: options.map(() => 0), from: 0, share: 1 }];
  for (let tries = 0; pending.length > 0 && tries < mostTries; tries++) {
    pending.sort((a, b) => a.share - b.share);
    const { chosen, from } = pending.pop()!;
    const value = chosen.map((option, at) => options[at]![option]!.sign).join('');
    if (tries > 0 && holds(value)) return [value, mean(chosen.map((option, at) => options[at]![option]!.probability))];
    for (let at = from; at < options.length; at++) {
      // No place before the last one that was changed, so that each value is reached once.
      const next = chosen.map((option, place) => (place === at ? option + 1 : option));
      if (next[at]! >= options[at]!.length) continue;
      const share = chance(next);
      if (share >= leastShare) pending.push({ chosen: next, from: at, share });
    }
  }
  return undefined;
}

const plateSigns = `${digits}${letters}`;

/** A number plate among the signs, at its most probable place; undefined where none is. */
export function plateIn(signs: Sign[]): Found | undefined {
  const clean = signs.filter(({ sign }) => !/^[·.•・:\-—,'`"*]$/.test(sign));
  return best(
    clean.map((_sign, from) => {
      const [seven, eight] = [plateAt(clean.slice(from), 7), plateAt(clean.slice(from), 8)];
      // The first seven signs of a new energy plate look like an ordinary one.
      return eight && eight.confidence > 0.9 * (seven?.confidence ?? 0) ? eight : seven;
    }),
  );
}

function plateAt(signs: Sign[], length: number): Found | undefined {
  const window = signs.slice(0, length);
  if (window.length < length) return undefined;
  const last = length === 7 ? `${plateSigns}挂学警港澳` : plateSigns;
  const options = window.map((sign, at) => choices(sign, at === 0 ? provinces : at === 1 ? letters : at === length - 1 ? last : plateSigns));
  if (options.some((choice) => choice.length === 0)) return undefined;
  const [value, probability] = likeliest(options);
  // No check digit speaks for a plate, so it is worth what its least sign is.
  const faint = Math.min(...options.map(([first]) => first!.probability));
  if (plateKind(value)) return { value, confidence: Math.sqrt(probability * faint), signs: window };
  const held = firstThat(options, (other) => plateKind(other) !== undefined);
  return held && { value: held[0], confidence: 0.8 * held[1], signs: window };
}
