/** Formats that a picture may have: each is read in one way by every program. */
export const usable: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp']);

/** First bytes of what is sent as a picture; `ftyp` and `RIFF` name their kind a little later. */
const beginnings: [format: string, at: number, bytes: string][] = [
  ['jpeg', 0, '\xff\xd8\xff'],
  ['png', 0, '\x89PNG\r\n\x1a\n'],
  ['webp', 8, 'WEBP'],
  ['gif', 0, 'GIF8'],
  ['avif', 4, 'ftypavi'],
  ['heic', 4, 'ftyp'],
  ['tiff', 0, 'II*\0'],
  ['tiff', 0, 'MM\0*'],
  ['bmp', 0, 'BM'],
  ['jxl', 0, '\xff\x0a'],
  ['jxl', 4, 'JXL \r\n'],
  ['jp2', 4, 'jP  \r\n'],
  ['psd', 0, '8BPS'],
  ['pdf', 0, '%PDF'],
];
const markup = /^\ufeff?\s*<(\?xml|!doctype|!--|svg|html)/i;

/** What the bytes are, by their beginning and never by a name: `usable`, another kind that we know, or null. */
export function formatOf(bytes: Buffer): string | null {
  const found = beginnings.find(([, at, beginning]) => bytes.toString('latin1', at, at + beginning.length) === beginning);
  if (found) return found[0];
  return markup.test(bytes.toString('utf8', 0, 256)) ? 'markup' : null;
}

/** A moving PNG tells so before its pixels; old programs show its first picture only, so two people might see two things. */
export function isMoving(bytes: Buffer, format: string): boolean {
  if (format !== 'png') return false;
  for (let at = 8; at + 8 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const chunk = bytes.toString('latin1', at + 4, at + 8);
    if (chunk === 'acTL') return true;
    if (chunk === 'IDAT') return false;
  }
  return false;
}
