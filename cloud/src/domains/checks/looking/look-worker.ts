import { parentPort } from 'node:worker_threads';
import type { DocumentKind } from '../../../adapters/ocr/ocr';
import type { PictureLook } from './look';
import { lookAtPicture } from './look-picture';

/** What the looking thread is given, and what it answers; `unreadable` where sharp cannot read the bytes. */
export interface LookOrder {
  id: number;
  picture: Uint8Array;
  expected: DocumentKind;
}
export type LookNews = { id: number } & ({ look: PictureLook } | { unreadable: string });

const port = parentPort!;

port.on('message', ({ id, picture, expected }: LookOrder) => {
  void lookAtPicture(Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength), expected).then(
    (look) => port.postMessage({ id, look } satisfies LookNews),
    (error: unknown) => port.postMessage({ id, unreadable: String(error) } satisfies LookNews),
  );
});
