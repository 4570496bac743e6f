import type { Found } from './codes';
import type { Sign } from './page';

/** Nothing speaks for a text but its signs, so the least of them counts as much as all together. */
function sureness(signs: Sign[]): number {
  const chances = signs.map(({ probability }) => Math.max(1e-3, probability));
  const mean = Math.exp(chances.reduce((sum, chance) => sum + Math.log(chance), 0) / Math.max(1, chances.length));
  return chances.length === 0 ? 0 : Math.sqrt(mean * Math.min(...chances));
}

type Write = (match: RegExpExecArray) => string | undefined;

/**
 * The signs that a pattern matches, as a value: `write` turns the match into the value's normal form, `as` says what a sign
 * must mean here, such as 0 for O among digits.
 */
export function matchIn(signs: Sign[], pattern: RegExp, write: Write = ([whole]) => whole, as = (sign: string) => sign): Found | undefined {
  // One place in the text for each sign, so that a match tells which signs it is made of.
  const text = signs.map(({ sign }) => (sign.length === 1 ? as(sign) : ' ')).join('');
  const match = pattern.exec(text);
  const value = match && write(match);
  if (!match || !value) return undefined;
  const used = signs.slice(match.index, match.index + match[0].length);
  return { value, confidence: sureness(used), signs: used };
}

/** A name of a person or a unit, without what stands around it; its brackets are as wide as its characters. */
export const nameIn = (signs: Sign[]) => matchIn(signs, /[\p{Script=Han}A-Za-z0-9][\p{Script=Han}A-Za-z0-9·()&-]+/u, ([name]) => wideBrackets(name.replace(/[·(&-]+$/, '')));

export const wideBrackets = (text: string) => text.replaceAll('(', '（').replaceAll(')', '）');

/** Words and numbers as they stand. */
export const textIn = (signs: Sign[]) => matchIn(signs, /[^\s:;、,.].*/u, ([text]) => text.replace(/[:;、,.]+$/, ''));

/** Letters and digits, such as an engine's number; makers avoid O and I in them. */
export const serialIn = (signs: Sign[], least = 3) => matchIn(signs, new RegExp(`[0-9A-Za-z][0-9A-Za-z*-]{${least - 1},}`), ([serial]) => serial.toUpperCase().replaceAll('O', '0').replaceAll('I', '1'));

/** So many digits together. */
export const digitsIn = (signs: Sign[], length: number) => matchIn(signs, new RegExp(`(?<!\\d)\\d{${length}}(?!\\d)`), undefined, asDigit);

const digits: Record<string, string> = { O: '0', o: '0', D: '0', Q: '0', I: '1', l: '1', '|': '1', Z: '2', S: '5', B: '8' };
const asDigit = (sign: string) => digits[sign] ?? sign;

const dayPattern = /((?:19|20)\d{2})[^\d]{1,2}(0?[1-9]|1[0-2])[^\d]{1,2}(0?[1-9]|[12]\d|3[01])(?!\d)/;
const closeDayPattern = /(?<!\d)((?:19|20)\d{2})[^\d]?(0[1-9]|1[0-2])[^\d]?(0[1-9]|[12]\d|3[01])(?!\d)/;

/** A day as 2026-01-31, however it is printed. */
export function dayIn(signs: Sign[]): Found | undefined {
  const write: Write = ([, year, month, day]) => calendarDay(Number(year), Number(month), Number(day));
  return matchIn(signs, dayPattern, write, asDigit) ?? matchIn(signs, closeDayPattern, write, asDigit);
}

/** A month, as its last day. */
export const monthIn = (signs: Sign[]) => matchIn(signs, /((?:19|20)\d{2})[^\d]{1,2}(0?[1-9]|1[0-2])(?!\d)/, ([, year, month]) => lastDay(Number(year), Number(month)), asDigit);

/** Two days (2016.05.21-2036.05.21), the second one `long` for 长期. */
export function periodIn(signs: Sign[]): { from: Found | undefined; until: Found | undefined } {
  const from = dayIn(signs);
  const rest = from ? signs.slice(signs.indexOf(from.signs[from.signs.length - 1]!) + 1) : signs;
  return { from, until: matchIn(rest, /长期|长久|无固定期限|永久/, () => 'long') ?? dayIn(rest) };
}

const lastDay = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);

function calendarDay(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 ? date.toISOString().slice(0, 10) : undefined;
}

/** Money in figures, as 128000.00. */
export const moneyIn = (signs: Sign[]) =>
  matchIn(signs.filter(({ sign }) => !/[,，]/.test(sign)), /(\d+)(?:[.。](\d{1,2}))?/, ([, yuan, fen = '']) => (Number(yuan) > 0 ? `${Number(yuan)}.${fen.padEnd(2, '0')}` : undefined));

const wordSigns = '零壹贰叁肆伍陆柒捌玖拾佰仟万亿圆元角分整正〇一二三四五六七八九十百千貳陸萬億';
/** What stands for a numeral in words when it is misread. */
const misreadWords: Record<string, string> = { 園: '圆', 国: '圆', 固: '圆', 圓: '圆', 员: '圆', 质: '贰', 武: '贰', 貮: '贰', 弍: '贰', 参: '叁', 叄: '叁', 卷: '叁', 伯: '佰', 恰: '拾', 给: '拾', 什: '仟', 任: '仟', 干: '仟', 捐: '捌', 别: '捌', 致: '玖', 柴: '柒', 染: '柒', 击: '陆', 隆: '陆', 肄: '肆', 肂: '肆', 位: '伍', 台: '壹', 臺: '壹', 壺: '壹', 壶: '壹', 堂: '壹' };

/** Money in words (壹拾贰万捌仟圆整) as it stands. */
export function moneyWordsIn(signs: Sign[]): Found | undefined {
  const words = signs.map((sign): Sign => (wordSigns.includes(sign.sign) ? sign : { ...sign, sign: misreadWords[sign.sign] ?? sign.sign, probability: sign.probability * 0.8 }));
  return matchIn(words, new RegExp(`[${wordSigns}]{2,}`));
}
