import { yuanOf } from './money';

/** A step of a scale in fen so that at most so many of them reach from nought to `most`: 1, 2 or 5 followed by noughts, at least ten yuan. */
export function moneyStep(most: number, steps: number): number {
  for (let power = 1_000; ; power *= 10) {
    const step = [power, 2 * power, 5 * power].find((one) => most / one <= steps);
    if (step) return step;
  }
}

/** Whole yuan at a line of a scale: ¥20,000. */
export const scaleWord = (fen: number): string => yuanOf(fen).replace(/\.00$/, '');
