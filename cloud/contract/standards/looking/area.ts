import type { Box, Point } from './picture';

/** The part of a picture that is judged: a document on its table, or the whole picture. In pixels; right and bottom are not within. */
export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
  /** Whether a place in that rectangle shows the document. */
  has(x: number, y: number): boolean;
  /** From which pixel of a row to before which other the document is shown. */
  span(y: number): [from: number, to: number];
}

/** @param corners clockwise, as shares; null for the whole picture */
export function areaOf(corners: Point[] | null, { width, height }: { width: number; height: number }): Area {
  if (!corners) return { left: 0, top: 0, right: width, bottom: height, has: () => true, span: () => [0, width] };
  const points = corners.map(({ x, y }) => ({ x: x * width, y: y * height }));
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const sides = points.map((from, at) => {
    const to = points[(at + 1) % points.length]!;
    return { x: from.x, y: from.y, dx: to.x - from.x, dy: to.y - from.y };
  });
  const [left, right] = [Math.max(0, Math.floor(Math.min(...xs))), Math.min(width, Math.ceil(Math.max(...xs)))];
  return {
    left,
    top: Math.max(0, Math.floor(Math.min(...ys))),
    right,
    bottom: Math.min(height, Math.ceil(Math.max(...ys))),
    has: (x, y) => sides.every((side) => side.dx * (y - side.y) - side.dy * (x - side.x) >= 0),
    span(y) {
      const crossings = sides.filter((side) => side.dy !== 0 && (y - side.y) * (y - side.y - side.dy) <= 0).map((side) => side.x + ((y - side.y) / side.dy) * side.dx);
      return crossings.length < 2 ? [left, left] : [Math.max(left, Math.ceil(Math.min(...crossings))), Math.min(right, Math.ceil(Math.max(...crossings)))];
    },
  };
}

/** A rectangle of pixels as shares of the picture. */
export const boxOf = (left: number, top: number, right: number, bottom: number, { width, height }: { width: number; height: number }): Box => ({
  x: left / width,
  y: top / height,
  width: (right - left) / width,
  height: (bottom - top) / height,
});
