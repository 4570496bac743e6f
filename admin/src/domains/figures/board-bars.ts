import type { MarketBoard, Trend } from './figures';
import type { Bar } from './bars-drawing';

/** The hours in which a market is open are always shown, others where something was done. */
const usualHours = { first: 8, last: 17 };

/** 走势: a bar for each month beside the same month a year before; the present month is not over. */
export function trendBars(trend: Trend, today: string): Bar[] {
  return trend.map(({ month, value, yearBefore }, at) => ({
    key: month,
    word: at === 0 || month.endsWith('-01') ? `${month.slice(2, 4)}年${Number(month.slice(5))}月` : `${Number(month.slice(5))}月`,
    value,
    mark: yearBefore,
    isOpen: month === today.slice(0, 7),
  }));
}

/** 今日逐时: a bar for each hour; the present hour is not over. */
export function hourBars(hours: MarketBoard['hours'], hourNow: number): Bar[] {
  const done = hours.filter(({ completed }) => completed > 0).map(({ hour }) => hour);
  const [first, last] = [Math.min(usualHours.first, ...done), Math.max(usualHours.last, ...done)];
  return Array.from({ length: last - first + 1 }, (_, at) => {
    const hour = first + at;
    return { key: String(hour), word: `${hour}时`, value: hours.find((one) => one.hour === hour)?.completed ?? 0, mark: null, isOpen: hour === hourNow };
  });
}
