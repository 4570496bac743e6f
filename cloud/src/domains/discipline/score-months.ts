import { startOfDay } from '../../clock';

/** The month, YYYY-MM, so many months after `month` (before it where negative). */
export function monthAfter(month: string, count: number): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year!, number! - 1 + count, 1)).toISOString().slice(0, 7);
}

/** The months that end with this one, oldest first. */
export const monthsUntil = (month: string, count: number) => Array.from({ length: count }, (_, at) => monthAfter(month, at - count + 1));

/** First day (Shanghai) of a month. */
export const firstDayOf = (month: string) => `${month}-01`;

/** Last day of a month. */
export const lastDayOf = (month: string) => new Date(Date.parse(firstDayOf(monthAfter(month, 1))) - 86_400_000).toISOString().slice(0, 10);

/** From the first moment of one month in Shanghai to the last of another, the end itself not within it. */
export const momentsOf = (from: string, to: string): [start: Date, end: Date] => [startOfDay(firstDayOf(from)), startOfDay(firstDayOf(monthAfter(to, 1)))];
