import type { Frame } from './geometry';
import type { Glyph, TextLine } from './recognise';

/** A sign in its row: `from` and `to` run along the row in pixels of the picture. */
export interface Sign extends Glyph {
  from: number;
  to: number;
  /** Height of its line in pixels. */
  size: number;
}

/** What stands beside each other on a document, from left to right, whatever number of lines it was found as. */
export interface Row {
  signs: Sign[];
  text: string;
  /** How far down the page it stands, in pixels. */
  level: number;
  size: number;
}

/** A line as it lies on the page: where a straightened sheet would have it. */
interface Laid {
  line: TextLine;
  from: number;
  to: number;
  level: number;
}

/**
 * Puts lines that were found one by one into the rows of the sheet. A phone sees a sheet at an angle, so its rows fan out:
 * the slope of a row is a linear function of its place, fitted to the long lines.
 */
export function rowsOf(lines: TextLine[]): Row[] {
  if (lines.length === 0) return [];
  const laid = layOut(lines).sort((a, b) => a.level - b.level);
  const rows: Laid[][] = [];
  for (const item of laid) {
    const near = rows.slice(-6).filter((row) => belongs(item, row));
    const best = near.sort((a, b) => Math.abs(levelOf(a) - item.level) - Math.abs(levelOf(b) - item.level))[0];
    if (best) best.push(item);
    else rows.push([item]);
  }
  return rows.map(rowOf).sort((a, b) => a.level - b.level);
}

function layOut(lines: TextLine[]): Laid[] {
  const axis = meanAngle(lines);
  const placed = lines.map((line) => ({ line, ...turned(line.frame, axis), lean: lean(line.frame.angle - axis) }));
  const origin = { u: average(placed.map(({ u }) => u)), v: average(placed.map(({ v }) => v)) };
  const unit = Math.max(1, ...placed.map(({ u, v }) => Math.max(Math.abs(u - origin.u), Math.abs(v - origin.v))));
  const scaled = placed.map((item) => ({ ...item, u: (item.u - origin.u) / unit, v: (item.v - origin.v) / unit }));
  const [a, b, c] = slopeOf(scaled.filter(({ line: { frame } }) => frame.width > 4 * frame.height));
  return scaled.map(({ line, u, v }) => {
    const half = line.frame.width / 2 / unit;
    // A row keeps the level at which it crosses the middle of the page.
    const level = (v - a * u - (b * u * u) / 2) / (1 + c * u);
    return { line, from: (u - half) * unit, to: (u + half) * unit, level: level * unit };
  });
}

/** Least squares of lean = a + b·u + c·v, long lines counting more; a little inertia keeps few lines from inventing a fan. */
function slopeOf(lines: { line: TextLine; u: number; v: number; lean: number }[]): [number, number, number] {
  const inertia = 0.05;
  const total = lines.reduce((sum, { line }) => sum + line.frame.width, 0) || 1;
  const normal = [[1e-6, 0, 0], [0, inertia, 0], [0, 0, inertia]];
  const right = [0, 0, 0];
  for (const { line, u, v, lean: slope } of lines) {
    const [terms, weight] = [[1, u, v], line.frame.width / total];
    terms.forEach((one, row) => {
      right[row]! += weight * one * slope;
      terms.forEach((other, column) => (normal[row]![column]! += weight * one * other));
    });
  }
  return solved(normal, right);
}

/** Cramer's rule for three unknowns. */
function solved(m: number[][], right: number[]): [number, number, number] {
  const determinant = (n: number[][]) =>
    n[0]![0]! * (n[1]![1]! * n[2]![2]! - n[1]![2]! * n[2]![1]!) - n[0]![1]! * (n[1]![0]! * n[2]![2]! - n[1]![2]! * n[2]![0]!) + n[0]![2]! * (n[1]![0]! * n[2]![1]! - n[1]![1]! * n[2]![0]!);
  const whole = determinant(m);
  const unknown = (at: number) => determinant(m.map((row, index) => row.map((value, column) => (column === at ? right[index]! : value)))) / whole;
  return [unknown(0), unknown(1), unknown(2)];
}

const belongs = (item: Laid, row: Laid[]) =>
  Math.abs(levelOf(row) - item.level) < 0.5 * Math.min(item.line.frame.height, ...row.map(({ line }) => line.frame.height)) && row.every((other) => overlap(item, other) < 0.7);

const levelOf = (row: Laid[]) => average(row.map(({ level }) => level));

/** Share of the shorter of two lines that lies above or below the other; single signs are framed so widely that neighbours overlap. */
const overlap = (a: Laid, b: Laid) => Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from)) / Math.max(1, Math.min(a.to - a.from, b.to - b.from));

function rowOf(row: Laid[]): Row {
  const signs = [...row]
    .sort((a, b) => a.from - b.from)
    .flatMap(({ line, from }) => line.glyphs.map((glyph): Sign => ({ ...glyph, size: line.frame.height, ...reach(glyph, line.frame, from) })));
  return { signs, text: signs.map(({ sign }) => sign).join(''), level: levelOf(row), size: average(row.map(({ line }) => line.frame.height)) };
}

/** From where to where a sign stands in its row, `from` being the left end of its line. */
function reach(glyph: Glyph, line: Frame, from: number): { from: number; to: number } {
  const along = (glyph.frame.centre.x - line.centre.x) * Math.cos(line.angle) + (glyph.frame.centre.y - line.centre.y) * Math.sin(line.angle);
  const middle = from + line.width / 2 + along;
  return { from: middle - glyph.frame.width / 2, to: middle + glyph.frame.width / 2 };
}

function meanAngle(lines: TextLine[]): number {
  const sum = (part: (angle: number) => number) => lines.reduce((total, { frame }) => total + part(frame.angle) * frame.width, 0);
  return Math.atan2(sum(Math.sin), sum(Math.cos));
}

function turned({ centre: { x, y } }: Frame, angle: number): { u: number; v: number } {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return { u: x * cos + y * sin, v: y * cos - x * sin };
}

/** A small angle as a slope, within ±1. */
const lean = (angle: number) => Math.max(-1, Math.min(1, Math.tan(angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI)))));

const average = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
