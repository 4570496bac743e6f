import { create } from 'qrcode';
import sharp from 'sharp';

/** Quiet zone in modules around the code. */
const margin = 2;
/** Pixels per module. */
const scale = 8;

/** A QR code as a PNG data URL of a few kilobytes, dark on white, for an `<image>` of any mini-program. */
export async function qrOf(text: string): Promise<string> {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  const side = size + 2 * margin;
  const grey = Buffer.alloc(side * side, 255);
  for (let at = 0; at < data.length; at++) {
    if (data[at]) grey[(Math.floor(at / size) + margin) * side + (at % size) + margin] = 0;
  }
  const picture = sharp(grey, { raw: { width: side, height: side, channels: 1 } }).resize({ width: side * scale, kernel: 'nearest' });
  // Grey levels as they are: a palette would be searched for, ten times as costly, and one more kilobyte does no harm.
  const png = await picture.toColourspace('b-w').png({ compressionLevel: 9 }).toBuffer();
  return `data:image/png;base64,${png.toString('base64')}`;
}
