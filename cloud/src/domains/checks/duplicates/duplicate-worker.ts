import { parentPort } from 'node:worker_threads';
import type { Grey } from './grey';
import { framedHashes, hashWords, wordsOf } from './hashes';
import { type Candidate, createPictureIndex } from './picture-index';
import { likenessOf } from './same-pixels';

/** Rows of `picture_hashes`, packed: the hashes one after the other. */
export interface NewPictures {
  numbers: number[];
  kinds: string[];
  hashes: Uint8Array;
  identities: number[];
  forgotten: number[];
}
/** What the thread is asked: to take in rows, to find the nearest, to compare two pictures. */
export type DuplicateOrder = { id: number } & (
  | { add: NewPictures }
  | { nearest: { kind: string; identity: number; square: Grey; aspect: number; most: number } }
  | { compare: { stored: Grey; asked: Grey } }
);
export type DuplicateNews = { id: number } & ({ answer: Candidate[] | number | null } | { failed: string });

const port = parentPort!;
const index = createPictureIndex();
const bytesEach = hashWords * 4;

function add({ numbers, kinds, hashes, identities, forgotten }: NewPictures): number {
  numbers.forEach((number, at) => index.add({ number, kind: kinds[at]!, words: wordsOf(hashes.subarray(at * bytesEach, (at + 1) * bytesEach)), identity: identities[at]! }));
  forgotten.forEach((number) => index.remove(number));
  return index.size();
}

function answerOf(order: DuplicateOrder): Candidate[] | number | null {
  if ('add' in order) return add(order.add);
  if ('compare' in order) return likenessOf(order.compare.stored, order.compare.asked);
  return index.nearest({ ...order.nearest, hashes: framedHashes(order.nearest) });
}

port.on('message', (order: DuplicateOrder) => {
  const { id } = order;
  try {
    port.postMessage({ id, answer: answerOf(order) } satisfies DuplicateNews);
  } catch (error) {
    port.postMessage({ id, failed: String(error) } satisfies DuplicateNews);
  }
});
