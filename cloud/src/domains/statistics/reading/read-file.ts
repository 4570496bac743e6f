import type { ColumnMeaning, SchemaContent } from '@yongche/contract/statistics.shapes';
import type { Figure } from '../figures';
import { findTable } from './find-table';
import { type Grid, placeOf } from './grid';
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
}

/** Reads every sheet; the same unknown heading or name is told once. */
export function readFile(grid: Grid, schema: SchemaContent, period: string): ReadFile {
  const tables = grid.flatMap((sheet) => findTable(sheet, schema, period) ?? []);
  const read = tables.map((table) => readTable(table, schema));
  const columns = tables.flatMap((table) => table.columns.map((column) => ({ ...column, place: placeOf(table.sheet, table.line, column.column) })));
  return {
    figures: read.flatMap(({ figures }) => figures),
    problems: read.flatMap(({ problems }) => problems),
    knownColumns: columns.flatMap(({ shown, place, means }) => (means ? [{ shown, place, means }] : [])),
    unknownColumns: onlyOnce(columns.flatMap(({ key, shown, place, samples, means }) => (means ? [] : [{ heading: key, shown, place, samples }])), ({ heading }) => heading),
    unknownNames: onlyOnce(read.flatMap(({ unknownNames }) => unknownNames), ({ name }) => name),
    titles: tables.map(({ title }) => title),
  };
}

const onlyOnce = <Entry>(entries: Entry[], of: (entry: Entry) => string): Entry[] => entries.filter((entry, at) => entries.findIndex((other) => of(other) === of(entry)) === at);
