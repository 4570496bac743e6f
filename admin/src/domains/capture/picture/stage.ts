import type { Corners, Cut, Point } from './wanted';

interface Size {
  width: number;
  height: number;
}

/** The size in which a picture is drawn, unturned, so that it fits into its stage when it is turned. */
export function drawnIn(stage: Size, picture: Size, turns: Cut['turns']): Size {
  const room = turns % 2 === 0 ? stage : { width: stage.height, height: stage.width };
  const scale = Math.min(room.width / picture.width, room.height / picture.height);
  return { width: picture.width * scale, height: picture.height * scale };
}

/** The place on the picture that is seen at a place of the turned view; both as shares. */
export function placeSeenAt({ x, y }: Point, turns: Cut['turns']): Point {
  if (turns === 1) return { x: y, y: 1 - x };
  if (turns === 2) return { x: 1 - x, y: 1 - y };
  return turns === 3 ? { x: 1 - y, y: x } : { x, y };
}

/** A step in the turned view as a step on the picture. */
export function stepSeenAs({ x, y }: Point, turns: Cut['turns']): Point {
  const [from, to] = [placeSeenAt({ x: 0.5, y: 0.5 }, turns), placeSeenAt({ x: 0.5 + x, y: 0.5 + y }, turns)];
  return { x: to.x - from.x, y: to.y - from.y };
}

const names = ['左上角', '右上角', '右下角', '左下角'] as const;

/** What a corner is called where it is seen. */
export const cornerName = (at: number, turns: Cut['turns']) => names[(at + turns) % 4]!;

/** Sides shorter than this cannot be seen, nor taken hold of again. */
const shortest = 0.04;

/** The corners with one of them elsewhere; as they were where they would no longer bound a sheet. */
export function withCornerAt(corners: Corners, at: number, { x, y }: Point): Corners {
  const moved = corners.map((corner, which) => (which === at ? { x: Math.min(1, Math.max(0, x)), y: Math.min(1, Math.max(0, y)) } : corner)) as Corners;
  const isSheet = moved.every((here, which) => {
    const [before, after] = [moved[(which + 3) % 4]!, moved[(which + 1) % 4]!];
    const [ax, ay, bx, by] = [after.x - here.x, after.y - here.y, before.x - here.x, before.y - here.y];
    return Math.hypot(ax, ay) >= shortest && ax * by - ay * bx > 0.05 * Math.hypot(ax, ay) * Math.hypot(bx, by);
  });
  return isSheet ? moved : corners;
}

/**
 * A frame of this form in the middle of the picture, as shares of it: where a sheet is best laid, and from where corners are
 * drawn by hand.
 * @param aspect width / height as it is seen in the turned view
 */
export function frameOf(aspect: number, picture: Size, turns: Cut['turns']): Corners {
  const upright = turns % 2 === 0 ? aspect : 1 / aspect;
  const share = upright * (picture.height / picture.width);
  const [width, height] = share > 1 ? [0.86, 0.86 / share] : [0.86 * share, 0.86];
  const [left, top] = [(1 - width) / 2, (1 - height) / 2];
  return [
    { x: left, y: top },
    { x: left + width, y: top },
    { x: left + width, y: top + height },
    { x: left, y: top + height },
  ];
}
