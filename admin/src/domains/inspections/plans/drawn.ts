import type { SamplingTrial } from '../inspection';

/** How many cases were drawn, for whatever reason. */
export function drawnOf({ red, sample, control, requested }: SamplingTrial['drawn']): number {
  return red + sample + control + requested;
}
