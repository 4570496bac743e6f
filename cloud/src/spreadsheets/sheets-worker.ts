import { parentPort, workerData } from 'node:worker_threads';
import { UnreadableFile } from './cells';
import { type FileOrder, rowsOf } from './open-file';
import type { ReadSheet } from './read-sheets';
import { allSheetRows } from './sheet-rows';

/** All sheets at once, or why the file cannot be read. */
export type SheetsNews = { sheets: ReadSheet[] } | { unreadable: UnreadableFile['code'] };

/** Of one file: such a file is small, is handed over whole, and kept as it is. Gaps count as cells; one text may stand in many. */
const most = { lines: 20_000, cells: 200_000, characters: 2_000_000 };
/** The longest name that Excel gives a sheet. */
const longestName = 31;

const port = parentPort!;

async function read(order: FileOrder): Promise<ReadSheet[]> {
  const sheets: ReadSheet[] = [];
  let [lines, cells, characters] = [0, 0, 0];
  for await (const { sheet, row } of rowsOf(order, allSheetRows, (row) => ({ sheet: null as string | null, row }))) {
    lines++;
    cells += row.cells.length;
    row.cells.forEach((cell) => (characters += typeof cell === 'string' ? cell.length : 0));
    if (lines > most.lines || cells > most.cells || characters > most.characters) throw new UnreadableFile('spreadsheet.too_large');
    const name = sheet?.slice(0, longestName) ?? null;
    if (sheets.at(-1)?.name !== name) sheets.push({ name, rows: [] });
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
