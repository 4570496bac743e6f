import { type RawRow } from './cells';

/** A column that is looked for: any of its titles may stand above it. */
export interface Wanted {
  titles: readonly string[];
  required: boolean;
}

/** Where the table begins, and in which column of the file each wanted one stands (-1: nowhere). */
export interface Heading {
  line: number;
  columns: number[];
  /** Wanted columns that are missing though required, or that stand there twice, by their index. */
  missing: number[];
  twice: number[];
}

/**
 * Finds the heading among the first lines: the first line that has every required column, else the one that has most.
 * Lines above it (a title over the whole width, groups of columns) may be merged; a heading merged over two lines counts
 * with its upper one.
 */
export function findHeading(rows: RawRow[], wanted: readonly Wanted[]): Heading | undefined {
  const headings = rows.map((row, index) => headingAt(row, rows[index - 1], wanted));
  const found = ({ columns }: Heading) => columns.filter((column) => column >= 0).length;
  const best = headings.find(({ missing }) => missing.length === 0) ?? headings.reduce<Heading | undefined>((a, b) => (a && found(a) >= found(b) ? a : b), undefined);
  return best && found(best) > 0 ? best : undefined;
}

/** Whether a line has every required column, so that no further one need be looked at. */
export function isWhole(heading: Heading | undefined): boolean {
  return heading !== undefined && heading.missing.length === 0;
}

function headingAt(row: RawRow, above: RawRow | undefined, wanted: readonly Wanted[]): Heading {
  const upper = above?.line === row.line - 1 ? above.cells : [];
  const width = Math.max(row.cells.length, upper.length);
  const titles = Array.from({ length: width }, (_, column) => titleOf(row.cells[column] ?? upper[column]));
  const places = wanted.map((column) => {
    const names = new Set(column.titles.map(titleOf));
    return titles.flatMap((title, place) => (title !== '' && names.has(title) ? [place] : []));
  });
  return {
    line: row.line,
    columns: places.map(([place = -1]) => place),
    missing: places.flatMap((found, index) => (wanted[index]!.required && found.length === 0 ? [index] : [])),
    twice: places.flatMap((found, index) => (found.length > 1 ? [index] : [])),
  };
}

/** A title without blanks, stars and a remark in brackets at its end: `*法定状态（必填）` is 法定状态. */
function titleOf(cell: RawRow['cells'][number]): string {
  if (typeof cell !== 'string') return '';
  return cell.normalize('NFKC').replace(/[\s*]/g, '').replace(/\([^()]*\)$/, '');
}
