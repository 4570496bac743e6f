/** Where a measure means nothing, something suspicious, and the worst: the scores 0, 0.5 and 1. Values may rise or fall. */
export interface Scale {
  fine: number;
  suspicious: number;
  certain: number;
}

/**
 * A measure as a score, straight between the scale's three points, in thousandths. Scales were chosen on one half of the
 * samples and reported on the other; from which score on a finding counts is said by the rule pack.
 */
export function scoreOf(value: number, { fine, suspicious, certain }: Scale): number {
  const beyond = (suspicious - fine) * (value - suspicious) > 0;
  const share = beyond ? 0.5 + (0.5 * (value - suspicious)) / (certain - suspicious) : (0.5 * (value - fine)) / (suspicious - fine);
  return Math.round(Math.min(1, Math.max(0, share)) * 1000) / 1000;
}
