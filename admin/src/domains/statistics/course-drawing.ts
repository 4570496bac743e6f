import type { Course } from './statistics';

/** The room of the drawing, in its own units. */
export const courseSize = { width: 640, height: 190, left: 66, right: 14, top: 12, bottom: 26 };

interface CoursePoint {
  period: string;
  x: number;
  y: number;
}

interface CourseDrawing {
  /** A month that was not published interrupts the line. */
  present: CoursePoint[][];
  yearBefore: CoursePoint[][];
  months: { month: string; x: number }[];
  scale: { value: number; y: number }[];
}

/** Places the months evenly and their values on a scale of whole steps that takes in all of them, and not much more: a stock moves little. */
export function drawCourse(months: Course['months']): CourseDrawing {
  const { width, height, left, right, top, bottom } = courseSize;
  const values = months.flatMap(({ value, yearBefore }) => [value, yearBefore]).filter((one) => one !== null);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const isFlow = least < most * 0.75;
  const step = stepOf(Math.max(4, most - (isFlow ? 0 : least)), 4);
  const [low, high] = [isFlow ? 0 : Math.floor(least / step), Math.max(Math.ceil(most / step), Math.floor(least / step) + 1)];
  const xOf = (at: number) => round(months.length < 2 ? (left + width - right) / 2 : left + ((width - left - right) * at) / (months.length - 1));
  const yOf = (value: number) => round(top + ((height - top - bottom) * (high * step - value)) / ((high - low) * step));
  const lineOf = (of: 'value' | 'yearBefore') => {
    const stretches: CoursePoint[][] = [];
    months.forEach((month, at) => {
      const value = month[of];
      if (value === null) return;
      if (at === 0 || months[at - 1]![of] === null) stretches.push([]);
      stretches.at(-1)!.push({ period: month.period, x: xOf(at), y: yOf(value) });
    });
    return stretches;
  };
  return {
    present: lineOf('value'),
    yearBefore: lineOf('yearBefore'),
    months: months.map(({ period }, at) => ({ month: period, x: xOf(at) })),
    scale: Array.from({ length: high - low + 1 }, (_, at) => ({ value: (low + at) * step, y: yOf((low + at) * step) })),
  };
}

/** 1, 2 or 5 followed by noughts, so that at most so many steps reach so far. */
function stepOf(room: number, steps: number): number {
  for (let power = 1; ; power *= 10) {
    const step = [power, 2 * power, 5 * power].find((one) => room / one <= steps);
    if (step) return step;
  }
}

const round = (value: number) => Math.round(value * 10) / 10;
