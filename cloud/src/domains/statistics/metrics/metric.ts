import type { metricGroups, metricKinds } from '@yongche/contract';
import type { MetricCode } from '@yongche/contract/metrics';
import type { EntityManager } from 'typeorm';
import type { DayRange, RangeSql } from './range';

/** A column of the records as they are shown. */
export interface Column {
  title: string;
  /** Text, or a number of fen. */
  sql: string;
  /** What its codes mean. */
  words?: Readonly<Record<string, string>>;
  isFen?: true;
}

/**
 * 记录集: what is counted, by one FROM … WHERE … from which both the number and the list are made, so that they cannot disagree.
 * `showing` is joined for what the list shows of them alone: it never changes how many there are or in which order.
 */
export interface RecordSet {
  from: RangeSql;
  where: RangeSql;
  /** SQL: unique, and what the records are listed by before it. */
  key: string;
  order: string;
  /** What they are listed by: a page begins after one, and a database refuses to compare words with a moment. */
  orderedBy: 'moment' | 'day' | 'text';
  showing?: string;
  columns: readonly Column[];
  /** SQL of the page in the staff web. */
  link?: string;
}

/** What a metric says in a range; `value` in the unit of its kind, `gap` says why it is not known. */
export interface Answer {
  value: number | null;
  text: string | null;
  gap: string | null;
  interval: { low: number; high: number } | null;
}

/** What is known of several metrics at once by other means than counting. */
export type Reader = (tx: EntityManager, range: DayRange) => Promise<Partial<Record<MetricCode, Partial<Answer>>>>;

/**
 * 指标: counted or summed over the records of a set, or of those that a condition narrows it to; the first or last month or day of them;
 * read; or made of others.
 */
export type Metric = {
  group: keyof typeof metricGroups;
  kind: keyof typeof metricKinds;
  unit: string;
  definition: string;
  parts?: readonly MetricCode[];
} & (
  | { of: RecordSet; only?: RangeSql; sum?: string }
  | { of: RecordSet; only?: RangeSql; edge: 'MIN' | 'MAX'; at: string; isNotListed: true }
  | { read: Reader }
  | { parts: readonly MetricCode[]; make: (...parts: number[]) => Partial<Answer> }
);

/** A part of a whole in hundredths of a percent, half up in integers; a sentence where there is no whole. */
export function rate(part: number, whole: number, nothing: string): Partial<Answer> {
  if (whole <= 0) return { gap: nothing };
  const [above, below] = [BigInt(Math.abs(part)) * 20_000n + BigInt(whole), BigInt(whole) * 2n];
  return { value: Math.sign(part) * Number(above / below) };
}
