import { wilson } from '../../inspections/statistics';

/** A share in hundredths of a percent, rounded half up in integers; null of nothing. */
export function hundredthsOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Number((BigInt(part) * 20_000n + BigInt(whole)) / (BigInt(whole) * 2n));
}

/** How many of how many, with the 95 % interval in hundredths of a percent; null where nothing was counted. */
export function rateOf({ hits, of }: { hits: number; of: number }) {
  if (of === 0) return null;
  const [low, high] = wilson({ hits, of }).map((share) => Math.round(share * 10_000)) as [number, number];
  return { hits, of, hundredths: hundredthsOf(hits, of)!, low, high };
}
