/** Splits a whole number by weights, by the largest remainders: the parts are whole and add up to it. Of equal remainders the earlier goes first. */
export function spread(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const exact = weights.map((weight) => (sum === 0 ? 0 : (total * weight) / sum));
  const parts = exact.map(Math.floor);
  const left = total - parts.reduce((all, part) => all + part, 0);
  const order = exact.map((value, at) => [value - Math.floor(value), at] as const).sort(([one, at], [other, then]) => other - one || at - then);
  for (const [, at] of order.slice(0, left)) parts[at]! += 1;
  return parts;
}

/** Whether the place (from 0) of `of` places is one of `taken` that lie evenly among them. */
export const isTaken = (place: number, of: number, taken: number): boolean => takenBefore(place + 1, of, taken) > takenBefore(place, of, taken);

/** So many of the evenly taken ones lie before a place. */
export const takenBefore = (place: number, of: number, taken: number): number => (of === 0 ? 0 : Math.floor((place * taken) / of));
