const shanghai = { timeZone: 'Asia/Shanghai', hourCycle: 'h23' } as const;
const full = new Intl.DateTimeFormat('zh-CN', {
  ...shanghai,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

function partsOf(moment: string | Date): Record<Intl.DateTimeFormatPartTypes, string> {
  const parts = full.formatToParts(new Date(moment)).map(({ type, value }) => [type, value]);
  return Object.fromEntries(parts) as Record<Intl.DateTimeFormatPartTypes, string>;
}

/** A moment in Shanghai as `2026-11-03 09:05`. */
export function minuteOf(moment: string | Date): string {
  const { year, month, day, hour, minute } = partsOf(moment);
  return `${year}-${month}-${day} ${hour}:${minute}`;
}

/** The calendar day in Shanghai, YYYY-MM-DD. */
export function dayOf(moment: string | Date): string {
  return minuteOf(moment).slice(0, 10);
}

/** A moment in Shanghai as `2026-11-03 09:05:07`, for the record. */
export function secondOf(moment: string | Date): string {
  return `${minuteOf(moment)}:${partsOf(moment).second}`;
}

/** How long somebody has waited, in words: 不到1分钟, 7分钟, 2小时5分, 3天. Clocks that run apart never show less than nothing. */
export function waitOf(since: string, now: number): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(since)) / 60_000));
  if (minutes < 1) return '不到1分钟';
  if (minutes < 60) return `${minutes}分钟`;
  if (minutes < 24 * 60) return minutes % 60 ? `${Math.floor(minutes / 60)}小时${minutes % 60}分` : `${minutes / 60}小时`;
  return `${Math.floor(minutes / 60 / 24)}天`;
}
