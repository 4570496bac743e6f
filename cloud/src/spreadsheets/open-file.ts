import { type RawRow, UnreadableFile } from './cells';
import { csvRows } from './csv-rows';
import { openWorkbook, type Workbook } from './workbook';

/** A file as a reading thread is given it. */
export interface FileOrder {
  bytes: Uint8Array;
  /** The ending of the name: a text called .xlsx is not read as one. */
  extension: string;
}

/** The rows of a workbook by `ofWorkbook`, or of a text file by `ofText`, told apart by their first bytes. @throws UnreadableFile */
export async function* rowsOf<Row>({ bytes, extension }: FileOrder, ofWorkbook: (workbook: Workbook) => AsyncGenerator<Row>, ofText: (row: RawRow) => Row): AsyncGenerator<Row> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const begins = (...signature: number[]) => signature.every((byte, index) => buffer[index] === byte);
  if (begins(0x50, 0x4b)) return yield* ofWorkbook(await openWorkbook(buffer));
  if (begins(0xd0, 0xcf, 0x11, 0xe0)) throw new UnreadableFile(buffer.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? 'spreadsheet.encrypted' : 'spreadsheet.old_format');
  if (extension === '.xlsx') throw new UnreadableFile('spreadsheet.not_a_table');
  for (const row of csvRows(buffer)) yield ofText(row);
}
