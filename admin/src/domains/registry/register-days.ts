import { dayOf } from '../../components/moments';

const dayMs = 24 * 60 * 60_000;

/** Whole days from one calendar day to another; less than nothing when it has passed. */
export function daysUntil(day: string, now: Date): number {
  return Math.round((Date.parse(day) - Date.parse(dayOf(now))) / dayMs);
}

/**
 * Whether more than one working day has passed (domain.md 5.4: decided within one day). Saturdays and Sundays in Shanghai
 * do not count; public holidays are not known here, so after one of them a request may be marked too early.
 */
export function isOverdue(since: string, now: Date): boolean {
  let due = Date.parse(since);
  if (isWeekend(due)) due = nextMonday(due);
  due += dayMs;
  while (isWeekend(due)) due += dayMs;
  return now.valueOf() > due;
}

function weekdayOf(at: number): number {
  return new Date(`${dayOf(new Date(at))}T00:00:00Z`).getUTCDay();
}

function isWeekend(at: number): boolean {
  return weekdayOf(at) === 0 || weekdayOf(at) === 6;
}

/** The first minute of the Monday after a weekend's moment. */
function nextMonday(at: number): number {
  const days = weekdayOf(at) === 6 ? 2 : 1;
  return Date.parse(`${dayOf(new Date(at + days * dayMs))}T00:00:00+08:00`);
}
