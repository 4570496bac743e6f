import type { ReportRun } from '@yongche/contract/annual-reports';
import type { MetricCode, MetricValue } from '@yongche/contract/metrics';
import { yuan } from '../../../yuan';
import { grouped } from '../figures';
import { percentOf } from '../growth';

export type Values = ReadonlyMap<MetricCode, MetricValue>;

/** Numbers of a sentence as runs, each with its metric; what is not known is noted, and the sentence is not printed. */
export interface Numbers {
  /** 307644. */
  count(code: MetricCode): ReportRun;
  /** 30.3468万, or 3035 where it is less than ten thousand. */
  tenThousands(code: MetricCode): ReportRun;
  /** Fen as yuan: 643526, or 643526.50. */
  yuan(code: MetricCode): ReportRun;
  /** Fen as 20.4万. */
  tenThousandYuan(code: MetricCode): ReportRun;
  /** A rate with one decimal, half up of the exact share: 60.8%. */
  tenth(code: MetricCode): ReportRun;
  /** A rate as exactly as it is kept: 15.64%, 12.4%, 7%; its magnitude alone where the words say which way. */
  exact(code: MetricCode): ReportRun;
  /** 2019年5月. */
  month(code: MetricCode): ReportRun;
  /** 2019年9月1日. */
  day(code: MetricCode): ReportRun;
  /** 四, 十九. */
  numeral(code: MetricCode): ReportRun;
  /** 4.62%–5.17%. */
  interval(code: MetricCode): ReportRun;
}

/** `missing` gathers the metrics that a sentence wanted and that are not known. */
export function numbersOf(values: Values, missing: MetricValue[]): Numbers {
  const run = (code: MetricCode, print: (metric: MetricValue) => string | null): ReportRun => {
    const metric = values.get(code)!;
    const text = print(metric);
    if (text === null) missing.push(metric);
    return { text: text ?? '', metric: code };
  };
  const number = (print: (value: number, metric: MetricValue) => string) => (code: MetricCode) => run(code, (metric) => (metric.value === null ? null : print(metric.value, metric)));
  const words = (print: (text: string) => string) => (code: MetricCode) => run(code, ({ text }) => (text === null ? null : print(text)));
  return {
    count: number(String),
    tenThousands: number(inTenThousands),
    yuan: number(plainYuan),
    tenThousandYuan: number((fen) => inTenThousands(fen / 100)),
    tenth: number((_, { parts: [part, whole] }) => tenthOf(values.get(part!)!.value!, values.get(whole!)!.value!)),
    exact: number((hundredths) => trimmed(percentOf(Math.abs(hundredths)))),
    month: words(monthName),
    day: words(dayName),
    numeral: number(numeralOf),
    interval: (code) => run(code, ({ interval }) => interval && `${percentOf(interval.low)}–${percentOf(interval.high)}`),
  };
}

/** A metric in a list: 307,644辆次, 643,526.00元, 60.79%, 2019年5月; a dash where it is not known. */
export function valueText({ kind, unit, value, text }: Pick<MetricValue, 'kind' | 'unit' | 'value' | 'text'>): string {
  if (kind === 'month') return text === null ? '—' : monthName(text);
  if (kind === 'day') return text === null ? '—' : dayName(text);
  if (value === null) return '—';
  if (kind === 'percent') return percentOf(value);
  return kind === 'fen' ? yuan(value) : `${grouped(value)}${unit}`;
}

export const monthName = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5, 7))}月`;
export const dayName = (day: string): string => `${monthName(day)}${Number(day.slice(8, 10))}日`;

/** A rate as exactly as it is kept, without zeros at its end. */
export const trimmed = (percent: string): string => percent.replace(/\.?0+%$/, '%');

/** At most four decimals, as 万 has places. */
function inTenThousands(value: number): string {
  if (Math.abs(value) < 10_000) return String(value);
  return `${(value / 10_000).toFixed(4).replace(/\.?0+$/, '')}万`;
}

const plainYuan = (fen: number): string => (fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2));

/** A share in tenths of a percent, half up, from its parts: rounded once, not twice. */
function tenthOf(part: number, whole: number): string {
  const tenths = Number((BigInt(part) * 2_000n + BigInt(whole)) / (BigInt(whole) * 2n));
  return `${Math.floor(tenths / 10)}.${tenths % 10}%`;
}

const digits = '零一二三四五六七八九';

/** 四, 十九, 二十: as chapters and articles are counted, up to 99. */
export function numeralOf(value: number): string {
  if (value < 10) return digits[value]!;
  if (value >= 100) return String(value);
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  return `${tens === 1 ? '' : digits[tens]}十${ones === 0 ? '' : digits[ones]}`;
}
