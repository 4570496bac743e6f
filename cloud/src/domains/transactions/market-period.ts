import { daysOf, monthAfter } from '../ledger/calendar-month';

/** First and last day (Shanghai). */
export interface Days {
  from: string;
  to: string;
}

/** The days of a period, a day YYYY-MM-DD or a month YYYY-MM. */
export function daysOfPeriod(period: string): Days {
  if (period.length > 7) return { from: period, to: period };
  const { first, last } = daysOf(period);
  return { from: first, to: last };
}

/** With what a month is compared: the month before, and while it runs as many days of that; null for a day. */
export function daysBefore(period: string, today: string): Days | null {
  if (period.length > 7) return null;
  const { first, last } = daysOf(monthAfter(period, -1));
  const sameDay = `${first.slice(0, 8)}${today.slice(8)}`;
  return { from: first, to: today.startsWith(period) && sameDay < last ? sameDay : last };
}
