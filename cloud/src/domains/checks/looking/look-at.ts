import { join } from 'node:path';
import type { DocumentKind } from '../../../adapters/ocr/ocr';
import { askThread } from '../../../threads';
import type { PictureLook } from './look';
import type { LookOrder } from './look-worker';

const ask = askThread<LookOrder>(join(__dirname, 'look-worker'), { doing: 'looking at a picture', seconds: 30, megabytes: 256 });

/**
 * 影像检测: every detector but `duplicate` on one picture, in a thread that starts with the first picture and serves all that
 * come. A picture that ends the thread costs those that were in it; the next starts another.
 * @param expected what the picture was taken for: it says what is judged of it
 * @throws Error where the picture cannot be read, takes too long, or ended the thread
 */
export function lookAt(picture: Buffer, expected: DocumentKind): Promise<PictureLook> {
  return ask({ picture, expected });
}
