import type { MarketFigures } from './deal';

/** The room of the drawing, in its own units. */
export const hoursSize = { width: 640, height: 170, left: 34, right: 8, top: 10, bottom: 24 };
/** The hours in which a market is open are always shown, others where something was done. */
const usualHours = { first: 8, last: 17 };
const widestBar = 30;

interface HourBar {
  hour: number;
  x: number;
  width: number;
  parts: { part: 'completed' | 'returned'; y: number; height: number }[];
  sentence: string;
}

/** Places what was completed and returned by the hour of the day, returns on top, on a scale of whole numbers from nought. */
export function drawHours(hours: MarketFigures['hours']): { bars: HourBar[]; scale: { count: number; y: number }[] } {
  const { width, height, left, right, top, bottom } = hoursSize;
  const all = hours.map(({ hour }) => hour);
  const [first, last] = [Math.min(usualHours.first, ...all), Math.max(usualHours.last, ...all)];
  const most = Math.max(1, ...hours.map(({ completed, returned }) => completed + returned));
  const step = stepFor(most);
  const end = Math.ceil(most / step) * step;
  const yOf = (count: number) => round(top + (height - top - bottom) * (1 - count / end));
  const slot = (width - left - right) / (last - first + 1);
  const bar = Math.min(widestBar, slot * 0.66);
  const bars = Array.from({ length: last - first + 1 }, (_, at): HourBar => {
    const hour = first + at;
    const { completed = 0, returned = 0 } = hours.find((one) => one.hour === hour) ?? {};
    const parts = [
      { part: 'completed' as const, from: 0, to: completed },
      { part: 'returned' as const, from: completed, to: completed + returned },
    ].filter(({ from, to }) => to > from);
    return {
      hour,
      x: round(left + slot * at + (slot - bar) / 2),
      width: round(bar),
      parts: parts.map(({ part, from, to }) => ({ part, y: yOf(to), height: round(yOf(from) - yOf(to)) })),
      sentence: `${hour}时至${hour + 1}时：完成${completed}笔，退回${returned}笔`,
    };
  });
  return { bars, scale: Array.from({ length: end / step + 1 }, (_, at) => ({ count: at * step, y: yOf(at * step) })) };
}

/** A step of whole numbers, 1, 2 or 5 followed by noughts, so that the scale has at most four. */
function stepFor(most: number): number {
  for (let power = 1; ; power *= 10) {
    const step = [power, 2 * power, 5 * power].find((one) => most / one <= 4);
    if (step) return step;
  }
}

const round = (value: number) => Math.round(value * 10) / 10;
