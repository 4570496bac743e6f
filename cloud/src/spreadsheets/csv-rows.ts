import { parse } from 'csv-parse/sync';
import { lastLine, type RawRow, textCell, UnreadableFile, widestTable } from './cells';

/**
 * The lines of a text file with commas, semicolons or tabs that hold something; a line break within quotes does not
 * count, as in Excel. @throws UnreadableFile
 */
export function* csvRows(bytes: Buffer): Generator<RawRow> {
  const text = decode(bytes);
  if (text.includes('\0') || /^\s*</.test(text)) throw new UnreadableFile('spreadsheet.not_a_table');
  const records = parseRecords(text);
  if (records.length > lastLine) throw new UnreadableFile('spreadsheet.too_many_rows');
  for (const [index, record] of records.entries()) {
    const cells = record.slice(0, widestTable).map(textCell);
    if (cells.some((cell) => cell !== undefined)) yield { line: index + 1, cells };
  }
}

function parseRecords(text: string): string[][] {
  try {
    return parse(text, { delimiter: delimiterOf(text), relax_column_count: true, relax_quotes: true, skip_empty_lines: false, max_record_size: 1_000_000, to: lastLine + 1 });
  } catch {
    throw new UnreadableFile('spreadsheet.damaged');
  }
}

/** UTF-8 with or without a mark, UTF-16 with one (Excel's “Unicode 文本”), else GB18030, as Excel in China writes it. */
function decode(bytes: Buffer): string {
  const encodings = bytes[0] === 0xff && bytes[1] === 0xfe ? ['utf-16le'] : ['utf-8', 'gb18030'];
  for (const encoding of encodings) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      continue;
    }
  }
  throw new UnreadableFile('spreadsheet.not_a_table');
}

/** The sign that the first line with any of them has most of. */
function delimiterOf(text: string): string {
  const signs = [',', '\t', ';'];
  const counts = (line: string) => signs.map((sign) => line.split(sign).length - 1);
  const line = text.slice(0, 20_000).split(/\r?\n/).find((candidate) => counts(candidate).some((n) => n > 0)) ?? '';
  const found = counts(line);
  return signs[found.indexOf(Math.max(...found))]!;
}
