import { yuanOf } from '../../components/money';
import { moneyStep } from '../../components/money-scale';
import type { CurveMonth } from './finance';

/** The room of one fund's drawing, in its own units. */
export const curveSize = { width: 700, height: 124, left: 74, right: 6, top: 18, bottom: 6 };
const barWidth = 15;

type Drawn = Pick<CurveMonth, 'month' | 'receivableFen' | 'receivedFen'>;

/** A month's two bars: what was raised, and what came in. */
export interface CurveBars {
  month: string;
  /** The month's own strip, to be pointed at. */
  x: number;
  width: number;
  bars: { part: 'raised' | 'received'; x: number; width: number; y: number; height: number }[];
  sentence: string;
}

interface CurveDrawing {
  months: CurveBars[];
  scale: { fen: number; y: number }[];
}

/** Places the months of a fund on a scale that takes in nought and everything below it, where more was taken back than came. */
export function drawCurve(curve: Drawn[]): CurveDrawing {
  const { width, height, left, right, top, bottom } = curveSize;
  const sums = curve.flatMap(({ receivableFen, receivedFen }) => [receivableFen, receivedFen]);
  const [least, most] = [Math.min(0, ...sums), Math.max(1_000, ...sums)];
  const step = moneyStep(most - least, 3);
  const [low, high] = [Math.floor(least / step), Math.ceil(most / step)];
  const yOf = (fen: number) => round(top + ((height - top - bottom) * (high * step - fen)) / ((high - low) * step));
  const slot = (width - left - right) / Math.max(1, curve.length);
  const bar = Math.min(barWidth, slot * 0.36);
  const barOf = (part: 'raised' | 'received', x: number, fen: number) => ({ part, x: round(x), width: round(bar), y: yOf(Math.max(0, fen)), height: round(Math.abs(yOf(fen) - yOf(0))) });
  return {
    months: curve.map(({ month, receivableFen, receivedFen }, at) => {
      const [x, middle] = [left + slot * at, left + slot * (at + 0.5)];
      const bars = [barOf('raised', middle - bar - 1, receivableFen), barOf('received', middle + 1, receivedFen)];
      return { month, x: round(x), width: round(slot), bars: bars.filter(({ height: tall }) => tall > 0), sentence: `${month}：新增应收 ${yuanOf(receivableFen)}，实收 ${yuanOf(receivedFen)}` };
    }),
    scale: Array.from({ length: high - low + 1 }, (_, at) => ({ fen: (low + at) * step, y: yOf((low + at) * step) })),
  };
}

const round = (value: number) => Math.round(value * 10) / 10;
