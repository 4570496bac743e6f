import { isWorkday as isOfficialWorkday } from 'chinese-days';
import { nextDay } from '../../src/clock';

const known = new Map<string, boolean>();
/** 工作日 by the published calendar; looked up once for each day. */
function isWorkday(day: string): boolean {
  if (!known.has(day)) known.set(day, isOfficialWorkday(day));
  return known.get(day)!;
}

/** Every day of a span, both ends included. */
export function daysFrom(first: string, last: string): string[] {
  const days: string[] = [];
  for (let day = first; day <= last; day = nextDay(day)) days.push(day);
  return days;
}

/** So busy is a month beside the average: many cars before the spring festival (5 February 2019) and at the year's end, few in the month of the festival. */
const season = [1.22, 0.94, 1.09, 1.02, 1.0, 0.99, 0.97, 0.98, 1.01, 0.97, 0.96, 1.1];
/** Sunday to Saturday, where they are worked. */
const weekday = [0.82, 1.08, 1.02, 0.98, 0.97, 1.04, 0.86];
/** A Saturday or Sunday that is free: the vehicle office is closed, some markets are not. */
const free = { saturday: 0.15, sunday: 0.05 };

/** How many deals a day has beside an average working day; 0 on the public holidays. */
export function busynessOf(day: string): number {
  const at = new Date(`${day}T00:00:00Z`).getUTCDay();
  const ofMonth = season[Number(day.slice(5, 7)) - 1]!;
  if (isWorkday(day)) return ofMonth * weekday[at]! * beforeFestival(day);
  // At the edge of a working week; within a run of holidays nobody comes.
  const isTraded = (at === 6 && isWorkday(dayAfter(day, -1))) || (at === 0 && isWorkday(dayAfter(day, 1)));
  return isTraded ? ofMonth * (at === 6 ? free.saturday : free.sunday) : 0;
}

/** The last two weeks before the spring festival are the busiest of the year; the first after it the slowest. */
function beforeFestival(day: string): number {
  if (day >= '2019-01-21' && day <= '2019-02-01') return 1.25;
  return day >= '2019-02-11' && day <= '2019-02-20' ? 0.6 : 1;
}

const dayAfter = (day: string, days: number) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The working day of the vehicle office on which something is registered: so many working days after `day`, and not before it. */
export function officeDayAfter(day: string, workdays: number): string {
  let found = day;
  while (!isWorkday(found)) found = dayAfter(found, 1);
  for (let left = workdays; left > 0; left--) do found = dayAfter(found, 1); while (!isWorkday(found));
  return found;
}
