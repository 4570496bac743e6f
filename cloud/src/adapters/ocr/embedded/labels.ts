import type { Row, Sign } from './page';

/** What stands behind a printed label, up to the next label or a wide gap. */
export interface Entry<Key extends string = string> {
  key: Key;
  /** Number of its row. */
  row: number;
  value: Sign[];
}

/** The labels of a document: each with the ways in which it is printed. Labels that nothing is read from still part values. */
export type Labels<Key extends string> = Record<Key, readonly string[]>;

/** A gap of so many heights of print parts a value from what stands there by chance, such as a seal. */
const widestGap = 3;

/** Finds the labels of a document and what stands behind each, in the order of the rows. A label with a misread sign or two is found too. */
export function entriesOf<Key extends string>(rows: Row[], labels: Labels<Key>): Entry<Key>[] {
  const printed = (Object.entries(labels) as [Key, readonly string[]][]).flatMap(([key, texts]) => texts.map((text) => ({ key, text })));
  return rows.flatMap((row, number) => {
    const found = labelsIn(row.text, printed);
    return found.map(({ key, to }, at): Entry<Key> => {
      const end = found[at + 1] ? beforeNumber(row.text, to, found[at + 1]!.from) : row.signs.length;
      return { key, row: number, value: untilGap(withoutMarks(row.signs.slice(to, end))) };
    });
  });
}

/**
 * A value that runs on below: signs of the next rows that begin no further left than it does, as long as there is no label in
 * them and they follow closely.
 */
export function runningOn(entry: Entry, rows: Row[], labelled: Entry[], most = 3): Sign[] {
  const value = [...entry.value];
  const left = value[0]?.from;
  if (left === undefined) return value;
  for (let number = entry.row + 1; number <= entry.row + most && number < rows.length; number++) {
    const [row, above] = [rows[number]!, rows[number - 1]!];
    if (labelled.some((other) => other.row === number) || row.level - above.level > 2 * Math.max(row.size, above.size)) break;
    const below = untilGap(row.signs.filter(({ from, size }) => from > left - 1.5 * size));
    if (below.length === 0 || below[0]!.from > left + 4 * below[0]!.size) break;
    value.push(...below);
  }
  return value;
}

interface Place<Key> {
  key: Key;
  from: number;
  to: number;
}

/** Labels do not overlap, and none stands in a row twice: of two that claim the same signs, the one that more of them speak for stands there. */
function labelsIn<Key>(text: string, printed: { key: Key; text: string }[]): Place<Key>[] {
  const places = printed.flatMap(({ key, text: label }) => placesOf(text, label).map((place) => ({ key, ...place })));
  const found: Place<Key>[] = [];
  for (const { key, from, to } of places.sort((a, b) => b.weight - a.weight)) {
    if (found.every((other) => other.key !== key && (to <= other.from || from >= other.to))) found.push({ key, from, to });
  }
  return found.sort((a, b) => a.from - b.from);
}

/** Where a label stands in a text, and how many signs speak for it: those that agree less those that do not. */
function placesOf(text: string, label: string): { from: number; to: number; weight: number }[] {
  const most = label.length < 4 ? 0 : label.length < 8 ? 1 : 2;
  if ([...label].filter((sign) => text.includes(sign)).length < label.length - most) return [];
  const places: { from: number; to: number; weight: number }[] = [];
  for (let from = 0; from + label.length - most <= text.length; from++) {
    for (let length = label.length - most; length <= label.length + most && from + length <= text.length; length++) {
      const errors = distance(text.slice(from, from + length), label, most);
      if (errors <= most) places.push({ from, to: from + length, weight: label.length - 2 * errors - 0.1 * Math.abs(length - label.length) });
    }
  }
  return places;
}

/** Edits between two texts; what is above `most` counts as more than it. */
export function distance(a: string, b: string, most: number): number {
  let before = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      current.push(Math.min(before[column]! + 1, current[column - 1]! + 1, before[column - 1]! + same));
    }
    if (Math.min(...current) > most) return most + 1;
    before = current;
  }
  return before[b.length]!;
}

/** A numbered label (10.国产/进口) begins with its number. */
function beforeNumber(text: string, from: number, to: number): number {
  const number = /\d{1,2}[.、．·]$/.exec(text.slice(from, to));
  return number ? to - number[0].length : to;
}

/** The value without the colon or stroke that follows its label. */
function withoutMarks(signs: Sign[]): Sign[] {
  const start = signs.findIndex(({ sign }) => !/^[:;.,·/|)(、\-—_]$/.test(sign));
  return start < 0 ? [] : signs.slice(start);
}

function untilGap(signs: Sign[]): Sign[] {
  const end = signs.findIndex((sign, at) => at > 0 && sign.from - signs[at - 1]!.to > widestGap * sign.size);
  return end < 0 ? signs : signs.slice(0, end);
}
