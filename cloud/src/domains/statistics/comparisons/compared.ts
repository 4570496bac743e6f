import type { lights } from '@yongche/contract';
import { growthOf } from '../growth';

/** Ours beside the office's. */
export interface Compared {
  completed: number;
  office: number | null;
  /** Ours − office's. */
  difference: number | null;
  /** Of the office's number, in hundredths of a percent, half up; null where the office has none. */
  hundredths: number | null;
  light: keyof typeof lights;
}

/** 核对: green within the tolerance, yellow up to twice of it, red beyond; grey where the office's number is not known. */
export function compare(completed: number, office: number | null, toleranceHundredths: number): Compared {
  if (office === null) return { completed, office, difference: null, hundredths: null, light: 'grey' };
  const hundredths = growthOf(completed, office);
  return { completed, office, difference: completed - office, hundredths, light: lightOf(completed - office, office, toleranceHundredths) };
}

/** By the exact share, not the rounded one: 1.504 % is more than 1.5 %. */
function lightOf(difference: number, office: number, toleranceHundredths: number): Compared['light'] {
  const within = (hundredths: number) => Math.abs(difference) * 10_000 <= office * hundredths;
  if (within(toleranceHundredths)) return 'green';
  return within(2 * toleranceHundredths) ? 'yellow' : 'red';
}
