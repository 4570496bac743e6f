import { type Framing, framings, ownFraming } from './framings';
import { type Grey, halved } from './grey';

/** Where a pixel of one picture stands on another: x' = a·x + b·y + c, y' = d·x + e·y + f. */
export type Placement = [a: number, b: number, c: number, d: number, e: number, f: number];

/** Pixels of the longer side of a picture seen from afar. */
const afar = 100;
/** So many of the best framings are followed up. */
const tried = 3;
const mostSteps = 12;
/** Pixels looked at in one step; more make it slower and hardly better. */
const samples = 5_000;
/** A step that moves nothing by more than this ends a level, in pixels. */
const still = 0.02;

/** The placement that a framing means: what stands in `ownFraming` of the first picture stands in it on the second. */
function placementOf({ left, top, right, bottom, turn }: Framing, first: Grey, second: Grey): Placement {
  const own = ownFraming;
  const [scaleX, scaleY] = [(right - left) / (own.right - own.left), (bottom - top) / (own.bottom - own.top)];
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  // In pixels of the second picture, from its middle: there both sides have the same unit, so it can be turned.
  const [stepX, stepY] = [(scaleX * second.width) / first.width, (scaleY * second.height) / first.height];
  const [x, y] = [(left - own.left * scaleX - 0.5) * second.width, (top - own.top * scaleY - 0.5) * second.height];
  return [cos * stepX, -sin * stepY, cos * x - sin * y + second.width / 2, sin * stepX, cos * stepY, sin * x + cos * y + second.height / 2];
}

/**
 * Lays the second picture on the first one: begins with the framings in which they agree best when seen from afar, then moves,
 * stretches and turns it until it lies as well as it can (Gauss–Newton on grey values that are evened out in light and
 * contrast, from coarse to fine).
 */
export function align(first: Grey, second: Grey): Placement {
  const [firsts, seconds] = [pyramid(first), pyramid(second)];
  const [afarFirst, afarSecond] = [firsts.at(-1)!, seconds.at(-1)!];
  const agreement = (placement: Placement) => correlation(afarFirst, afarSecond, placement);
  const begins = framings.map((framing) => placementOf(framing, afarFirst, afarSecond)).map((placement) => ({ placement, agreed: agreement(placement) }));
  const likely = begins.sort((a, b) => b.agreed - a.agreed).slice(0, tried).map(({ placement }) => refined(afarFirst, afarSecond, placement));
  let placement = likely.sort((a, b) => agreement(b) - agreement(a))[0]!;
  for (let level = firsts.length - 2; level >= 0; level--) {
    const [a, b, c, d, e, f] = placement;
    placement = refined(firsts[level]!, seconds[level]!, [a, b, c * 2, d, e, f * 2]);
  }
  return placement;
}

function pyramid(grey: Grey): Grey[] {
  const all = [grey];
  for (let last = grey; Math.max(last.width, last.height) > afar; all.push(last)) last = halved(last);
  return all;
}

function refined(first: Grey, second: Grey, begin: Placement): Placement {
  const stride = Math.max(1, Math.round(Math.sqrt((first.width * first.height) / samples)));
  let placement = begin;
  for (let step = 0; step < mostSteps; step++) {
    const change = nextChange(first, second, placement, stride);
    if (!change) break;
    placement = placement.map((value, at) => value + change[at]!) as Placement;
    const moved = Math.max(Math.abs(change[2]), Math.abs(change[5]), (Math.abs(change[0]) + Math.abs(change[1])) * first.width, (Math.abs(change[3]) + Math.abs(change[4])) * first.height);
    if (moved < still) break;
  }
  return placement;
}

/** One least-squares step; undefined where the pictures do not overlap enough to say anything. */
function nextChange(first: Grey, second: Grey, placement: Placement, stride: number): Placement | undefined {
  const points = overlap(first, second, placement, stride);
  if (points.count < 200) return undefined;
  const [evenFirst, evenSecond] = [evenness(points.ofFirst, points.count), evenness(points.ofSecond, points.count)];
  if (evenFirst.deviation < 1 || evenSecond.deviation < 1) return undefined;
  const normal = Array.from({ length: 6 }, () => new Float64Array(7));
  const slope = new Float64Array(6);
  for (let at = 0; at < points.count; at++) {
    const [x, y] = [points.x[at]!, points.y[at]!];
    const [dx, dy] = [points.dx[at]! / evenSecond.deviation, points.dy[at]! / evenSecond.deviation];
    slope.set([dx * x, dx * y, dx, dy * x, dy * y, dy]);
    const error = (points.ofFirst[at]! - evenFirst.mean) / evenFirst.deviation - (points.ofSecond[at]! - evenSecond.mean) / evenSecond.deviation;
    for (let row = 0; row < 6; row++) {
      for (let column = row; column < 6; column++) normal[row]![column]! += slope[row]! * slope[column]!;
      normal[row]![6]! += slope[row]! * error;
    }
  }
  for (let row = 1; row < 6; row++) for (let column = 0; column < row; column++) normal[row]![column] = normal[column]![row]!;
  return solved(normal);
}

interface Points {
  count: number;
  x: Float64Array;
  y: Float64Array;
  ofFirst: Float64Array;
  ofSecond: Float64Array;
  /** How the second picture changes there. */
  dx: Float64Array;
  dy: Float64Array;
}

function overlap(first: Grey, second: Grey, [a, b, c, d, e, f]: Placement, stride: number): Points {
  const most = Math.ceil(first.width / stride) * Math.ceil(first.height / stride);
  const list = () => new Float64Array(most);
  const points: Points = { count: 0, x: list(), y: list(), ofFirst: list(), ofSecond: list(), dx: list(), dy: list() };
  for (let y = 1; y < first.height - 1; y += stride) {
    for (let x = 1; x < first.width - 1; x += stride) {
      const [toX, toY] = [a * x + b * y + c, d * x + e * y + f];
      if (toX < 1 || toY < 1 || toX >= second.width - 2 || toY >= second.height - 2) continue;
      const at = points.count++;
      points.x[at] = x;
      points.y[at] = y;
      points.ofFirst[at] = first.data[y * first.width + x]!;
      points.ofSecond[at] = valueAt(second, toX, toY);
      points.dx[at] = (valueAt(second, toX + 1, toY) - valueAt(second, toX - 1, toY)) / 2;
      points.dy[at] = (valueAt(second, toX, toY + 1) - valueAt(second, toX, toY - 1)) / 2;
    }
  }
  return points;
}

/** How well two pictures agree in this placement, −1 to 1. */
function correlation(first: Grey, second: Grey, placement: Placement): number {
  const points = overlap(first, second, placement, 2);
  const [a, b] = [evenness(points.ofFirst, points.count), evenness(points.ofSecond, points.count)];
  let products = 0;
  for (let at = 0; at < points.count; at++) products += (points.ofFirst[at]! - a.mean) * (points.ofSecond[at]! - b.mean);
  return points.count === 0 ? -1 : products / points.count / Math.max(1, a.deviation * b.deviation);
}

/** The grey value between pixels; the caller stays within the picture. */
export function valueAt({ data, width }: Grey, x: number, y: number): number {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const [dx, dy] = [x - column, y - row];
  const at = row * width + column;
  return (data[at]! * (1 - dx) + data[at + 1]! * dx) * (1 - dy) + (data[at + width]! * (1 - dx) + data[at + width + 1]! * dx) * dy;
}

function evenness(values: Float64Array, count: number): { mean: number; deviation: number } {
  let [sum, squares] = [0, 0];
  for (let at = 0; at < count; at++) {
    sum += values[at]!;
    squares += values[at]! ** 2;
  }
  const mean = sum / count;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / count - mean ** 2)) };
}

/** Six equations by elimination; undefined where they do not determine the answer. */
function solved(rows: Float64Array[]): Placement | undefined {
  for (let at = 0; at < 6; at++) {
    let pivot = at;
    for (let row = at + 1; row < 6; row++) if (Math.abs(rows[row]![at]!) > Math.abs(rows[pivot]![at]!)) pivot = row;
    [rows[at], rows[pivot]] = [rows[pivot]!, rows[at]!];
    if (Math.abs(rows[at]![at]!) < 1e-9) return undefined;
    for (let row = 0; row < 6; row++) {
      if (row === at) continue;
      const share = rows[row]![at]! / rows[at]![at]!;
      for (let column = at; column < 7; column++) rows[row]![column]! -= share * rows[at]![column]!;
    }
  }
  return rows.map((row, at) => row[6]! / row[at]!) as Placement;
}
