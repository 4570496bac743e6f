import type { ReadSheet } from '../../../spreadsheets/read-sheets';

/** A file as it was read, kept with its import: it is read anew whenever the schema has learnt a heading. */
export type Grid = ReadSheet[];
export type GridRow = ReadSheet['rows'][number];
export type GridCell = GridRow['cells'][number];

/** A cell's text; null where it is empty or cannot be taken. */
export const textOf = (cell: GridCell | undefined): string | null => (typeof cell === 'string' ? cell : null);

/** A column's letters from its place: 0 is A. */
export function lettersOf(column: number): string {
  const [high, low] = [Math.floor(column / 26), column % 26];
  return (high > 0 ? lettersOf(high - 1) : '') + String.fromCharCode(65 + low);
}

/** Where a cell stands, as Excel names it: `按区县!C5`; without a sheet in a text file. */
export const placeOf = (sheet: string | null, line: number, column: number): string => `${sheet === null ? '' : `${sheet}!`}${lettersOf(column)}${line}`;

/** What is wrong with a cell, in a sentence that names sheet, row and column. */
export const problemAt = (sheet: string | null, line: number, column: string | null, what: string): string => `${sheet === null ? '' : `“${sheet}”表`}第${line}行${column === null ? '' : `“${column}”栏`}${what}`;
