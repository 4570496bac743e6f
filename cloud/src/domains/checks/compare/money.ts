import { plain } from './likeness';

/** Capital numerals of cheques and invoices, with the plain ones and the old forms that people write instead. */
const numerals: Record<string, number> = {
  零: 0, 〇: 0, 壹: 1, 一: 1, 贰: 2, 二: 2, 貳: 2, 两: 2, 叁: 3, 三: 3, 參: 3, 参: 3, 肆: 4, 四: 4, 伍: 5, 五: 5,
  陆: 6, 六: 6, 陸: 6, 柒: 7, 七: 7, 捌: 8, 八: 8, 玖: 9, 九: 9,
}; // prettier-ignore
const units: Record<string, number> = { 拾: 10, 十: 10, 佰: 100, 百: 100, 仟: 1000, 千: 1000 };

/** Money in figures (¥128,000.00, 128000, 12.8万元) in fen; undefined where it is none. */
export function fenOfFigures(text: string): number | undefined {
  const found = /^(?:¥|RMB|CNY)?(\d+(?:\.\d+)?)(万)?元?整?$/.exec(plain(text).replaceAll(',', '').replaceAll('￥', '¥'));
  if (!found) return undefined;
  return Math.round(Number(found[1]) * (found[2] ? 10_000 : 1) * 100);
}

/** 大写金额 (壹拾贰万捌仟元整, 伍佰元零叁分) in fen; undefined where it is none. */
export function fenOfWords(text: string): number | undefined {
  const value = plain(text).replace(/^(人民币|RMB|¥)+/, '').replace(/[:：]/g, '').replaceAll('圆', '元').replaceAll('萬', '万').replaceAll('億', '亿').replace(/[整正]$/, '');
  const found = /^(?:(.+)元)?(?:零?([^元角分]+)角)?(?:零?([^元角分]+)分)?$/.exec(value);
  if (!found || !value) return undefined;
  const yuan = found[1] === undefined ? 0 : wholeOf(found[1]);
  const [jiao, fen] = [found[2], found[3]].map((digit) => (digit === undefined ? 0 : numerals[digit]));
  if (yuan === undefined || jiao === undefined || fen === undefined) return undefined;
  return yuan * 100 + jiao * 10 + fen;
}

/** A whole number in words: 亿 and 万 part it in groups of four digits. */
function wholeOf(words: string): number | undefined {
  const parts = /^(?:(.+)亿)?(?:(.*)万)?(.*)$/.exec(words)!;
  const groups = [parts[1], parts[2], parts[3]].map((group) => groupOf(group ?? ''));
  if (groups.some((group) => group === undefined)) return undefined;
  const [yi, wan, rest] = groups as [number, number, number];
  return yi * 100_000_000 + wan * 10_000 + rest;
}

function groupOf(words: string): number | undefined {
  let [sum, digit] = [0, undefined as number | undefined];
  for (const character of words) {
    const unit = units[character];
    if (unit !== undefined) {
      // 拾万 begins without its one.
      sum += (digit ?? 1) * unit;
      digit = undefined;
    } else if (character in numerals && (digit === undefined || digit === 0)) digit = numerals[character];
    else return undefined;
  }
  return sum + (digit ?? 0);
}
