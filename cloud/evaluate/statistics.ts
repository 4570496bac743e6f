/** The chance that a bad picture scores higher than a good one, ties counting half: the area under the ROC curve. */
export function areaUnderRoc(good: number[], bad: number[]): number {
  if (good.length === 0 || bad.length === 0) return Number.NaN;
  const sorted = [...good].sort((a, b) => a - b);
  const below = bad.reduce((sum, score) => sum + (countBelow(sorted, score) + countBelow(sorted, score, true)) / 2, 0);
  return below / (good.length * bad.length);
}

/** How many of the sorted scores lie below this one, or at it. */
function countBelow(sorted: number[], score: number, orAt = false): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < score || (orAt && sorted[middle]! === score)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A point of the ROC curve: from this score on so many of the bad are caught, and so many of the good falsely. */
export interface RocPoint {
  threshold: number;
  caught: number;
  falseAlarms: number;
}

export function rocPoints(good: number[], bad: number[], thresholds: number[]): RocPoint[] {
  const share = (scores: number[], from: number) => scores.filter((score) => score >= from).length / Math.max(1, scores.length);
  return thresholds.map((threshold) => ({ threshold, caught: share(bad, threshold), falseAlarms: share(good, threshold) }));
}

/** The lowest threshold, in steps of 0.05, above which no more than this share of the good ones scores; 1 where there is none. */
export function thresholdFor(good: number[], mostFalseAlarms: number): number {
  const steps = Array.from({ length: 19 }, (_, at) => (at + 1) / 20);
  return rocPoints(good, [], steps).find(({ falseAlarms }) => falseAlarms <= mostFalseAlarms)?.threshold ?? 1;
}
