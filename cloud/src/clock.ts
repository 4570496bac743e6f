/** The only reader of the time of day, so that a test can move it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

const shanghaiDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/** The calendar day in Shanghai on which a moment falls, YYYY-MM-DD. */
export function dayInShanghai(moment: Date): string {
  return shanghaiDay.format(moment);
}

/** The moment at which a calendar day begins in Shanghai (UTC+8, without summer time since 1991). */
export function startOfDay(day: string): Date {
  return new Date(`${day}T00:00:00+08:00`);
}

/** 2026-01-31 as 2026年1月31日. */
export function dayInWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** The calendar day after `day`. */
export function nextDay(day: string): string {
  return dayInShanghai(new Date(startOfDay(day).getTime() + 24 * 3600_000));
}
