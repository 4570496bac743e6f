import { createHash } from 'node:crypto';
import { pictureFor } from '../local/demo-parties';

/** What a phone took: its bytes, and how to know them again. */
export interface Taken {
  bytes: Buffer;
  sha256: string;
}

/** The demo's picture of this slot with a comment in the file that no other has: the same work for the server, and another hash. */
export function unlikePicture(slot: string, comment: string): Taken {
  const picture = pictureFor(slot);
  const text = Buffer.from(comment);
  const mark = Buffer.alloc(4);
  mark.writeUInt16BE(0xfffe, 0);
  mark.writeUInt16BE(text.length + 2, 2);
  const bytes = Buffer.concat([picture.subarray(0, 2), mark, text, picture.subarray(2)]);
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** A car of a maker whose numbers carry no check digit (ISO 3779), and a plate of the city; the same number gives the same car. */
export const carOf = (number: number) => ({ vin: `WVWZZZ3CZ${String(number).padStart(8, '0')}`, plate: `浙B${plateSigns[Math.floor(number / 10_000) % plateSigns.length]}${String(number % 10_000).padStart(4, '0')}` });
const plateSigns = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';
