/** How often something happened, of how many times it could. */
export interface Share {
  hits: number;
  of: number;
}

/** Wilson's 95 % interval of a share, as shares (0–1): it holds for few cases and for none or all of them. */
export function wilson({ hits, of }: Share, z = 1.959964): [low: number, high: number] {
  if (of === 0) return [0, 1];
  const share = hits / of;
  const spread = (z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))) / (1 + (z * z) / of);
  const middle = (share + (z * z) / (2 * of)) / (1 + (z * z) / of);
  return [Math.max(0, middle - spread), Math.min(1, middle + spread)];
}

/** A share with its 95 % interval, as the contract shows it; null where nothing was counted. */
export function shareOf({ hits, of }: Share): { share: number; low: number; high: number } | null {
  if (of === 0) return null;
  const [low, high] = wilson({ hits, of });
  return { share: hits / of, low, high };
}

/** Two people's answers to the same question, yes or no. */
export type Pair = readonly [one: boolean, other: boolean];

/** Fewer pairs say nothing. */
const fewestPairs = 10;

/**
 * 复核一致率: how many pairs agree, and Cohen's kappa, which takes away what chance alone would agree on: 1 is perfect, 0 is
 * chance. Null under ten pairs, and where all say the same, for then there is nothing that chance could not explain.
 */
export function agreementOf(pairs: Pair[]): { pairs: number; agreed: number; kappa: number | null } {
  const n = pairs.length;
  const agreed = pairs.filter(([one, other]) => one === other).length;
  const yes = (at: 0 | 1) => pairs.filter((pair) => pair[at]).length / n;
  const [one, other] = [yes(0), yes(1)];
  const byChance = one * other + (1 - one) * (1 - other);
  return { pairs: n, agreed, kappa: n < fewestPairs || byChance === 1 ? null : (agreed / n - byChance) / (1 - byChance) };
}

/** The smallest of these numbers that so large a share of them does not exceed; null of none. */
export function quantileOf(numbers: number[], share: number): number | null {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

/** The middle of these numbers; null of none. */
export function medianOf(numbers: number[]): number | null {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return null;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
