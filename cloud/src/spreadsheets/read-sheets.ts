import { extname } from 'node:path';
import { Refusal } from '../http/errors';
import type { Cell } from './cells';
import type { FileOrder } from './open-file';
import type { SheetsNews } from './sheets-worker';
import { inThread } from './thread';

/** One visible sheet of a workbook, or a text file (its name is null): lines with content, numbered as Excel shows them. */
export interface ReadSheet {
  name: string | null;
  rows: { line: number; cells: (Cell | null)[] }[];
}

/**
 * Reads every visible sheet of an .xlsx file, or a .csv file, as it stands, where the columns are not known beforehand.
 * @throws spreadsheet.… where the file is no table, damaged, locked, too large or takes too long.
 */
export async function readSheets({ name, bytes }: { name: string; bytes: Buffer }): Promise<ReadSheet[]> {
  const order: FileOrder = { bytes, extension: extname(name).toLowerCase() };
  let read: ReadSheet[] = [];
  await inThread<SheetsNews>('sheets-worker', order, (news) => {
    if ('unreadable' in news) throw new Refusal(news.unreadable);
    read = news.sheets;
    return 'done';
  });
  return read;
}
