import { answerQuestions } from '../../../threads';
import type { Grey } from './grey';
import { framedHashes, hashWords, wordsOf } from './hashes';
import { createPictureIndex } from './picture-index';
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
export type DuplicateQuestion =
  | { add: NewPictures }
  | { nearest: { kind: string; identity: number; square: Grey; aspect: number; most: number } }
  | { compare: { stored: Grey; asked: Grey } };

const index = createPictureIndex();
const bytesEach = hashWords * 4;

function add({ numbers, kinds, hashes, identities, forgotten }: NewPictures): number {
  numbers.forEach((number, at) => index.add({ number, kind: kinds[at]!, words: wordsOf(hashes.subarray(at * bytesEach, (at + 1) * bytesEach)), identity: identities[at]! }));
  forgotten.forEach((number) => index.remove(number));
  return index.size();
}

answerQuestions<DuplicateQuestion>((question) => {
  if ('add' in question) return add(question.add);
  if ('compare' in question) return likenessOf(question.compare.stored, question.compare.asked);
  return index.nearest({ ...question.nearest, hashes: framedHashes(question.nearest) });
});
