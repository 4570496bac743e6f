import type { Outline } from './outline';
import { scoreOf } from './scale';

/** A sheet that covers less of the picture, with a side outside of it, is more likely a part of the table. */
const leastShare = 0.2;

/** A document that fills the whole picture has no side to be seen, and is not judged. */
export function cutScoreOf(outline: Outline | null): number {
  if (!outline || !outline.cut.some(Boolean)) return 0;
  const [width, height] = [0, 1].map((at) => {
    const axis = at === 0 ? ('x' as const) : ('y' as const);
    const places = outline.corners.map((corner) => corner[axis]);
    return Math.max(...places) - Math.min(...places);
  }) as [number, number];
  if (width * height < leastShare) return 0.3;
  const whole = outline.cut.filter(Boolean).length === 1;
  return scoreOf(outline.support, { fine: 0.85, suspicious: 0.93, certain: 1 }) * (whole ? 1 : 0.8);
}
