/** How long a decision can be taken back, in milliseconds; a little less than the server allows, for the way there takes time. */
export const undoableForMs = 9_700;

/** Whole seconds that are left of the time to take a decision back; 0 when it is over. */
export function secondsLeft(decidedAt: number, now: number): number {
  return Math.max(0, Math.ceil((decidedAt + undoableForMs - now) / 1_000));
}
