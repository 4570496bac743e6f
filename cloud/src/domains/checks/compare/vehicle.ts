import { normalizePlate, plateKind, vinProblem } from '@yongche/contract/standards';
import { type Likeness, plain } from './likeness';

/** Letters that a VIN never has, as what they must be. */
const neverInVin: Record<string, string> = { I: '1', O: '0', Q: '0' };
/** Characters that print and lens confuse; each group by its first. */
const lookalikes = ['0D', '1L', '2Z', '5S', '6G', '8B'];
const shapeOf: Record<string, string> = Object.fromEntries(lookalikes.flatMap((group) => [...group].map((character) => [character, group[0]!])));

/** A VIN in capitals, with O, Q and I as the digits that they must be. */
export const vinOf = (text: string) => [...plain(text).replace(/[^0-9A-Z]/g, '')].map((character) => neverInVin[character] ?? character).join('');

/** How a VIN looks: characters that are easily confused stand as one. */
const shape = (vin: string) => [...vin].map((character) => shapeOf[character] ?? character).join('');

/**
 * VINs, with the check digit as judge: where two differ only in characters that look alike and one of the two cannot be a
 * VIN (Chinese makers always carry the check digit), it was misread. One that is too short was not read in full.
 */
export function alikeVins(one: string, other: string): Likeness {
  const [a, b] = [vinOf(one), vinOf(other)];
  if (a === b) return a.length === 17 ? 'same' : 'unsure';
  if (a.length !== 17 || b.length !== 17) return 'unsure';
  if (shape(a) !== shape(b)) return 'different';
  const broken = [a, b].filter((vin) => vin.startsWith('L') && vinProblem(vin) !== undefined).length;
  return broken === 1 ? 'same' : 'unsure';
}

/** Plates, without dot and blanks; what has no plate's form was not read in full. */
export function alikePlates(one: string, other: string): Likeness {
  const [a, b] = [one, other].map((value) => normalizePlate(plain(value)).replaceAll('O', '0').replaceAll('I', '1')) as [string, string];
  if (a === b) return a === '' ? 'unsure' : 'same';
  const whole = (plate: string) => plateKind(plate) !== undefined;
  if (!whole(a) || !whole(b)) return 'unsure';
  return a.length === b.length && a.slice(0, 2) === b.slice(0, 2) && shape(a) === shape(b) ? 'unsure' : 'different';
}
