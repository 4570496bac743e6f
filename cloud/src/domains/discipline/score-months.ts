import { startOfDay } from '../../clock';
import { daysOf, monthAfter } from '../ledger/calendar-month';

/** The months that end with this one, oldest first. */
export const monthsUntil = (month: string, count: number) => Array.from({ length: count }, (_, at) => monthAfter(month, at - count + 1));

/** First day (Shanghai) of a month. */
export const firstDayOf = (month: string) => `${month}-01`;

/** Last day of a month. */
export const lastDayOf = (month: string) => daysOf(month).last;

/** From the first moment of one month in Shanghai to the last of another, the end itself not within it. */
export const momentsOf = (from: string, to: string): [start: Date, end: Date] => [startOfDay(firstDayOf(from)), startOfDay(firstDayOf(monthAfter(to)))];
