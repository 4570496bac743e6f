import { lights, type unmatchedCauses } from '@yongche/contract/vocabulary';
import type { Tone } from '../../components/tone-tag';
import { countOf, periodName, rateOf } from '../statistics/statistics-wording';
import type { Compared, ComparedYear, Unmatched } from './comparisons';

export const lightTones: Record<Compared['light'], Tone> = { green: 'good', yellow: 'warn', red: 'bad', grey: 'plain' };

/** A difference with its sign: +3,563, −28, 0. */
export const signedOf = (value: number | null): string => (value !== null && value > 0 ? `+${countOf(value)}` : countOf(value));

/** A share with its sign; a dash where the office has nothing to compare with. */
export const shareOf = (hundredths: number | null): string => (hundredths === null ? '—' : rateOf(hundredths));

/** Hundredths of a percent without a sign, for a limit: 1.50%. */
export const limitOf = (hundredths: number): string => rateOf(hundredths).replace('+', '');

/** What the light of a difference means, in the words of the rules. */
export function lightWord({ light }: Pick<Compared, 'light'>, toleranceHundredths: number): string {
  const [once, twice] = [limitOf(toleranceHundredths), limitOf(2 * toleranceHundredths)];
  return { green: `${lights.green}：在容差 ${once} 以内`, yellow: `${lights.yellow}：超过容差 ${once}，不到 ${twice}`, red: `${lights.red}：超过 ${twice}`, grey: `${lights.grey}：没有车管登记数，不能核对` }[light];
}

/** What the sum of a year is made of. */
export function totalName({ year, total }: Pick<ComparedYear, 'year' | 'total'>): string {
  if (total.isOfYear || total.months === 12) return `${year}年全年`;
  return total.months === 0 ? `${year}年` : `${year}年已公布的${total.months}个月`;
}

/** Shorter names of the causes, for the row of counts. */
export const causeNames: Record<keyof typeof unmatchedCauses, string> = { again: '同一辆车再次核对', other_month: '登记在期限以外', no_registration: '没有登记', no_deal: '没有交易', other_plate: '号牌不同' };

/** What explains a row, in a sentence; the number of its deal is said apart, as a link. */
export function explanation({ cause, serial, other }: Unmatched): string {
  const isOurs = serial !== null;
  if (other === null) return isOurs ? '登记明细里没有这辆车；月底完成的，下月明细导入后会再核对。' : '影像系统里没有这辆车的已完成交易，可能没有经过影像核对。';
  if (cause === 'again') return `${other.on} 还核对过一笔，登记对应那一笔。`;
  if (cause === 'other_plate') return isOurs ? `车管 ${other.on} 登记为 ${other.plate}，请核对。` : `影像 ${other.on} 完成的是 ${other.plate}，请核对。`;
  return isOurs ? `车管 ${other.on} 登记，不在完成后的期限以内。` : `影像 ${other.on} 完成，不在登记前的期限以内。`;
}

const mostBytes = 8_000_000;

/** Why a file cannot be a registration list; undefined where it may be. */
export function listFileProblem({ name, size }: Pick<File, 'name' | 'size'>): string | undefined {
  if (!/\.(xlsx|csv)$/i.test(name)) return '请选择 .xlsx 或 .csv 文件；.xls、.et 文件请先用 Excel 或 WPS 另存为 .xlsx。';
  if (size === 0) return '这个文件是空的。';
  return size > mostBytes ? '文件超过 8MB，请只保留一个月的登记明细。' : undefined;
}

/** A month that the address names, where it is one. */
export const monthNamed = (month: string | undefined): string => (month && /^20\d\d-(0[1-9]|1[0-2])$/.test(month) ? periodName(month) : '这个月');

/** Percent as somebody typed it (1.5), in hundredths of a percent; undefined where it is none from 0 to 100. */
export function hundredthsIn(text: string): number | undefined {
  const [, whole, part = ''] = /^\s*(\d{1,3})(?:\.(\d{0,2}))?\s*%?\s*$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const hundredths = Number(whole) * 100 + Number(part.padEnd(2, '0'));
  return hundredths <= 10_000 ? hundredths : undefined;
}
