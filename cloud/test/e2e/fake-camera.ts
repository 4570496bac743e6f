import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { type Random, randomOf } from '../../local/documents/random';

/** 高拍仪: a document camera over a desk. What lies under it changes while the page looks, as at a counter. */
export interface DocumentCamera {
  /** Chromium reads the camera's pictures from here, see `cameraArguments`. */
  file: string;
  /** Lays this photograph under the camera, each time a little elsewhere, in other light, with other noise. `blur` in pixels: it is being moved. */
  show(picture: Buffer, blur?: number): Promise<void>;
  close(): void;
}

/** Bytes of the one frame in the file. It never changes its length: Chromium has the file mapped, and sees at once what is written over it. */
const frameBytes = 1_400_000;

/** A camera of `width` × `height` pixels (both even) whose file lies in `folder`; the seed says how things lie under it. */
export async function openDocumentCamera(folder: string, seed: string, { width = 2000, height = 1500 } = {}): Promise<DocumentCamera> {
  const file = join(folder, 'document-camera.mjpeg');
  const random = randomOf(seed);
  const empty = sharp({ create: { width, height, channels: 3, background: '#6d6458' } }).jpeg();
  writeFileSync(file, padded(await empty.toBuffer()));
  const open = openSync(file, 'r+');
  return {
    file,
    async show(picture, blur = 0) {
      writeSync(open, padded(await frameOf(picture, { width, height, blur }, random)), 0, frameBytes, 0);
    },
    close: () => closeSync(open),
  };
}

/** Arguments for a Chromium whose only camera is this one. */
export const cameraArguments = ({ file }: Pick<DocumentCamera, 'file'>) => ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${file}`];

/** A photograph as the camera sees it: lying, whichever way it was taken. */
async function frameOf(picture: Buffer, { width, height, blur }: { width: number; height: number; blur: number }, random: Random): Promise<Buffer> {
  const margin = 40;
  const { width: wide, height: high } = await sharp(picture).metadata();
  const laid = await sharp(picture).rotate(wide < high ? 90 : 0).resize(width + margin, height + margin, { fit: 'cover' }).toBuffer();
  const seen = sharp(laid).extract({ left: random.integer(0, margin), top: random.integer(0, margin), width, height }).linear(random.between(0.96, 1.03), random.between(-3, 3));
  const pixels = await (blur > 0 ? seen.blur(blur) : seen).removeAlpha().raw().toBuffer();
  // From where in the noise it begins is what makes two exposures of one thing differ. Without a global in the loop: jest makes each a slow one.
  const light = new Uint8ClampedArray(pixels.buffer, pixels.byteOffset, pixels.length);
  for (let at = 0, from = random.integer(0, noise.length - 1); at < light.length; at++, from = from + 1 === noise.length ? 0 : from + 1) light[at] = light[at]! + noise[from]!;
  return sharp(pixels, { raw: { width, height, channels: 3 } }).jpeg({ quality: 90 }).toBuffer();
}

/** What a sensor adds to each value: about ±3. */
const noise = Int8Array.from({ length: 65_521 }, ((random) => () => Math.round(random.between(-3, 3)))(randomOf('sensor')));

/** The same picture in exactly `frameBytes` bytes, filled with comments that every reader of JPEG skips. */
function padded(jpeg: Buffer): Buffer {
  const missing = frameBytes - jpeg.length;
  if (missing < 4) throw new Error(`a frame of ${jpeg.length} bytes is too large for the camera`);
  const comments: Buffer[] = [];
  for (let left = missing; left > 0; ) {
    // A comment has at least its four bytes; none may be left over that cannot hold one.
    const size = left <= 65_537 ? left : Math.min(65_537, left - 4);
    const comment = Buffer.alloc(size, 0x20);
    comment.writeUInt16BE(0xfffe, 0);
    comment.writeUInt16BE(size - 2, 2);
    comments.push(comment);
    left -= size;
  }
  return Buffer.concat([jpeg.subarray(0, 2), ...comments, jpeg.subarray(2)]);
}
