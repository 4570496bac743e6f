import { parentPort, workerData } from 'node:worker_threads';
import { UnreadableFile } from './cells';
import { type FileOrder, rowsOf } from './open-file';
import type { ReadSheet } from './read-sheets';
import { allSheetRows } from './sheet-rows';

/** All sheets at once, or why the file cannot be read. */
export type SheetsNews = { sheets: ReadSheet[] } | { unreadable: UnreadableFile['code'] };

/** Lines of one file: such a file is small, and is handed over whole. */
const mostLines = 20_000;

const port = parentPort!;

async function read(order: FileOrder): Promise<ReadSheet[]> {
  const sheets: ReadSheet[] = [];
  let lines = 0;
  for await (const { sheet, row } of rowsOf(order, allSheetRows, (row) => ({ sheet: null as string | null, row }))) {
    if (++lines > mostLines) throw new UnreadableFile('spreadsheet.too_large');
    if (sheets.at(-1)?.name !== sheet) sheets.push({ name: sheet, rows: [] });
    sheets.at(-1)!.rows.push({ line: row.line, cells: Array.from(row.cells, (cell) => cell ?? null) });
  }
  return sheets;
}

read(workerData as FileOrder).then(
  (sheets) => port.postMessage({ sheets } satisfies SheetsNews),
  (error: unknown) => {
    if (!(error instanceof UnreadableFile)) throw error;
    port.postMessage({ unreadable: error.code } satisfies SheetsNews);
  },
);
