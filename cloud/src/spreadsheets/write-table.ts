import { ensure } from '../http/errors';
import { inThread } from './thread';
import type { WriteOrder, Written } from './write-worker';

export type { Written };

/** A column of a list that goes out. */
export interface WrittenColumn<Row> {
  title: string;
  /** In characters; 16 unless said otherwise. A Chinese one takes two. */
  width?: number;
  /** How Excel shows its numbers, such as `#,##0.00`. */
  format?: string;
  /** A number stays one; a text stays a text, whatever it begins with. */
  cell: (row: Row) => Written;
}

/** A list that goes out; `title` names the sheet. */
export interface WrittenTable<Row> {
  title: string;
  columns: WrittenColumn<Row>[];
  rows: Row[];
}

/** Lines of one workbook: it is made in memory, 20,000 lines of ten columns in 3 s. */
const mostWritten = 20_000;

/**
 * The list as an .xlsx workbook with a heading that stays in sight, and never a formula in it.
 * @throws spreadsheet.list_too_long above 20,000 lines
 */
export async function writeTable<Row>({ title, columns, rows }: WrittenTable<Row>): Promise<Buffer> {
  ensure(rows.length <= mostWritten, 'spreadsheet.list_too_long');
  const order: WriteOrder = {
    title,
    headings: columns.map((column) => column.title),
    widths: columns.map(({ width = 16 }) => width),
    formats: columns.map(({ format = null }) => format),
    rows: rows.map((row) => columns.map(({ cell }) => cell(row))),
  };
  let written: Buffer | undefined;
  await inThread<{ bytes: Uint8Array }>('write-worker', order, ({ bytes }) => {
    written = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return 'done';
  });
  if (!written) throw new Error('the writing thread ended without a workbook');
  return written;
}

/** The list as a .csv file for Excel: UTF-8 with its mark, and an apostrophe before what Excel would take for a formula. */
export function csvOf<Row>({ columns, rows }: Omit<WrittenTable<Row>, 'title'>): Buffer {
  const lines = [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ cell }) => cell(row)))];
  return Buffer.from(`\ufeff${lines.map(csvLine).join('')}`);
}

/** One line of a .csv file with its end. */
export function csvLine(cells: Written[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(value: Written): string {
  if (value === null) return '';
  const text = typeof value === 'number' ? String(value) : /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value;
  return /[",\r\n\t']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
