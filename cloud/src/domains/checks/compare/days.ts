import { plain } from './likeness';

const endOfTime = 'long';

/**
 * A day as `2026-01-31`, however a paper writes it (2026年1月31日, 2026.01.31, 20260131); a month means its last day, 长期 is
 * `long`. Undefined where it is no day of the calendar.
 */
export function dayOf(text: string): string | undefined {
  const value = plain(text).replace(/[年月./]/g, '-').replace(/[日号]/g, '').replace(/-$/, '');
  if (value === 'LONG' || value.includes('长期')) return endOfTime;
  const found = /^(\d{4})-?(\d{1,2})(?:-?(\d{1,2}))?$/.exec(value);
  if (!found) return undefined;
  const [year, month] = [Number(found[1]), Number(found[2])];
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const day = found[3] === undefined ? last : Number(found[3]);
  if (year < 1900 || month < 1 || month > 12 || day < 1 || day > last) return undefined;
  return `${found[1]}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Whether a validity that ends with `until` is over on `on`. */
export const isOver = (until: string, on: string) => until !== endOfTime && until < on;

/** The same day of the month so many years later; the 29th of February becomes the 28th. */
export function yearsLater(day: string, years: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year + years, month, 0)).getUTCDate();
  return new Date(Date.UTC(year + years, month - 1, Math.min(date, last))).toISOString().slice(0, 10);
}

/** Whole days from one day to another; negative where `to` lies before. */
export const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
