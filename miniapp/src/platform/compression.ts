import type { CompressLimits } from './types';

const qualities = [86, 76, 66, 54];

/**
 * Tries qualities from good to poor at the asked size, then a smaller size, until the picture is within its budget.
 * A document stays readable at every step (the poorest is about 1,000 pixels long); the smallest made is taken where none fits.
 */
export async function compressedBy<T>(
  { budgetBytes, longSide }: CompressLimits,
  nativeLongSide: number,
  make: (step: { longSide: number; quality: number }) => Promise<{ made: T; bytes: number }>,
): Promise<T> {
  let smallest: { made: T; bytes: number } | undefined;
  for (const shrink of [1, 0.8, 0.64]) {
    for (const quality of qualities) {
      const attempt = await make({ longSide: Math.round(Math.min(longSide, nativeLongSide) * shrink), quality });
      if (attempt.bytes <= budgetBytes) return attempt.made;
      if (!smallest || attempt.bytes < smallest.bytes) smallest = attempt;
    }
  }
  return smallest!.made;
}
