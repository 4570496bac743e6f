/** Longer between two keys than a hand-held scanner takes, and shorter than any hand; milliseconds. */
const longestGapMs = 50;
/** Within a code that is surely a scanner's nobody's hand comes between: a PC that is busy for a moment must not cut it in two. */
const longestGapInCodeMs = 400;
/** Shorter codes than this nobody scans at the counter; fewer keys so fast are somebody's keys. */
const shortestScan = 8;

/** Single keys that came one right after the other: a scanner's code, or a hand's key. */
export interface Burst {
  keys: string;
  at: number;
}

export const noBurst: Burst = { keys: '', at: 0 };

/** How long to wait for the key after these, milliseconds. */
export const longestGapAfter = ({ keys }: Burst): number => (keys.length >= shortestScan ? longestGapInCodeMs : longestGapMs);

/** Whether a key that comes now belongs to what came before. */
export const goesOn = (burst: Burst, now: number): boolean => burst.keys !== '' && now - burst.at <= longestGapAfter(burst);

/** What a burst was, once it is over: one code, or keys to be obeyed one by one. */
export function meaningOf({ keys }: Burst): { code: string } | { keys: string[] } {
  return keys.length >= shortestScan ? { code: keys } : { keys: [...keys.toLowerCase()] };
}
