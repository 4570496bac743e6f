import { setPriority } from 'node:os';
import type { DocumentKind, Reading } from '../ocr';
import { openModels } from './models';
import { UnreadablePicture } from './pixels';
import { readPicture } from './read-picture';

/** What a reading process is given, one at a time. */
export interface ReadOrder {
  picture: Uint8Array;
  expected: DocumentKind;
}
/** What it answers. */
export type ReadNews = { reading: Reading } | { unreadable: true };

// Reading is background work: whoever waits for the server goes first.
setPriority(5);
const models = openModels();

process.on('disconnect', () => process.exit());
process.on('message', (order: ReadOrder) => void answer(order));

async function answer({ picture, expected }: ReadOrder): Promise<void> {
  try {
    tell({ reading: await readPicture(await models, picture, expected) });
  } catch (error) {
    if (!(error instanceof UnreadablePicture)) throw error;
    tell({ unreadable: true });
  }
}

function tell(news: ReadNews): void {
  process.send?.(news);
}
