import { countOf } from '../statistics/statistics-wording';
import type { Breakdown } from './bulletins';

/** The room of the drawing, in its own units; `growth` and `share` are the columns at its right end. */
export const breakdownSize = { width: 360, line: 26, share: 46, growth: 58, gap: 8 };
/** So many members are drawn; the others are said to be more. */
const most = 10;
/** A Chinese sign of the drawing's type is so wide, and a digit as bold as the figures are. */
const [sign, digit] = [12, 7];

interface BreakdownBar {
  member: string;
  /** The name as it fits before its bar. */
  name: string;
  value: number;
  share: number;
  growth: number | null;
  y: number;
  width: number;
}

interface BreakdownDrawing {
  bars: BreakdownBar[];
  height: number;
  /** Where the bars begin: behind the longest name. */
  left: number;
  /** How many members are not drawn. */
  more: number;
}

/** Bars of a breakdown below each other; the largest is as wide as names and figures leave room. */
export function drawBreakdown(rows: Breakdown['rows']): BreakdownDrawing {
  const { width, line, share, growth, gap } = breakdownSize;
  const shown = rows.slice(0, most).map((row) => ({ ...row, name: fitting(row.member) }));
  const left = Math.ceil(Math.max(0, ...shown.map(({ name }) => (widthOf(name) * sign) / 2))) + gap;
  const figures = Math.max(0, ...shown.map(({ value }) => countOf(value).length * digit)) + share + growth + gap;
  const highest = Math.max(1, ...shown.map(({ value }) => value));
  const bars = shown.map((row, at) => ({ ...row, y: at * line, width: Math.max(2, Math.round(((width - left - figures) * row.value * 10) / highest) / 10) }));
  return { bars, height: Math.max(1, shown.length) * line, left, more: rows.length - shown.length };
}

/** In half signs: a letter or a digit is half as wide as a Chinese sign. */
const widthOf = (name: string) => [...name].reduce((sum, one) => sum + (one.charCodeAt(0) < 128 ? 1 : 2), 0);

/** A name of at most eight Chinese signs. */
function fitting(name: string): string {
  if (widthOf(name) <= 16) return name;
  let cut = name;
  while (widthOf(cut) > 14) cut = cut.slice(0, -1);
  return `${cut}…`;
}
