import { judgedLongSide } from '@yongche/contract/standards/looking/picture';
import { withinBudget } from './budget';
import { isDueToMargin, type Source, usualMargin, waysToCut } from './cut-out';
import { judged } from './judge';
import type { Answers, Made, Question, Said, Seen } from './questions';
import { cornersToCut } from './seek';
import { shrunk, sizeWithin } from './shrink';
import { type Pixels, sheetSize, straightened, turnedCorners, wholePicture, withMargin } from './warp';
import type { Cut, Wanted } from './wanted';

/*
 * The thread that does all that is heavy with pictures, so that the counter's page answers to every key at once. It is asked one
 * question at a time.
 */

class Unreadable extends Error {}

/** More pixels would not fit into the memory of a counter's PC. */
const mostPixels = 50_000_000;
const thumbnailLongSide = 360;
/** Long side of the live frame in which the sheet is sought. */
const soughtLongSide = 640;

self.onmessage = ({ data }: MessageEvent<Question & { number: number }>) => {
  const { number } = data;
  answerTo(data).then(
    ([answer, transfer]) => say({ number, answer }, transfer),
    (error: unknown) => say(error instanceof Unreadable ? { number, unreadable: error.message } : { number, fault: String(error) }),
  );
};

const say = (said: Said, transfer: Transferable[] = []) => self.postMessage(said, { transfer });

async function answerTo(question: Question & { number: number }): Promise<[Answers[keyof Answers], Transferable[]]> {
  if (question.ask === 'make') return [await make(question), []];
  if (question.ask === 'grab') {
    const bitmap = await createImageBitmap(question.frame);
    question.frame.close();
    return [bitmap, [bitmap]];
  }
  const seen = look(question);
  return [seen, seen.preview ? [seen.preview] : []];
}

async function make({ number, picture, wanted, cut }: Extract<Question, { ask: 'make' }> & { number: number }): Promise<Made> {
  const bitmap = await bitmapOf(picture);
  if (picture === bitmap) {
    // What is taken from a camera exists only here: should this thread end, another can go on with the spare.
    const spare = await createImageBitmap(bitmap);
    say({ number, spare }, [spare]);
  }
  const ways = waysToCut(sourceOf(bitmap), cornersOf(bitmap, wanted, cut), cut === 'auto' ? 0 : cut.turns, wanted, isExact(cut));
  let best = await finished(ways[0]!(), wanted);
  for (const way of ways.slice(1)) {
    if (!isDueToMargin(best.problems)) break;
    const next = await finished(way(), wanted);
    if (next.problems.length === 0) best = next;
  }
  bitmap.close();
  return { ...best, sha256: await sha256Of(best.jpeg) };
}

/** Compresses a picture, and judges what has become of it. */
async function finished(pixels: Pixels, wanted: Wanted): Promise<Omit<Made, 'sha256'>> {
  const jpeg = await withinBudget((longSide, quality) => jpegOf(shrunk(pixels, sizeWithin(pixels, longSide)), quality), {
    longSide: Math.max(pixels.width, pixels.height),
    budgetBytes: wanted.budgetBytes,
  });
  if (!jpeg) throw new Unreadable('这张照片压缩后仍超出大小限制，请换个角度或背景重拍。');
  const sent = await createImageBitmap(jpeg);
  const { width, height } = sent;
  const small = shrunk(pixelsOf(sent, width, height), sizeWithin(sent, judgedLongSide));
  sent.close();
  const thumbnail = await jpegOf(shrunk(small, sizeWithin(small, thumbnailLongSide)), 0.7);
  return { jpeg, width, height, thumbnail, problems: judged(small, wanted, Math.max(width, height)) };
}

async function bitmapOf(picture: ImageBitmap | Blob): Promise<ImageBitmap> {
  if (picture instanceof ImageBitmap) return picture;
  const bitmap = await createImageBitmap(picture, { imageOrientation: 'from-image' }).catch(() => {
    throw new Unreadable('这个文件不是照片，或已损坏。请重新扫描，或改存为 JPG 格式后再选。');
  });
  if (bitmap.width * bitmap.height <= mostPixels) return bitmap;
  bitmap.close();
  throw new Unreadable('照片尺寸过大，无法处理。请把扫描分辨率调到 300 dpi 后重新扫描。');
}

const isExact = (cut: Cut | 'auto') => cut !== 'auto' && !cut.isSought;

function cornersOf(bitmap: ImageBitmap, { subject }: Wanted, cut: Cut | 'auto') {
  if (cut !== 'auto' && isExact(cut)) return cut.corners;
  if (subject !== 'document' || (cut !== 'auto' && !cut.corners)) return null;
  const { width, height } = sizeWithin(bitmap, judgedLongSide);
  return cornersToCut(pixelsOf(bitmap, width, height));
}

function look({ frame, seek, preview }: Extract<Question, { ask: 'look' }>): Seen {
  const [width, height] = frame instanceof ImageBitmap ? [frame.width, frame.height] : [frame.displayWidth, frame.displayHeight];
  const small = sizeWithin({ width, height }, soughtLongSide);
  const pixels = pixelsOf(frame, small.width, small.height);
  frame.close();
  return { corners: seek ? cornersToCut(pixels) : null, preview: preview && previewOf(pixels, preview.cut, preview.longSide) };
}

function previewOf(pixels: Pixels, { corners, turns, isSought }: Cut, longSide: number): ImageBitmap {
  const part = corners && isSought ? withMargin(corners, pixels, usualMargin) : (corners ?? wholePicture);
  const { width, height } = sheetSize(part, pixels);
  const scale = longSide / Math.max(width, height);
  const [wide, high] = [Math.round(width * scale), Math.round(height * scale)];
  const made = straightened(pixels, turnedCorners(part, turns), turns % 2 === 0 ? { width: wide, height: high } : { width: high, height: wide });
  return canvasOf(made).transferToImageBitmap();
}

/** Only the part that is asked for is unpacked: eight megapixels are 32 MB. */
const sourceOf = (bitmap: ImageBitmap): Source => ({
  width: bitmap.width,
  height: bitmap.height,
  pixels: (left, top, width, height) => pixelsOf(bitmap, bitmap.width, bitmap.height, { left, top, width, height }),
});

/** A picture drawn in this size, or a part of it; what is transparent becomes white paper. */
function pixelsOf(picture: CanvasImageSource, width: number, height: number, part = { left: 0, top: 0, width, height }): Pixels {
  const context = new OffscreenCanvas(part.width, part.height).getContext('2d', { willReadFrequently: true })!;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, part.width, part.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, -part.left, -part.top, width, height);
  return context.getImageData(0, 0, part.width, part.height);
}

function canvasOf({ data, width, height }: Pixels): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d', { willReadFrequently: true })!.putImageData(new ImageData(data, width, height), 0, 0);
  return canvas;
}

const jpegOf = (pixels: Pixels, quality: number) => canvasOf(pixels).convertToBlob({ type: 'image/jpeg', quality });

async function sha256Of(blob: Blob): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
