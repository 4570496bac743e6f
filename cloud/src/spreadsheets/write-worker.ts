import { parentPort, workerData } from 'node:worker_threads';
import writeWorkbook from 'write-excel-file/node';

/** A cell to be written: a number stays one, everything else is text. */
export type Written = string | number | null;

/** What the writing thread is given. */
export interface WriteOrder {
  title: string;
  headings: string[];
  widths: number[];
  /** How the numbers of a column are shown; null for as they are. */
  formats: (string | null)[];
  rows: Written[][];
}

/** Names of sheets: at most 31 characters, some forbidden. */
const sheetName = (title: string) => title.replace(/[\\/?*[\]:']/g, ' ').trim().slice(0, 31) || 'Sheet1';

/** Characters that XML cannot hold, and a text that looks like their escape, as Excel writes them. */
const escape = (text: string) =>
  text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    // eslint-disable-next-line no-control-regex -- these are the ones
    .replace(/[\x00-\x08\x0b-\x1f\ufffe\uffff]/g, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`);

function cellOf(value: Written, format: string | null) {
  if (value === null || value === '') return null;
  // The format @ keeps a text a text also when somebody edits it in Excel.
  return typeof value === 'number' ? { value, type: Number, ...(format ? { format } : {}) } : { value: escape(value), type: String, format: '@' };
}

async function write({ title, headings, widths, formats, rows }: WriteOrder): Promise<Buffer> {
  const heading = headings.map((value) => ({ value, type: String, fontWeight: 'bold', backgroundColor: '#e8f1f0', wrap: true } as const));
  const options = { sheet: sheetName(title), columns: widths.map((width) => ({ width })), stickyRowsCount: 1 };
  return writeWorkbook([heading, ...rows.map((row) => row.map((value, at) => cellOf(value, formats[at]!)))], options).toBuffer();
}

void write(workerData as WriteOrder).then((bytes) => {
  parentPort!.postMessage({ bytes });
  parentPort!.close();
});
