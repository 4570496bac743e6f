import { nextDay, startOfDay } from '../../../clock';

/** Days in Shanghai, both inclusive. */
export interface DayRange {
  from: string;
  to: string;
}

/** A piece of SQL with the bounds of a range by name: `:from` and `:to` are its days, `:start` the moment at which it begins, `:end` that after which it is over, `:year` the year in which it ends. */
export type RangeSql = string;

type Bound = 'from' | 'to' | 'start' | 'end' | 'year';

/** The SQL with its values in the order of their places. */
export function bind(sql: RangeSql, { from, to }: DayRange): { sql: string; values: unknown[] } {
  const bounds: Record<Bound, unknown> = { from, to, start: startOfDay(from), end: startOfDay(nextDay(to)), year: Number(to.slice(0, 4)) };
  const values: unknown[] = [];
  const bound = sql.replace(/:(from|to|start|end|year)\b/g, (_, name: Bound) => {
    values.push(bounds[name]);
    return '?';
  });
  return { sql: bound, values };
}

/** The days of a calendar year. */
export const daysOfYear = (year: number): DayRange => ({ from: `${year}-01-01`, to: `${year}-12-31` });
