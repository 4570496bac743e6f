import type { PictureLook } from './look';

type Exif = PictureLook['exif'];

const tags: Record<number, keyof Exif> = { 0x010f: 'make', 0x0110: 'model', 0x0131: 'software', 0x9003: 'takenAt' };
const camerasPart = 0x8769;
const ascii = 2;
const mostEntries = 200;
const longest = 100;

/**
 * What the camera or a program wrote into the file: four of some hundred tags, so these lines instead of a library. Whatever
 * is out of bounds or runs in a circle is left out.
 * @param block as sharp's metadata gives it: `Exif` and a small TIFF file
 */
export function exifOf(block: Buffer | undefined): Exif {
  const exif: Exif = { make: null, model: null, software: null, takenAt: null };
  if (!block || block.length < 14 || block.toString('latin1', 0, 4) !== 'Exif') return exif;
  const tiff = block.subarray(6);
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number) => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));

  function readDirectory(start: number, deeper: boolean): void {
    if (start + 2 > tiff.length) return;
    const entries = Math.min(short(start), mostEntries);
    for (let at = start + 2; at < start + 2 + entries * 12 && at + 12 <= tiff.length; at += 12) {
      const name = tags[short(at)];
      if (name && short(at + 2) === ascii) exif[name] = textAt(at, long(at + 4));
      else if (deeper && short(at) === camerasPart) readDirectory(long(at + 8), false);
    }
  }

  /** Texts of up to four bytes stand in the entry itself. */
  function textAt(entry: number, length: number): string | null {
    const start = length <= 4 ? entry + 8 : long(entry + 8);
    const text = tiff.toString('utf8', start, Math.min(start + length, start + longest)).split('\0')[0]!.trim();
    return text === '' ? null : text;
  }

  readDirectory(long(4), true);
  return exif;
}
