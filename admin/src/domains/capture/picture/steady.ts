import type { Corners } from './wanted';

/** The outline as it is drawn, and what speaks for another one. */
export interface Steady {
  shown: Corners | null;
  /** Another place where the sheet was seen last. */
  other: Corners | null;
  /** Frames in a row in which no sheet was seen. */
  missed: number;
}

export const nothingSeen: Steady = { shown: null, other: null, missed: 0 };

/** Corners within this distance are the same sheet in the same place, as shares of the picture. */
const near = 0.03;
/** Below this nobody sees a difference. */
const still = 0.0015;
/** How much of the way the drawn outline goes with each frame. */
const pace = 0.4;
/** An outline stays for so many frames without a sheet: a hand passes over it. */
const patience = 4;

/** The outline after one more frame: it glides with small differences, and leaps or appears only when two frames agree. */
export function steadied({ shown, other, missed }: Steady, found: Corners | null): Steady {
  if (!found) return missed + 1 >= patience ? { ...nothingSeen, missed: missed + 1 } : { shown, other: null, missed: missed + 1 };
  if (shown && apart(shown, found) <= near) {
    const isStill = apart(shown, found) < still;
    return { shown: isStill ? shown : (shown.map(({ x, y }, at) => ({ x: x + (found[at]!.x - x) * pace, y: y + (found[at]!.y - y) * pace })) as Corners), other: null, missed: 0 };
  }
  return other && apart(other, found) <= near ? { shown: found, other: null, missed: 0 } : { shown, other: found, missed: 0 };
}

const apart = (one: Corners, two: Corners) => Math.max(...one.map(({ x, y }, at) => Math.hypot(x - two[at]!.x, y - two[at]!.y)));
