import type { FactValue, Verdict } from '../rules/rule';
import type { Likeness } from './likeness';

/** What a comparison came to; each value that differs from what most say is marked. */
export interface Agreement {
  verdict: Verdict;
  values: FactValue[];
}

/** Whether a value counts against the others: typed and entered ones do, read ones from this confidence on. */
export const isSure = (value: FactValue, leastConfidence: number) => value.source !== 'read' || value.confidence >= leastConfidence;

/**
 * Compares values that must all say the same. What most of them say is the measure (where they are equally many, the side
 * that the deal itself was entered with); a value that surely differs makes them inconsistent, one that was hardly read or
 * is open leaves it uncertain. Fewer than two say nothing.
 */
export function agreementOf(values: FactValue[], alike: (one: string, other: string) => Likeness, leastConfidence: number): Agreement {
  const measure = measureOf(values, alike);
  if (!measure) return { verdict: 'uncertain', values };
  const judged = values.map((value) => ({ value, likeness: alike(measure.value, value.value) }));
  const differing = judged.filter(({ likeness }) => likeness === 'different').map(({ value }) => value);
  const open = judged.some(({ likeness }) => likeness === 'unsure') || differing.length > 0 || values.length < 2;
  const surely = isSure(measure, leastConfidence) && differing.some((value) => isSure(value, leastConfidence));
  return { verdict: surely ? 'inconsistent' : open ? 'uncertain' : 'consistent', values: values.map((value) => (differing.includes(value) ? { ...value, differs: true } : value)) };
}

/** The value with which most others agree. */
function measureOf(values: FactValue[], alike: (one: string, other: string) => Likeness): FactValue | undefined {
  const weight = (value: FactValue) => values.filter((other) => alike(value.value, other.value) === 'same').length;
  const ranked = values.map((value) => ({ value, weight: weight(value), entered: value.source === 'entered' ? 1 : 0 }));
  return ranked.sort((a, b) => b.weight - a.weight || b.entered - a.entered || b.value.confidence - a.value.confidence)[0]?.value;
}

/** What one value must match: any of several people or units, each by what was entered of them. */
export interface Wanted {
  value: string;
  alike: (one: string, other: string) => Likeness;
}

/** Compares a value with all that it may match: the best of them counts. */
export function bestLikeness(value: string, wanted: Wanted[]): Likeness {
  const found = wanted.map(({ value: other, alike }) => alike(other, value));
  return found.includes('same') ? 'same' : found.includes('unsure') ? 'unsure' : 'different';
}

/** A value with what the comparison came to, and whether it counts if it differs. */
export interface Compared {
  value: FactValue;
  likeness: Likeness;
  sure: boolean;
}

/** What comparisons that stand each for itself come to: one that surely differs makes them inconsistent. */
export function verdictOf(compared: Compared[]): Agreement {
  const surely = compared.some(({ likeness, sure }) => likeness === 'different' && sure);
  const open = compared.length === 0 || compared.some(({ likeness }) => likeness !== 'same');
  const values = compared.map(({ value, likeness }) => (likeness === 'different' ? { ...value, differs: true } : value));
  return { verdict: surely ? 'inconsistent' : open ? 'uncertain' : 'consistent', values };
}

/** Compares values, each of which must match one of those that it is `wanted` for. */
export function matchesOf(values: { value: FactValue; wanted: Wanted[] }[], leastConfidence: number): Agreement {
  return verdictOf(values.map(({ value, wanted }) => ({ value, likeness: bestLikeness(value.value, wanted), sure: isSure(value, leastConfidence) })));
}
