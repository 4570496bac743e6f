/**
 * A measure as a score: 0 at `fine`, 0.5 at `suspicious`, 1 at `certain` and beyond, straight between. The three may fall
 * as well as rise. They are the scale of a detector, chosen on one half of the samples; from which score on a finding counts
 * is said by the rule pack.
 */
export function scoreOf(value: number, { fine, suspicious, certain }: { fine: number; suspicious: number; certain: number }): number {
  const beyond = (suspicious - fine) * (value - suspicious) > 0;
  const share = beyond ? 0.5 + (0.5 * (value - suspicious)) / (certain - suspicious) : (0.5 * (value - fine)) / (suspicious - fine);
  return Math.round(Math.min(1, Math.max(0, share)) * 1000) / 1000;
}
