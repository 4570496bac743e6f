import type { Grey } from '@yongche/contract/standards/looking/picture';
import type { Corners, Point } from './wanted';

const samples = 60;
/** How far from the side found at 320 px the true one is sought, as a share of the picture's long side. */
const reach = 0.013;
/** Pixels that are averaged on both sides of an edge: a printed line is thinner. */
const breadth = 4;
/** Least step of brightness from table to paper. */
const leastStep = 10;
/** A place so far from the line through the others, in pixels, is something else. */
const stray = 2.5;
const leastShare = 0.4;

/** A side as where it leaves its old place: so many pixels towards the paper at its beginning, and at its end. */
interface Shift {
  begin: number;
  end: number;
}

/**
 * The corners of a sheet, found again on a finer picture: outlines are sought at 320 px in whole degrees, which would leave a
 * straightened sheet a degree askew. What is not seen better stays as it is.
 * @param corners in shares, clockwise from top left; the paper is lighter than the table
 */
export function refined(grey: Grey, corners: Corners): Corners {
  const points = corners.map(({ x, y }) => ({ x: x * grey.width, y: y * grey.height })) as Corners;
  const sides = points.map((from, at) => sideThrough(grey, from, points[(at + 1) % 4]!));
  const most = 2 * reach * Math.max(grey.width, grey.height);
  return points.map((old, at) => {
    const corner = crossing(sides[(at + 3) % 4]!, sides[at]!);
    const isNear = corner !== undefined && Math.hypot(corner.x - old.x, corner.y - old.y) <= most;
    const { x, y } = isNear ? corner : old;
    return { x: x / grey.width, y: y / grey.height };
  }) as Corners;
}

function sideThrough(grey: Grey, from: Point, to: Point): [Point, Point] {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  // Clockwise corners: the paper lies to the right of the way from one to the next.
  const [nx, ny] = [-(to.y - from.y) / length, (to.x - from.x) / length];
  const places: Point[] = [];
  for (let at = 0; at < samples; at++) {
    const along = 0.05 + (0.9 * at) / (samples - 1);
    const off = edgeNear(grey, { x: from.x + (to.x - from.x) * along, y: from.y + (to.y - from.y) * along }, nx, ny);
    if (off !== undefined) places.push({ x: along, y: off });
  }
  const { begin, end } = lineThrough(places) ?? { begin: 0, end: 0 };
  return [
    { x: from.x + nx * begin, y: from.y + ny * begin },
    { x: to.x + nx * end, y: to.y + ny * end },
  ];
}

/** How far towards the paper the strongest step from dark to light stands; undefined where there is none. */
function edgeNear(grey: Grey, { x, y }: Point, nx: number, ny: number): number | undefined {
  const most = Math.round(reach * Math.max(grey.width, grey.height));
  const profile: number[] = [];
  for (let off = -most - breadth; off <= most + breadth; off++) profile.push(brightnessAt(grey, x + nx * off, y + ny * off));
  let best: number | undefined;
  let step = leastStep;
  for (let off = -most; off <= most; off++) {
    const middle = off + most + breadth;
    let difference = 0;
    for (let near = 1; near <= breadth; near++) difference += profile[middle + near]! - profile[middle - near]!;
    if (difference / breadth <= step) continue;
    step = difference / breadth;
    best = off;
  }
  return best;
}

function brightnessAt({ data, width, height }: Grey, x: number, y: number): number {
  const [column, row] = [Math.min(width - 1, Math.max(0, Math.round(x))), Math.min(height - 1, Math.max(0, Math.round(y)))];
  return data[row * width + column]!;
}

/** The straight line through most of the places; undefined where too few lie on one. */
function lineThrough(places: Point[]): Shift | undefined {
  const middle = places.map(({ y }) => y).sort((a, b) => a - b)[Math.floor(places.length / 2)];
  if (middle === undefined) return undefined;
  let line: Shift = { begin: middle, end: middle };
  // The first line is level, so what lies farther from it may still be on the slanting one.
  for (const limit of [4 * stray, 2 * stray, stray, stray]) {
    const kept = places.filter(({ x, y }) => Math.abs(y - line.begin - (line.end - line.begin) * x) <= limit);
    if (kept.length < leastShare * samples) return undefined;
    line = leastSquares(kept);
  }
  return line;
}

function leastSquares(places: Point[]): Shift {
  const mean = (of: (place: Point) => number) => places.reduce((sum, place) => sum + of(place), 0) / places.length;
  const [x, y] = [mean((place) => place.x), mean((place) => place.y)];
  const slope = mean((place) => (place.x - x) * (place.y - y)) / mean((place) => (place.x - x) ** 2);
  return { begin: y - slope * x, end: y + slope * (1 - x) };
}

/** Where two sides meet when they are drawn on. */
function crossing([a, b]: [Point, Point], [c, d]: [Point, Point]): Point | undefined {
  const [ux, uy, vx, vy] = [b.x - a.x, b.y - a.y, d.x - c.x, d.y - c.y];
  const determinant = ux * vy - uy * vx;
  if (Math.abs(determinant) < 1e-6) return undefined;
  const along = ((c.x - a.x) * vy - (c.y - a.y) * vx) / determinant;
  return { x: a.x + ux * along, y: a.y + uy * along };
}
