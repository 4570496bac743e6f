import type { ColumnMeaning, SchemaContent } from '@yongche/contract/statistics.shapes';
import type { Figure } from '../figures';
import { findTable, sheetHoldsFigures } from './find-table';
import { type Grid, lettersOf, placeOf, problemAt } from './grid';
import { readTable } from './read-table';

/** A file read by a schema: its figures as they stand, doubles included, and what nobody knows or can read. */
export interface ReadFile {
  figures: Figure[];
  problems: string[];
  knownColumns: { shown: string; place: string; means: ColumnMeaning }[];
  unknownColumns: { heading: string; shown: string; place: string; samples: string[] }[];
  unknownNames: { name: string; place: string; samples: string[] }[];
  /** Sheet names and the lines above the tables. */
  titles: string[];
  /** Figures that stand where nobody reads them, each place in a sentence. */
  passedOver: string[];
}

/** An office's monthly file has some hundred figures; what is shown and kept of each takes half a kilobyte. */
const mostFigures = 10_000;

/** Reads every sheet; the same unknown heading or name is told once. */
export function readFile(grid: Grid, schema: SchemaContent, period: string): ReadFile {
  const found = grid.map((sheet) => ({ sheet, table: findTable(sheet, schema, period) }));
  const tables = found.flatMap(({ table }) => table ?? []);
  const read = tables.map((table) => readTable(table, schema));
  const columns = tables.flatMap((table) => table.columns.map((column) => ({ ...column, place: placeOf(table.sheet, table.line, column.column) })));
  const figures = read.flatMap((one) => one.figures);
  const tooMany = figures.length > mostFigures ? [`文件里有${figures.length}个数值，超过${mostFigures}个，请只保留要发布的表。`] : [];
  return {
    figures: figures.slice(0, mostFigures),
    problems: [...tooMany, ...read.flatMap(({ problems }) => problems)],
    knownColumns: columns.flatMap(({ shown, place, means }) => (means ? [{ shown, place, means }] : [])),
    unknownColumns: onlyOnce(columns.flatMap(({ key, shown, place, samples, means }) => (means ? [] : [{ heading: key, shown, place, samples }])), ({ heading }) => heading),
    unknownNames: onlyOnce(read.flatMap(({ unknownNames }) => unknownNames), ({ name }) => name),
    titles: tables.map(({ title }) => title),
    passedOver: found.flatMap(({ sheet, table }) => {
      if (table) return table.unheaded.map((column) => `${problemAt(table.sheet, table.line, null, '')}${lettersOf(column)}列没有栏目名称，这一列的数没有读。`);
      return sheetHoldsFigures(sheet) ? [`${sheet.name === null ? '这份文件' : `“${sheet.name}”表`}没有找到表头，里面的数没有读；表头一行要有项目或分组的名称。`] : [];
    }),
  };
}

const onlyOnce = <Entry>(entries: Entry[], of: (entry: Entry) => string): Entry[] => [...new Map([...entries].reverse().map((entry) => [of(entry), entry])).values()].reverse();
