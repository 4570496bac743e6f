const shanghai = 8 * 3_600_000;
const two = (value: number) => String(value).padStart(2, '0');

/** A moment on Shanghai's clock: 11月23日 20:08, with the year where it is not this one. */
export function momentText(moment: string): string {
  const local = new Date(Date.parse(moment) + shanghai);
  const year = local.getUTCFullYear();
  const thisYear = new Date(Date.now() + shanghai).getUTCFullYear();
  const day = `${local.getUTCMonth() + 1}月${local.getUTCDate()}日`;
  return `${year === thisYear ? '' : `${year}年`}${day} ${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`;
}

/** A day as people write it: 2026年1月31日. */
export function dayText(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** A sentence of the server with its days as people write them. */
export const withDays = (sentence: string) => sentence.replace(/\d{4}-\d\d-\d\d/g, dayText);

/** The calendar day in Shanghai, YYYY-MM-DD. */
export const today = () => new Date(Date.now() + shanghai).toISOString().slice(0, 10);

/** How far a last day is: 还剩3天, 今天到期, 已过期2天. */
export function leftText(day: string): string {
  const left = daysLeft(day);
  return left < 0 ? `已过期${-left}天` : left === 0 ? '今天到期' : `还剩${left}天`;
}

/** Whole days until the end of a calendar day in Shanghai; negative when it is over. */
export function daysLeft(day: string): number {
  const today = Math.floor((Date.now() + shanghai) / 86_400_000);
  return Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000) - today;
}
