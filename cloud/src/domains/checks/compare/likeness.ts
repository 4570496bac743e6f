/** Whether two values mean the same thing; `unsure` where one of them cannot be read or written in full. */
export type Likeness = 'same' | 'different' | 'unsure';

/** Full width as half width, without blanks, in capitals: the ground of every comparison. */
export function plain(value: string): string {
  return value.normalize('NFKC').replace(/\s+/g, '').toUpperCase();
}

/** Numbers of papers and certificates: letters and digits alone. */
export function alikeNumbers(one: string, other: string): Likeness {
  const [a, b] = [one, other].map((value) => plain(value).replace(/[^0-9A-Z*]/g, '')) as [string, string];
  if (a === b) return a === '' ? 'unsure' : 'same';
  return [a, b].some((value) => value === '' || value.includes('*')) ? 'unsure' : 'different';
}
