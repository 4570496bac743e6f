import type { ColumnMeaning, SchemaContent } from '@yongche/contract/statistics.shapes';
import type { Fault } from '../../../spreadsheets/cells';
import { type Grid, type GridRow, textOf } from './grid';
import { headingOf, itemNamed, meaningOf, nameKeyOf } from './headings';
import { isNumeric } from './read-number';

/** A column of a table: what its heading says, and what it is; undefined where nobody knows it. */
export interface TableColumn {
  column: number;
  /** The heading as a person reads it, and as it is known by. */
  shown: string;
  key: string;
  /** Decimal places that its unit adds, 4 for 万辆; null where neither it nor the title names one. */
  power: number | null;
  means: ColumnMeaning | undefined;
  samples: string[];
}

/** One sheet's table: its heading's line, its columns, the rows below, and what its title says. */
export interface FoundTable {
  sheet: string | null;
  line: number;
  columns: TableColumn[];
  /** Columns without a heading that have figures nevertheless. */
  unheaded: number[];
  /** Headings that cannot be taken: a formula, an error. */
  faults: { column: number; fault: Fault }[];
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
    if (!isHeading(row, period)) return [];
    const candidate = { at, columns: columnsAt(rows, at, schema, period) };
    return hasFigures(rows.slice(at + 1, at + 6)) || known(candidate) >= 2 ? [candidate] : [];
  });
  const best = candidates.reduce<(typeof candidates)[number] | undefined>((found, one) => (found && known(found) >= known(one) ? found : one), undefined);
  if (!best) return undefined;
  const title = [name ?? '', ...rows.slice(0, best.at).flatMap(({ cells }) => cells.map((cell) => textOf(cell) ?? ''))].join(' ').normalize('NFKC');
  const below = rows.slice(best.at + 1);
  const power = /单位:?\s*万/.test(title) ? 4 : null;
  const columns = best.columns.map((column) => ({ ...column, power: column.power ?? power, samples: samplesOf(below, column.column) }));
  const heading = rows[best.at]!;
  const faults = heading.cells.flatMap((cell, column) => (cell === null || typeof cell === 'string' ? [] : [{ column, fault: cell }]));
  const headed = new Set([...columns, ...faults].map(({ column }) => column));
  const unheaded = widthOf(below).filter((column) => !headed.has(column) && holdsFigures(below, column));
  return { sheet: name, line: heading.line, columns: columns.filter(({ means, samples }) => means !== undefined || samples.length > 0), unheaded, faults, rows: below, titled: titledItem(title, schema), title };
}

const isText = (text: string | null): text is string => text !== null && !isNumeric(text);
/** Two words at least, and no figure among them but a year or a month: 2026.10, which counts as a word where the period is meant. */
const isHeading = ({ cells }: GridRow, period: string) => {
  const texts = cells.map(textOf).filter((text) => text !== null);
  const words = texts.filter((text) => isText(text) || /^(本期|上年同期)$/.test(headingOf(text, period).key));
  return words.length >= 2 && texts.some(isText) && texts.every((text) => isText(text) || /^20\d\d(\.\d{1,2})?$/.test(text));
};
const widthOf = (rows: GridRow[]) => Array.from({ length: rows.reduce((width, { cells }) => Math.max(width, cells.length), 0) }, (_, column) => column);
/** Whether figures stand in a column, other than a running number. */
const holdsFigures = (rows: GridRow[], column: number) => {
  const numbers = rows.flatMap(({ cells }) => textOf(cells[column]) ?? []).filter(isNumeric);
  return numbers.some((text, at) => Number(text) !== at + 1);
};
/** Whether figures stand anywhere in a sheet, but for running numbers. */
export const sheetHoldsFigures = ({ rows }: Grid[number]): boolean => widthOf(rows).some((column) => holdsFigures(rows, column));
const hasFigures = (rows: GridRow[]) => rows.some(({ cells }) => cells.some((cell) => textOf(cell) !== null && isNumeric(textOf(cell)!)));

/** A heading of two lines, the upper one over groups of columns, is read as one: 市内转移登记 above 同比. */
function columnsAt(rows: GridRow[], at: number, schema: SchemaContent, period: string): TableColumn[] {
  const row = rows[at]!;
  const above = rows[at - 1];
  const upper = above && above.line === row.line - 1 && isHeading(above, period) ? above.cells : [];
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

/**
 * One item alone may be meant: 二手汽车交易（市内转移登记）names two. Before its name may stand a time, a place, 按品牌 or the like;
 * 新能源汽车保有量 is not 汽车保有量.
 */
function titledItem(title: string, schema: SchemaContent): string | null {
  const named = schema.items.filter(({ name }) => title.includes(name));
  if (named.length > 1) return null;
  if (named[0]) {
    const by = schema.dimensions.map((dimension) => dimension.name).join('|');
    return new RegExp(`(^|[^\\p{Script=Han}]|[年月日度市省县区期份按分的各]|${by})${named[0].name}`, 'u').test(title) ? named[0].code : null;
  }
  return itemNamed(schema, nameKeyOf(title.split(' ')[0] ?? '')) ?? null;
}
