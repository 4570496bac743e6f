import type { ColumnMeaning, SchemaContent } from '@yongche/contract/statistics.shapes';
import { type Grid, type GridRow, textOf } from './grid';
import { headingOf, itemNamed, meaningOf, nameKeyOf } from './headings';
import { isNumeric } from './read-number';

/** A column of a table: what its heading says, and what it is; undefined where nobody knows it. */
export interface TableColumn {
  column: number;
  /** The heading as a person reads it, and as it is known by. */
  shown: string;
  key: string;
  /** Decimal places that its unit adds: 4 for 万辆. */
  power: number;
  means: ColumnMeaning | undefined;
  samples: string[];
}

/** One sheet's table: its heading's line, its columns, the rows below, and what its title says. */
export interface FoundTable {
  sheet: string | null;
  line: number;
  columns: TableColumn[];
  rows: GridRow[];
  /** The item that sheet name or title name, where the columns name none. */
  titled: string | null;
  title: string;
}

/** The heading stands within so many lines with content. */
const headingWithin = 20;
const mostSamples = 3;

/** The table of a sheet, by the line that has most known headings, with figures below it or two known headings at least; undefined where there is none. */
export function findTable({ name, rows }: Grid[number], schema: SchemaContent, period: string): FoundTable | undefined {
  const known = ({ columns }: { columns: TableColumn[] }) => columns.filter(({ means }) => means !== undefined).length;
  const candidates = rows.slice(0, headingWithin).flatMap((row, at) => {
    if (!isHeading(row)) return [];
    const candidate = { at, columns: columnsAt(rows, at, schema, period) };
    return hasFigures(rows.slice(at + 1, at + 6)) || known(candidate) >= 2 ? [candidate] : [];
  });
  const best = candidates.reduce<(typeof candidates)[number] | undefined>((found, one) => (found && known(found) >= known(one) ? found : one), undefined);
  if (!best) return undefined;
  const title = [name ?? '', ...rows.slice(0, best.at).flatMap(({ cells }) => cells.map((cell) => textOf(cell) ?? ''))].join(' ').normalize('NFKC');
  const below = rows.slice(best.at + 1);
  const power = /单位:?\s*万/.test(title) ? 4 : 0;
  const columns = best.columns.map((column) => ({ ...column, power: column.power || power, samples: samplesOf(below, column.column) }));
  return { sheet: name, line: rows[best.at]!.line, columns: columns.filter(({ means, samples }) => means !== undefined || samples.length > 0), rows: below, titled: titledItem(title, schema), title };
}

const isText = (text: string | null): text is string => text !== null && !isNumeric(text);
/** Two words at least, and no figure among them but a year. */
const isHeading = ({ cells }: GridRow) => {
  const texts = cells.map(textOf).filter((text) => text !== null);
  return texts.filter(isText).length >= 2 && texts.every((text) => isText(text) || /^20\d\d$/.test(text));
};
const hasFigures = (rows: GridRow[]) => rows.some(({ cells }) => cells.some((cell) => textOf(cell) !== null && isNumeric(textOf(cell)!)));

/** A heading of two lines, the upper one over groups of columns, is read as one: 市内转移登记 above 同比. */
function columnsAt(rows: GridRow[], at: number, schema: SchemaContent, period: string): TableColumn[] {
  const row = rows[at]!;
  const above = rows[at - 1];
  const upper = above && above.line === row.line - 1 && isHeading(above) ? above.cells : [];
  let group: string | null = null;
  return Array.from({ length: Math.max(row.cells.length, upper.length) }, (_, column) => column).flatMap((column): TableColumn[] => {
    const [low, high] = [textOf(row.cells[column]), textOf(upper[column])];
    group = high ?? group;
    if (low === null && high === null) return [];
    const joined = low !== null && group !== null && group !== low ? asColumn(`${group}·${low}`, column, schema, period) : undefined;
    if (joined?.means) return [joined];
    return [asColumn(low ?? high!, column, schema, period)];
  });
}

function asColumn(shown: string, column: number, schema: SchemaContent, period: string): TableColumn {
  const { key, power } = headingOf(shown, period);
  return { column, shown: shown.replace(/\s+/g, ' '), key, power, means: meaningOf(schema, key), samples: [] };
}

const samplesOf = (rows: GridRow[], column: number): string[] => [...new Set(rows.flatMap(({ cells }) => textOf(cells[column]) ?? []))].slice(0, mostSamples);

/** One item alone may be meant: 二手汽车交易（市内转移登记）names two. */
function titledItem(title: string, schema: SchemaContent): string | null {
  const named = schema.items.filter(({ name }) => title.includes(name));
  if (named.length > 0) return named.length === 1 ? named[0]!.code : null;
  return itemNamed(schema, nameKeyOf(title.split(' ')[0] ?? '')) ?? null;
}
