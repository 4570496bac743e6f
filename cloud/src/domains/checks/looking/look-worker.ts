import type { DocumentKind } from '../../../adapters/ocr/ocr';
import { answerQuestions, bufferOf } from '../../../threads';
import { lookAtPicture } from './look-picture';

/** What the looking thread is given; it answers with a `PictureLook`. */
export interface LookOrder {
  picture: Uint8Array;
  expected: DocumentKind;
}

answerQuestions<LookOrder>(({ picture, expected }) => lookAtPicture(bufferOf(picture), expected));
