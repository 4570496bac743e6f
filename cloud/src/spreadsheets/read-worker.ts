import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { type Cell, mostRows, type RawRow, UnreadableFile } from './cells';
import { findHeading, type Heading, isWhole, type Wanted } from './heading';
import { rowsOf } from './open-file';
import { sheetRows } from './sheet-rows';

/** What the reading thread is given. */
export interface ReadOrder {
  bytes: Uint8Array;
  /** The ending of the name: a text called .xlsx is not read as one. */
  extension: string;
  wanted: Wanted[];
}
/** What it sends: the heading, then lines by the hundred, each asked for by a message; then the end, or why it cannot go on. */
export type ReadNews = { heading: Heading | undefined } | { lines: WantedLine[] } | { end: true } | { unreadable: UnreadableFile['code'] };
/** The cells of one line in the order of the wanted columns. */
export type WantedLine = [line: number, cells: (Cell | undefined)[]];

/** The heading stands within so many lines with content. */
const headingWithin = 20;
/** So many lines are handed over at once: few, because the server parses them between other requests. */
const batch = 100;

const port = parentPort!;

async function read(order: ReadOrder): Promise<void> {
  const first: RawRow[] = [];
  let heading: Heading | undefined;
  let lines: WantedLine[] = [];
  let count = 0;
  for await (const row of rowsOf(order, sheetRows, (row) => row)) {
    if (!heading) {
      first.push(row);
      const found = findHeading(first, order.wanted);
      if (isWhole(found)) await handOver({ heading: (heading = found) });
      else if (first.length === headingWithin) break;
      continue;
    }
    const cells = heading.columns.map((column) => row.cells[column]);
    if (cells.every((cell) => cell === undefined)) continue;
    if (++count > mostRows) throw new UnreadableFile('spreadsheet.too_many_rows');
    if (lines.push([row.line, cells]) < batch) continue;
    await handOver({ lines });
    lines = [];
  }
  await handOver(heading ? { lines } : { heading: findHeading(first, order.wanted) });
  port.postMessage({ end: true } satisfies ReadNews);
}

/** Sends and waits until it is worked off. */
async function handOver(news: ReadNews): Promise<void> {
  const answered = once(port, 'message');
  port.postMessage(news);
  await answered;
}

read(workerData as ReadOrder).then(
  () => port.close(),
  (error: unknown) => {
    if (!(error instanceof UnreadableFile)) throw error;
    port.postMessage({ unreadable: error.code } satisfies ReadNews);
    port.close();
  },
);
