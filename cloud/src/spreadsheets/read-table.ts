import { extname } from 'node:path';
import type { z } from 'zod';
import { Refusal } from '../http/errors';
import { type Cell, sentenceOf } from './cells';
import type { Heading } from './heading';
import type { ReadNews, ReadOrder, WantedLine } from './read-worker';
import { inThread } from './thread';

/** A column that a table must or may have. */
export interface Column<Key extends string = string, Schema extends z.ZodType = z.ZodType> {
  key: Key;
  /** Headings that are accepted; the first one is said in problems. */
  titles: readonly [string, ...string[]];
  /** The column must be there, and no cell of it empty. */
  required: boolean;
  /** A required column whose cells may be empty: the sums below a bank's statement have no balance. */
  sparse?: true;
  /** Reads the text of a filled cell; its first issue's message is said in problems. Dates come as `2026-01-31`. */
  parse: Schema;
}

/** The values of a line by the columns' keys; null where a cell of an optional column is empty. */
export type ValuesOf<Columns extends readonly Column[]> = {
  [C in Columns[number] as C['key']]: C extends { required: true; sparse?: never } ? z.output<C['parse']> : z.output<C['parse']> | null;
};

/** A line without a problem, numbered as Excel shows it. */
export interface Line<Values = Record<string, unknown>> {
  line: number;
  values: Values;
}

/** What is wrong, in a sentence that stands by itself. */
export interface Problem {
  line: number;
  /** Title of the column; null where it concerns the line or the table. */
  column: string | null;
  message: string;
}

/** A table as it was read: lines without problems, and the problems of the others. */
export interface Table<Values> {
  /** Whether the heading was found, with every required column. */
  headed: boolean;
  rows: Line<Values>[];
  /** Lines with content below the heading, those with problems included. */
  rowCount: number;
  /** The first 1,000 problems in the order of the lines. */
  problems: Problem[];
  problemCount: number;
}

const mostProblems = 1_000;

/**
 * Reads the first visible sheet of an .xlsx file, or a .csv file, into the columns asked for; others are passed over.
 * A cell with a formula is a problem, never a value. What is wrong with single cells or with the heading is reported;
 * nothing is thrown for it.
 * @throws spreadsheet.… where the file is no table, damaged, locked, too large or takes too long.
 */
export async function readTable<const Columns extends readonly Column[]>({ name, bytes }: { name: string; bytes: Buffer }, columns: Columns): Promise<Table<ValuesOf<Columns>>> {
  const table: Table<ValuesOf<Columns>> = { headed: false, rows: [], rowCount: 0, problems: [], problemCount: 0 };
  const order: ReadOrder = { bytes, extension: extname(name).toLowerCase(), wanted: columns.map(({ titles, required }) => ({ titles: [...titles], required })) };
  const report = (problem: Problem) => {
    if (++table.problemCount <= mostProblems) table.problems.push(problem);
  };

  await inThread<ReadNews>('read-worker', order, (news) => {
    if ('unreadable' in news) throw new Refusal(news.unreadable);
    if ('end' in news) return 'done';
    if ('heading' in news) {
      const problems = headingProblems(news.heading, columns);
      problems.forEach(report);
      table.headed = problems.length === 0;
      return table.headed ? 'go on' : 'done';
    }
    for (const line of news.lines) {
      table.rowCount++;
      const { values, problems } = readLine(line, columns);
      if (problems.length > 0) problems.forEach(report);
      else table.rows.push({ line: line[0], values: values as ValuesOf<Columns> });
    }
    return 'go on';
  });
  if (table.rowCount === 0 && table.problemCount === 0) report({ line: 1, column: null, message: '表头下面没有内容，请填写后重新上传' });
  return table;
}

/** Lines whose value in `column` stands in an earlier line already. */
export function duplicatesOf<Values extends Record<string, unknown>>(rows: Line<Values>[], column: { key: keyof Values & string; titles: readonly [string, ...string[]] }): Problem[] {
  const seen = new Map<unknown, number>();
  return rows.flatMap(({ line, values }) => {
    const value = values[column.key];
    const before = seen.get(value);
    if (before === undefined) seen.set(value, line);
    if (before === undefined || value === null) return [];
    return [{ line, column: column.titles[0], message: `第${line}行“${column.titles[0]}”与第${before}行重复` }];
  });
}

function headingProblems(heading: Heading | undefined, columns: readonly Column[]): Problem[] {
  const needed = columns.filter(({ required }) => required).map(({ titles: [title] }) => `“${title}”`);
  if (!heading) return [{ line: 1, column: null, message: `没有找到表头，应有${needed.join('、')}等列，请对照模板检查` }];
  const { line, missing, twice } = heading;
  const problem = (index: number, say: (title: string) => string): Problem => {
    const [title] = columns[index]!.titles;
    return { line, column: title, message: `第${line}行${say(title)}` };
  };
  return [
    ...missing.map((index) => problem(index, (title) => `表头缺少“${title}”列，请对照模板补上`)),
    ...twice.map((index) => problem(index, (title) => `表头有不止一列“${title}”，请只保留一列`)),
  ];
}

function readLine([line, cells]: WantedLine, columns: readonly Column[]): { values: Record<string, unknown>; problems: Problem[] } {
  const values: Record<string, unknown> = {};
  const problems: Problem[] = [];
  columns.forEach(({ key, titles: [title], required, sparse, parse }, index) => {
    const outcome = readCell(cells[index], required && !sparse, parse);
    if ('value' in outcome) values[key] = outcome.value;
    else problems.push({ line, column: title, message: `第${line}行“${title}”${outcome.problem}` });
  });
  return { values, problems };
}

function readCell(cell: Cell | undefined, required: boolean, parse: z.ZodType): { value: unknown } | { problem: string } {
  if (cell === undefined) return required ? { problem: '没有填写' } : { value: null };
  if (typeof cell !== 'string') return { problem: sentenceOf(cell) };
  const parsed = parse.safeParse(cell);
  return parsed.success ? { value: parsed.data } : { problem: `：${parsed.error.issues[0]?.message ?? '内容不正确'}` };
}
