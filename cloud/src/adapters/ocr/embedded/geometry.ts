import type { Box } from '../ocr';

export interface Point {
  x: number;
  y: number;
}

/** A rectangle lying at any angle: `width` runs along `angle` (radians, clockwise as pixels count), `height` across it. */
export interface Frame {
  centre: Point;
  width: number;
  height: number;
  angle: number;
}

/** The frame's corners, clockwise from its own top left. */
export function cornersOf({ centre, width, height, angle }: Frame): [Point, Point, Point, Point] {
  const [along, across] = [
    { x: (Math.cos(angle) * width) / 2, y: (Math.sin(angle) * width) / 2 },
    { x: (-Math.sin(angle) * height) / 2, y: (Math.cos(angle) * height) / 2 },
  ];
  const corner = (a: number, b: number) => ({ x: centre.x + a * along.x + b * across.x, y: centre.y + a * along.y + b * across.y });
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}

/** The part of a frame between two shares of its width. */
export function sliceOf(frame: Frame, from: number, to: number): Frame {
  const shift = ((from + to) / 2 - 0.5) * frame.width;
  return {
    ...frame,
    centre: { x: frame.centre.x + Math.cos(frame.angle) * shift, y: frame.centre.y + Math.sin(frame.angle) * shift },
    width: frame.width * (to - from),
  };
}

/** The upright box around some frames, as shares of the picture. */
export function boxOf(frames: Frame[], picture: { width: number; height: number }): Box {
  const corners = frames.flatMap(cornersOf);
  const [xs, ys] = [corners.map(({ x }) => x / picture.width), corners.map(({ y }) => y / picture.height)];
  const [left, top, right, bottom] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].map((share) => Math.min(1, Math.max(0, share))) as [number, number, number, number];
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Corners of the convex hull, by Andrew's monotone chain. */
export function hullOf(points: Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const half = (order: Point[]) => {
    const chain: Point[] = [];
    for (const point of order) {
      while (chain.length > 1 && turn(chain[chain.length - 2]!, chain[chain.length - 1]!, point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return sorted.length < 3 ? sorted : [...half(sorted), ...half(sorted.reverse())];
}

const turn = (a: Point, b: Point, c: Point) => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);

/** The smallest rectangle around the points; `width` is its longer side, `angle` within (−π/2, π/2]. */
export function smallestFrame(points: Point[]): Frame {
  const hull = hullOf(points);
  let best: Frame | undefined;
  hull.forEach((from, at) => {
    const to = hull[(at + 1) % hull.length]!;
    const frame = frameAlong(hull, Math.atan2(to.y - from.y, to.x - from.x));
    if (!best || frame.width * frame.height < best.width * best.height) best = frame;
  });
  const frame = best ?? frameAlong(hull, 0);
  const long = frame.width >= frame.height ? frame : { ...frame, width: frame.height, height: frame.width, angle: frame.angle + Math.PI / 2 };
  return { ...long, angle: halfTurn(long.angle) };
}

/** The smallest rectangle around the points that lies at this angle. */
export function frameAlong(points: Point[], angle: number): Frame {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const along = points.map(({ x, y }) => x * cos + y * sin);
  const across = points.map(({ x, y }) => y * cos - x * sin);
  const [left, right, top, bottom] = [Math.min(...along), Math.max(...along), Math.min(...across), Math.max(...across)];
  const [middle, level] = [(left + right) / 2, (top + bottom) / 2];
  return { centre: { x: middle * cos - level * sin, y: middle * sin + level * cos }, width: right - left, height: bottom - top, angle };
}

/** The same direction without its sense, within (−π/2, π/2]. */
export const halfTurn = (angle: number) => angle - Math.PI * Math.ceil(angle / Math.PI - 0.5);
