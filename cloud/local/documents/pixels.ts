/** Red, green, blue, one byte each, row by row. */
export interface Pixels {
  data: Buffer;
  width: number;
  height: number;
}
interface Corner {
  x: number;
  y: number;
}

/** Puts a flat picture onto another so that its corners (clockwise from top left) come to lie where they are asked to; changes `onto`. */
export function warp(flat: Pixels, onto: Pixels, corners: Corner[]): Pixels {
  const [a, b, c, d, e, f, g, h] = homography(corners, [{ x: 0, y: 0 }, { x: flat.width - 1, y: 0 }, { x: flat.width - 1, y: flat.height - 1 }, { x: 0, y: flat.height - 1 }]);
  const within = (values: number[], limit: number) => [Math.max(0, Math.floor(Math.min(...values))), Math.min(limit - 1, Math.ceil(Math.max(...values)))] as const;
  const [left, right] = within(corners.map(({ x }) => x), onto.width);
  const [top, bottom] = within(corners.map(({ y }) => y), onto.height);
  const { data } = flat;
  const row = flat.width * 3;
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const depth = g! * x + h! * y + 1;
      const u = (a! * x + b! * y + c!) / depth;
      const v = (d! * x + e! * y + f!) / depth;
      if (u < 0 || v < 0 || u > flat.width - 1 || v > flat.height - 1) continue;
      const column = Math.min(flat.width - 2, u | 0);
      const line = Math.min(flat.height - 2, v | 0);
      const across = u - column;
      const down = v - line;
      const to = (y * onto.width + x) * 3;
      for (let channel = 0, at = line * row + column * 3; channel < 3; channel++, at++) {
        const upper = data[at]! + (data[at + 3]! - data[at]!) * across;
        const lower = data[at + row]! + (data[at + row + 3]! - data[at + row]!) * across;
        onto.data[to + channel] = upper + (lower - upper) * down;
      }
    }
  }
  return onto;
}

/** The eight numbers of the projective map that takes four points to four others (the ninth is 1). */
export function homography(from: Corner[], to: Corner[]): number[] {
  const rows = from.flatMap(({ x, y }, at) => {
    const { x: u, y: v } = to[at]!;
    return [[x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v]];
  });
  for (let column = 0; column < 8; column++) {
    const pivot = rows.slice(column).reduce((best, row, at) => (Math.abs(row[column]!) > Math.abs(rows[best]![column]!) ? column + at : best), column);
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const lead = rows[column]!;
    for (const row of rows) {
      if (row === lead) continue;
      const factor = row[column]! / lead[column]!;
      for (let at = column; at < 9; at++) row[at]! -= factor * lead[at]!;
    }
  }
  return rows.map((row, at) => row[8]! / row[at]!);
}
