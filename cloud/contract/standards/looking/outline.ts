import { bordersOf, type Line, linesOf, meet } from './lines';
import type { Colour, Point } from './picture';
import { stepsOf } from './steps';

/** 证件轮廓: a document as it lies in the picture. */
export interface Outline {
  /** Clockwise from top left, as shares (0–1). */
  corners: Corners;
  /** Share of its weakest side along which paper is seen to end against something else, 0–1. */
  support: number;
  /** Sides at which not the paper ends but the picture: top, right, bottom, left. */
  cut: [boolean, boolean, boolean, boolean];
  /** Lighter than what it lies on, as paper is; a dark plate, or a portrait on a card that fills the picture, is not. */
  lighter: boolean;
}

/** Long side of the picture in which outlines are sought: coarse enough for print and wood grain to fade. */
export const outlineLongSide = 320;
/** A document covers at least so much of the picture. */
const leastArea = 0.06;
/** Of each side at least so much must be seen; of the others where the picture cuts one, which else would be found everywhere. */
const leastSupport = { whole: 0.8, cut: 0.92 };
/** So far beyond the picture, in pixels, a corner may lie. */
const slack = 3;
/** No side is shorter, in pixels. */
const shortest = 20;
/** How far from a side paper and table are compared, in pixels; the lines of a form are thinner. */
const reach = 3;
/** Least difference of colour between paper and table, of 255. */
const leastStep = 9;
/** Places along a side at which this is done, and the differences found there. */
const samples = 40;
const differences = new Int16Array(samples * 3);

interface Side {
  support: number;
  /** Mean colour of paper less that of the table. */
  step: [number, number, number];
  border: boolean;
}

/**
 * Seeks the quadrilateral whose sides part two colours best; a side may be an edge of the picture, but at most two.
 * @param even at most `outlineLongSide` long, each pixel the mean of 5 × 5: print and grain fade, and what is larger stays
 */
export function findOutline(even: Colour): Outline | null {
  const { flat, steep } = linesOf(stepsOf(even));
  const { top, bottom, left, right } = bordersOf(even);
  const [levels, uprights] = [
    [...flat, top, bottom],
    [...steep, left, right],
  ];
  const crossings = new Map(levels.map((level) => [level, new Map(uprights.map((upright) => [upright, meet(level, upright)]))]));
  const cornersOf = (upper: Line, after: Line, lower: Line, before: Line) => {
    const [above, below] = [crossings.get(upper)!, crossings.get(lower)!];
    return quadOf(even, [above.get(before), above.get(after), below.get(after), below.get(before)]);
  };
  let best: Rated | undefined;
  for (const upper of levels) {
    for (const lower of levels) {
      if (heightAt(upper, even.width / 2) >= heightAt(lower, even.width / 2)) continue;
      for (const before of uprights) {
        for (const after of uprights) {
          const corners = cornersOf(upper, after, lower, before);
          best = (corners && rate(even, { corners, lines: [upper, after, lower, before] }, best?.score ?? 0)) ?? best;
        }
      }
    }
  }
  return best ? outlineFrom(best, even) : null;
}

/** Where a level line stands at x. */
const heightAt = ({ angle, offset }: Line, x: number) => (offset - x * Math.cos(angle)) / Math.sin(angle);

interface Rated {
  score: number;
  corners: Corners;
  sides: Side[];
}
type Corners = [Point, Point, Point, Point];

/**
 * How well four lines (top, right, bottom, left) bound a sheet; undefined where they do not, or not better than `least`.
 * The paper itself is larger than what is printed on it; a whole one goes before one that the picture cuts.
 */
function rate(picture: Colour, { corners, lines }: { corners: Corners; lines: Line[] }, least: number): Rated | undefined {
  const borders = lines.filter(({ border }) => border).length;
  const area = areaOf(corners) / (picture.width * picture.height);
  const seen = borders > 0 ? leastSupport.cut : leastSupport.whole;
  const highest = area ** 0.25 * 0.7 ** borders;
  if (borders > 2 || area < leastArea || highest <= least) return undefined;
  const sides: Side[] = [];
  let [lowest, sum] = [1, 0];
  for (let at = 0; at < 4; at++) {
    const side = sideOf(picture, corners[at]!, corners[(at + 1) % 4]!, lines[at]!.border);
    sides.push(side);
    if (side.border) continue;
    lowest = Math.min(lowest, side.support);
    sum += side.support;
    if (lowest < seen || lowest * highest <= least) return undefined;
  }
  const score = (sum / (4 - borders)) * lowest * highest;
  return score > least && agree(sides.filter(({ border }) => !border)) ? { score, corners, sides } : undefined;
}

function outlineFrom({ corners, sides }: Rated, { width, height }: Colour): Outline {
  return {
    corners: corners.map(({ x, y }) => ({ x: inside(x / width), y: inside(y / height) })) as Corners,
    support: Math.min(...sides.filter(({ border }) => !border).map(({ support }) => support)),
    cut: sides.map(({ border }) => border) as Outline['cut'],
    lighter: sides.reduce((sum, { step }) => sum + step[0] + step[1] + step[2], 0) > 0,
  };
}

const inside = (share: number) => Math.min(1, Math.max(0, share));

/** Corners where four sides meet, if they make a convex quadrilateral within the picture, not much out of square. */
function quadOf({ width, height }: Colour, corners: (Point | undefined)[]): Corners | undefined {
  for (const corner of corners) {
    if (!corner || corner.x < -slack || corner.y < -slack || corner.x > width + slack || corner.y > height + slack) return undefined;
  }
  const quad = corners as Corners;
  for (let at = 0; at < 4; at++) {
    const [before, here, after] = [quad[(at + 3) % 4]!, quad[at]!, quad[(at + 1) % 4]!];
    const [ax, ay, bx, by] = [before.x - here.x, before.y - here.y, after.x - here.x, after.y - here.y];
    const [along, across] = [Math.hypot(ax, ay), Math.hypot(bx, by)];
    if (along < shortest || across < shortest || bx * ay - by * ax < 0.7 * along * across) return undefined;
  }
  return quad;
}

function areaOf(corners: Point[]): number {
  return Math.abs(corners.reduce((sum, { x, y }, at) => sum + x * corners[(at + 1) % 4]!.y - corners[(at + 1) % 4]!.x * y, 0)) / 2;
}

/** Compares what lies on both sides of a line from corner to corner. */
function sideOf({ data, width, height }: Colour, from: Point, to: Point, border: boolean): Side {
  if (border) return { support: 0, step: [0, 0, 0], border };
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  // Clockwise corners: the paper lies to the right of the way from one to the next.
  const [nx, ny] = [(-(to.y - from.y) / length) * reach, ((to.x - from.x) / length) * reach];
  const step: Side['step'] = [0, 0, 0];
  for (let at = 0; at < samples; at++) {
    const share = 0.04 + (0.92 * at) / (samples - 1);
    const [x, y] = [from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share];
    const [paper, table] = [pixelAt(x + nx, y + ny, width, height), pixelAt(x - nx, y - ny, width, height)];
    for (let channel = 0; channel < 3; channel++) {
      const difference = data[paper + channel]! - data[table + channel]!;
      differences[at * 3 + channel] = difference;
      step[channel]! += difference / samples;
    }
  }
  const size = Math.hypot(...step);
  const needed = Math.max(leastStep, 0.35 * size) * size;
  let along = 0;
  for (let at = 0; at < samples * 3; at += 3) {
    if (differences[at]! * step[0] + differences[at + 1]! * step[1] + differences[at + 2]! * step[2] >= needed) along++;
  }
  return { support: size > 0 ? along / samples : 0, step, border };
}

const pixelAt = (x: number, y: number, width: number, height: number) =>
  (Math.min(height - 1, Math.max(0, Math.round(y))) * width + Math.min(width - 1, Math.max(0, Math.round(x)))) * 3;

const dot = (a: number[], b: number[]) => a.reduce((sum, value, at) => sum + value * b[at]!, 0);

/** Paper differs from the table in one way all round: lighter, or darker, or of another colour. */
function agree(sides: Side[]): boolean {
  return sides.every(({ step }, at) => sides.slice(at + 1).every((other) => dot(step, other.step) > 0.3 * Math.hypot(...step) * Math.hypot(...other.step)));
}
