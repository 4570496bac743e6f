import type { TrendMonth } from './discipline';

/** The room of the drawing, in its own units. */
export const trendSize = { width: 640, height: 200, left: 44, right: 12, top: 12, bottom: 26 };

interface TrendPoint {
  month: string;
  x: number;
  /** Of the rate, and of both ends of its interval. */
  y: number;
  low: number;
  high: number;
}

/** A trend as it is drawn: stretches of months that were inspected, and the lines of the scale. */
interface TrendDrawing {
  /** A month without an inspection interrupts the line. */
  stretches: TrendPoint[][];
  months: { month: string; x: number }[];
  scale: { share: number; y: number }[];
}

/** Steps of the scale, from which the smallest is taken that needs at most five of them. */
const steps = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25];

/** Places the months evenly and the rates on a scale that begins at nought and takes in every interval. */
export function drawTrend(trend: Pick<TrendMonth, 'month' | 'problemRate'>[]): TrendDrawing {
  const { width, height, left, right, top, bottom } = trendSize;
  const highest = Math.max(0.01, ...trend.map(({ problemRate }) => problemRate?.high ?? 0));
  const step = steps.find((one) => highest / one <= 5) ?? steps.at(-1)!;
  const end = Math.min(1, Math.ceil(highest / step - 1e-9) * step);
  const room = width - left - right;
  const xOf = (at: number) => round(trend.length < 2 ? left + room / 2 : left + (room * at) / (trend.length - 1));
  const yOf = (share: number) => round(top + (height - top - bottom) * (1 - share / end));
  const stretches: TrendPoint[][] = [];
  let open: TrendPoint[] | undefined;
  trend.forEach(({ month, problemRate }, at) => {
    if (!problemRate) {
      open = undefined;
      return;
    }
    if (!open) stretches.push((open = []));
    open.push({ month, x: xOf(at), y: yOf(problemRate.share), low: yOf(problemRate.low), high: yOf(problemRate.high) });
  });
  const count = Math.round(end / step);
  return {
    stretches,
    months: trend.map(({ month }, at) => ({ month, x: xOf(at) })),
    scale: Array.from({ length: count + 1 }, (_, at) => ({ share: at * step, y: yOf(Math.min(at * step, end)) })),
  };
}

const round = (value: number) => Math.round(value * 10) / 10;

/** The band of a stretch's intervals as the points of a polygon: along the upper ends, back along the lower ones. */
export function bandOf(stretch: TrendPoint[]): string {
  const back = [...stretch].reverse().map(({ x, low }) => `${x},${low}`);
  return [...stretch.map(({ x, high }) => `${x},${high}`), ...back].join(' ');
}
export const lineOf = (stretch: TrendPoint[]): string => stretch.map(({ x, y }) => `${x},${y}`).join(' ');

/** A month below the drawing: with its year in January, or at the left end where no January is shown. */
export function monthWord(month: string, at: number, months: { month: string }[]): string {
  const isNamed = month.endsWith('-01') || (at === 0 && !months.some((one) => one.month.endsWith('-01')));
  return isNamed ? month : `${Number(month.slice(5))}月`;
}
