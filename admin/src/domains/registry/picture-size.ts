/** Longest side of a picture that is handed in, in pixels: the smallest print on a licence stays readable. */
const longestSide = 2_000;
/** What a picture may weigh before it is made smaller. */
export const lightEnough = 1_000_000;
/** Qualities to try, from good to poor, until a picture is light enough. */
export const qualities = [0.86, 0.76, 0.66, 0.54];

const accepted = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type AcceptedType = (typeof accepted)[number];
export const acceptedTypes = accepted.join(',');

/** Whether a file can be sent as it is. */
export function fitsAsIs({ type, bytes, width, height }: { type: string; bytes: number; width: number; height: number }): boolean {
  return accepted.some((one) => one === type) && bytes <= lightEnough && Math.max(width, height) <= longestSide;
}

/** Width and height within the longest side, in the same proportion; never larger than before. */
export function sizeWithin(width: number, height: number): { width: number; height: number } {
  const factor = Math.min(1, longestSide / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}
