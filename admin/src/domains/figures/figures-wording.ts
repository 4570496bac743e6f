import { countOf } from '../../components/counts';
import { yuanOf } from '../../components/money';
import { rateOf } from '../statistics/statistics-wording';
import type { Beside, MetricCode, MetricValue, Range, Rate } from './figures';

/** Hundredths of a percent as a share: 60.79%; below zero −1.20%. A dash where nothing is known. */
export const shareWord = (hundredths: number | null): string => (hundredths === null ? '—' : rateOf(hundredths).replace('+', ''));

/** A share as large type has room for it, rounded half up to a tenth: 60.8%. */
export function shortShare(hundredths: number | null): string {
  if (hundredths === null) return '—';
  const tenths = Math.sign(hundredths) * Math.round(Math.abs(hundredths) / 10);
  return `${tenths < 0 ? '−' : ''}${Math.floor(Math.abs(tenths) / 10)}.${Math.abs(tenths) % 10}%`;
}

/** Whether a metric says how much more or less, so that its sign is part of it. */
const isChange = (code: MetricCode) => code.endsWith('_growth') || code.startsWith('office_difference');

/** The number of a metric without its unit: 307,031, ¥643,526.00, 60.79%, 2019年5月; a dash where it is not known. */
export function valueOf({ code, kind, value, text }: Pick<MetricValue, 'code' | 'kind' | 'value' | 'text'>): string {
  if (kind === 'month' || kind === 'day') return text === null ? '—' : dateWord(text);
  if (value === null) return '—';
  if (kind === 'fen') return yuanOf(value);
  if (kind === 'percent') return isChange(code) ? rateOf(value) : shareWord(value);
  return `${value < 0 ? '−' : value > 0 && isChange(code) ? '+' : ''}${countOf(Math.abs(value))}`;
}

/** The same with its unit, where the number does not say it by itself: 307,031 辆次. */
export const valueWithUnit = (metric: Pick<MetricValue, 'code' | 'kind' | 'value' | 'text' | 'unit'>): string =>
  metric.kind === 'count' && metric.value !== null ? `${valueOf(metric)} ${metric.unit}`.trimEnd() : valueOf(metric);

/** 2019年5月, 2019年10月14日. */
export function dateWord(text: string): string {
  const [year, month, day] = text.split('-').map(Number) as [number, number, number?];
  return `${year}年${month}月${day === undefined ? '' : `${day}日`}`;
}

/** A period in words: 2019年全年, 2026年10月, or its two days. */
export function rangeWord({ from, to }: Range): string {
  const [year, month] = [from.slice(0, 4), from.slice(0, 7)];
  if (from === `${year}-01-01` && to === `${year}-12-31`) return `${year}年全年`;
  const whole = monthRange(month);
  return from === whole.from && to === whole.to ? dateWord(month) : `${from} 至 ${to}`;
}

/** The days of a month. */
export const monthRange = (month: string): Range => ({ from: `${month}-01`, to: new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10) });

/** The server counts at most so many days at a time: a leap year. */
export const mostDays = 366;

/** How many days a period has, both ends included. */
export const daysIn = ({ from, to }: Range): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;

/** The days of a year. */
export const yearRange = (year: number): Range => ({ from: `${year}-01-01`, to: `${year}-12-31` });

/** 同比 with the arrow that is read from afar; without a base it says so. */
export function growthOf({ growthHundredths: growth }: Pick<Beside, 'growthHundredths'>): { word: string; way: 'up' | 'down' | 'same' | 'none' } {
  if (growth === null) return { word: '没有上年同期', way: 'none' };
  const way = growth > 0 ? 'up' : growth < 0 ? 'down' : 'same';
  return { word: `${way === 'up' ? '▲' : way === 'down' ? '▼' : ''} ${rateOf(growth)}`.trim(), way };
}

/** 95% 区间 4.62%–5.18%. */
export const intervalWord = ({ low, high }: Pick<Rate, 'low' | 'high'>): string => `95% 区间 ${shareWord(low)}–${shareWord(high)}`;

/** The mark and the band of an interval on a line from nought, in percent of its width; the line ends where the upper end has some room. */
export function intervalPlaces({ hundredths, low, high }: Pick<Rate, 'hundredths' | 'low' | 'high'>): { at: number; from: number; to: number; end: number } {
  const end = Math.min(10_000, [100, 200, 500, 1_000, 2_000, 5_000].find((one) => one >= high * 1.15) ?? 10_000);
  const placeOf = (value: number) => Math.round((Math.min(value, end) / end) * 1_000) / 10;
  return { at: placeOf(hundredths), from: placeOf(low), to: placeOf(high), end };
}

/** How long computing took: 31 毫秒, 2.3 秒. */
export const tookWord = (milliseconds: number): string => (milliseconds < 1_000 ? `${milliseconds} 毫秒` : `${(milliseconds / 1_000).toFixed(1)} 秒`);

/** Yuan without fen, for large type: ¥1,234,567, below zero −¥1,234. */
export const wholeYuan = (fen: number): string => yuanOf(Math.sign(fen) * Math.round(Math.abs(fen) / 100) * 100).replace(/\.00$/, '');
