import type { Corners, Cut, Point } from './wanted';

/** Four bytes for each pixel, as canvases give them. */
export interface Pixels {
  data: Uint8ClampedArray<ArrayBuffer>;
  width: number;
  height: number;
}

interface Size {
  width: number;
  height: number;
}

/** The whole picture, as corners. */
export const wholePicture: Corners = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
  { x: 0, y: 1 },
];

/** What the unit square is mapped onto: x = (a·u + b·v + c) / (g·u + h·v + 1), y likewise with d, e, f. */
interface Projection {
  a: number;
  b: number;
  c: number;
  d: number;
  e: number;
  f: number;
  g: number;
  h: number;
}

/** The projection that maps the corners of the unit square onto these (Heckbert 1989). */
export function projectionOnto([p0, p1, p2, p3]: Corners): Projection {
  const [dx1, dx2, dx3] = [p1.x - p2.x, p3.x - p2.x, p0.x - p1.x + p2.x - p3.x];
  const [dy1, dy2, dy3] = [p1.y - p2.y, p3.y - p2.y, p0.y - p1.y + p2.y - p3.y];
  const determinant = dx1 * dy2 - dx2 * dy1;
  const g = (dx3 * dy2 - dx2 * dy3) / determinant;
  const h = (dx1 * dy3 - dx3 * dy1) / determinant;
  return { a: p1.x - p0.x + g * p1.x, b: p3.x - p0.x + h * p3.x, c: p0.x, d: p1.y - p0.y + g * p1.y, e: p3.y - p0.y + h * p3.y, f: p0.y, g, h };
}

/** Where a place of the straightened sheet lies on the picture. */
export function projected({ a, b, c, d, e, f, g, h }: Projection, u: number, v: number): Point {
  const depth = g * u + h * v + 1;
  return { x: (a * u + b * v + c) / depth, y: (d * u + e * v + f) / depth };
}

const between = (one: Point, other: Point) => Math.hypot(one.x - other.x, one.y - other.y);

/** Size in pixels in which a sheet of these corners (shares of `picture`) was taken: the mean of opposite sides. */
export function sheetSize(corners: Corners, picture: Size): Size {
  const [p0, p1, p2, p3] = corners.map(({ x, y }) => ({ x: x * picture.width, y: y * picture.height })) as Corners;
  return { width: (between(p0, p1) + between(p3, p2)) / 2, height: (between(p0, p3) + between(p1, p2)) / 2 };
}

/** The corners in the order in which they stand after quarter turns clockwise: left becomes top. */
export const turnedCorners = (corners: Corners, turns: Cut['turns']): Corners => corners.map((_, at) => corners[(at - turns + 4) % 4]!) as Corners;

/**
 * The sheet with a margin of what lies around it, so that its own border is seen whole; less of it where the picture ends.
 * @param share of the sheet's longer side
 */
export function withMargin(corners: Corners, picture: Size, share: number): Corners {
  const { width, height } = sheetSize(corners, picture);
  const projection = projectionOnto(corners);
  const margins = [height, width, height, width].map((length) => (share * Math.max(width, height)) / length) as [number, number, number, number];
  for (let tries = 0; tries < 40; tries++) {
    const [above, right, below, left] = margins;
    const wider = [projected(projection, -left, -above), projected(projection, 1 + right, -above), projected(projection, 1 + right, 1 + below), projected(projection, -left, 1 + below)] as Corners;
    const outside = wider.map(({ x, y }) => x < 0 || x > 1 || y < 0 || y > 1);
    if (!outside.some(Boolean)) return wider;
    // A corner belongs to two sides: both give way.
    outside.forEach((is, at) => {
      if (!is) return;
      margins[at]! *= 0.8;
      margins[(at + 3) % 4]! *= 0.8;
    });
  }
  return corners;
}

const phases = 256;
/** Weights of four neighbours by the place between the middle two (Catmull and Rom's cubic, which keeps edges sharp). */
const weights = new Float32Array((phases + 1) * 4);
for (let phase = 0; phase <= phases; phase++) {
  const t = phase / phases;
  weights.set([((2 - t) * t - 1) * t * 0.5, ((3 * t - 5) * t * t + 2) * 0.5, ((4 - 3 * t) * t + 1) * t * 0.5, (t - 1) * t * t * 0.5], phase * 4);
}

/**
 * Cuts a sheet out and straightens it, with cubic interpolation. What is made smaller by much loses detail to aliasing: shrink the
 * source first.
 * @param corners in shares of `source`; may lie on its border
 */
export function straightened(source: Pixels, corners: Corners, { width, height }: Size): Pixels {
  const made = new Uint8ClampedArray(width * height * 4);
  const { a, b, c, d, e, f, g, h } = projectionOnto(corners);
  const { data } = source;
  const row = source.width * 4;
  const [lastX, lastY] = [source.width - 1, source.height - 1];
  for (let y = 0, to = 0; y < height; y++) {
    const v = (y + 0.5) / height;
    for (let x = 0; x < width; x++, to += 4) {
      const u = (x + 0.5) / width;
      const depth = 1 / (g * u + h * v + 1);
      const fromX = (a * u + b * v + c) * depth * source.width - 0.5;
      const fromY = (d * u + e * v + f) * depth * source.height - 0.5;
      const left = Math.floor(fromX);
      const top = Math.floor(fromY);
      const wx = ((fromX - left) * phases + 0.5) | 0;
      const wy = ((fromY - top) * phases + 0.5) | 0;
      const w0 = weights[wx * 4]!;
      const w1 = weights[wx * 4 + 1]!;
      const w2 = weights[wx * 4 + 2]!;
      const w3 = weights[wx * 4 + 3]!;
      // Beyond the border its last pixels go on.
      const isWithin = left > 0 && top > 0 && left < lastX - 1 && top < lastY - 1;
      const x0 = (isWithin ? left - 1 : within(left - 1, lastX)) * 4;
      const x1 = isWithin ? x0 + 4 : within(left, lastX) * 4;
      const x2 = isWithin ? x0 + 8 : within(left + 1, lastX) * 4;
      const x3 = isWithin ? x0 + 12 : within(left + 2, lastX) * 4;
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let near = 0; near < 4; near++) {
        const line = (isWithin ? top - 1 + near : within(top - 1 + near, lastY)) * row;
        const weight = weights[wy * 4 + near]!;
        red += weight * (w0 * data[line + x0]! + w1 * data[line + x1]! + w2 * data[line + x2]! + w3 * data[line + x3]!);
        green += weight * (w0 * data[line + x0 + 1]! + w1 * data[line + x1 + 1]! + w2 * data[line + x2 + 1]! + w3 * data[line + x3 + 1]!);
        blue += weight * (w0 * data[line + x0 + 2]! + w1 * data[line + x1 + 2]! + w2 * data[line + x2 + 2]! + w3 * data[line + x3 + 2]!);
      }
      made[to] = red;
      made[to + 1] = green;
      made[to + 2] = blue;
      made[to + 3] = 255;
    }
  }
  return { data: made, width, height };
}

const within = (place: number, last: number) => Math.min(last, Math.max(0, place));
