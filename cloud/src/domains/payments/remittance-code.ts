import { randomInt } from 'node:crypto';
import type { payableKinds } from '@yongche/contract';

/** 23 characters of which no two look alike in print or handwriting; a prime, so that the check finds every single wrong or swapped one. */
const alphabet = '3467ACDEFGHJKMNPQRTUWXY';
const letters = { due: 'D', bill: 'B' } as const satisfies Record<keyof typeof payableKinds, string>;
const length = 8;
const code = new RegExp(`^[${Object.values(letters).join('')}][${alphabet}]{${length - 1}}$`);

/** 汇款附言码: what the payer writes into the memo of a bank transfer: a letter for the kind, six drawn characters, a check character. */
export function newRemittanceCode(kind: keyof typeof payableKinds): string {
  const drawn = letters[kind] + Array.from({ length: length - 2 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return drawn + checkOf(drawn);
}

/** Every valid code in the memo of a bank line, in order, once each: whatever stands around it, in either case, with spaces or signs between. */
export function remittanceCodesIn(text: string): string[] {
  const close = text.normalize('NFKC').toUpperCase().replace(/[\s._\-—–·:/\\|,;]+/g, '');
  const windows = Array.from({ length: Math.max(0, close.length - length + 1) }, (_, at) => close.slice(at, at + length));
  return [...new Set(windows.filter((window) => code.test(window) && checkOf(window.slice(0, -1)) === window.at(-1)))];
}

/** Each place has a weight of its own; the kind's letter counts as its place in the alphabet of Latin letters. */
function checkOf(drawn: string): string {
  const sum = [...drawn].reduce((total, character, at) => total + (at + 1) * (at === 0 ? character.charCodeAt(0) : alphabet.indexOf(character)), 0);
  return alphabet[sum % alphabet.length]!;
}
