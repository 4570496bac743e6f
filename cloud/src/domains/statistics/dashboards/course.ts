import type { DataSource } from 'typeorm';
import { dayInShanghai, startOfDay } from '../../../clock';
import { daysOf, monthAfter, monthOf } from '../../ledger/calendar-month';
import { addDays } from '../../registry/duties';
import { type DealsOfDay, dealsOfDays, sumOf } from '../day-figures/day-figures';
import { growthOf } from '../growth';

/** Months that a course shows, this one included. */
const shownMonths = 13;

/** The deals of the shown months and of those a year before, up to a moment. */
export interface Course {
  today: string;
  /** This month, YYYY-MM. */
  month: string;
  deals: DealsOfDay[];
  /** The same day a year before, and what had been completed on it up to the same time of day. */
  sameDay: { day: string; completed: number };
  /** The month of the first completed deal that is known, of any market; null where there is none. */
  begins: string | null;
}

/** Reads the course of all markets or one: some thousand sums, however many deals there are. */
export async function readCourse(db: DataSource, now: Date, marketId?: string): Promise<Course> {
  const today = dayInShanghai(now);
  const month = monthOf(today);
  const day = yearBefore(today);
  // The same time of day: a morning is not compared with a whole day.
  const sameTime = new Date(startOfDay(day).getTime() + now.getTime() - startOfDay(today).getTime());
  const [deals, [counted], [first]] = await Promise.all([
    dealsOfDays(db, { from: `${monthAfter(month, -2 * (shownMonths - 1))}-01`, to: today, ...(marketId ? { marketId } : {}) }, now),
    db.query<{ n: string }[]>(`SELECT COUNT(*) AS n FROM transactions WHERE completed_at >= ? AND completed_at < ?${marketId ? ' AND market_id = ?' : ''}`, [startOfDay(day), sameTime, ...(marketId ? [marketId] : [])]),
    db.query<{ at: Date | null }[]>('SELECT MIN(completed_at) AS at FROM transactions'),
  ]);
  return { today, month, deals, sameDay: { day, completed: Number(counted!.n) }, begins: first!.at && monthOf(dayInShanghai(first!.at)) };
}

/** Completed from the first day of this month or year up to now, beside the same span a year before; no base where the records do not reach back to it, or nothing was completed then. */
export function besideOf({ deals, today, sameDay, begins }: Course, from: string): { value: number; yearBefore: number | null; growthHundredths: number | null } {
  const value = sumOf(deals, { from, to: today }, 'completed');
  const since = yearBefore(from);
  if (begins === null || begins > monthOf(since)) return { value, yearBefore: null, growthHundredths: null };
  const base = sumOf(deals, { from: since, to: addDays(sameDay.day, -1) }, 'completed') + sameDay.completed;
  return { value, yearBefore: base || null, growthHundredths: growthOf(value, base) };
}

/** 完成数 of thirteen months, the oldest first; this month up to now, beside the same span a year before. */
export function trendOf(course: Course): { month: string; value: number; yearBefore: number | null }[] {
  return shownMonthsOf(course.month).map((month) => {
    if (month === course.month) {
      const { value, yearBefore: before } = besideOf(course, firstOf(month));
      return { month, value, yearBefore: before };
    }
    const base = monthAfter(month, -12);
    return { month, value: completedIn(course.deals, month), yearBefore: course.begins === null || course.begins > base ? null : completedIn(course.deals, base) || null };
  });
}

/** The months that a course shows, the oldest first. */
export const shownMonthsOf = (month: string): string[] => Array.from({ length: shownMonths }, (_, at) => monthAfter(month, at - shownMonths + 1));

/** First day of the month or year to which a day belongs. */
export const firstOf = (period: string): string => (period.length === 4 ? `${period}-01-01` : `${period}-01`);

/** 完成数 of a month. */
export function completedIn(deals: DealsOfDay[], month: string): number {
  const { first, last } = daysOf(month);
  return sumOf(deals, { from: first, to: last }, 'completed');
}

/** The same day a year before; that of 29 February is the 28th. */
export function yearBefore(day: string): string {
  const before = `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`;
  return before.endsWith('-02-29') ? `${before.slice(0, 8)}28` : before;
}
