import { dayOf } from '../../components/moments';

const dayMs = 24 * 60 * 60_000;

/** Whole days from one calendar day to another; less than nothing when it has passed. */
export function daysUntil(day: string, now: Date): number {
  return Math.round((Date.parse(day) - Date.parse(dayOf(now))) / dayMs);
}
