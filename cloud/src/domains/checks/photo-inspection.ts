import { createHash } from 'node:crypto';
import type { imageProblems } from '@yongche/contract';
import sharp from 'sharp';

sharp.concurrency(1);

/** What a picture must be, by the kind of thing that it shows; part of the versioned photo rules. */
export interface QualityLimits {
  /** Pixels on the long side. */
  minLongSide: number;
  /** Sharpness of the sharpest eighth of the picture, see `sharpnessOf`. */
  minSharpness: number;
  /** Mean grey value, 0–255. */
  minBrightness: number;
  /** Share of pixels at or above 250, 0–1. */
  maxSaturated: number;
}

/** What the server found by reading the stored bytes; the file's name and declared type count for nothing. */
export interface PhotoInspection {
  sha256: string;
  bytes: number;
  width: number | null;
  height: number | null;
  sharpness: number | null;
  brightness: number | null;
  problems: (keyof typeof imageProblems)[];
  /** JPEG of at most 360 px, upright, without EXIF; null where the file is no picture. */
  thumbnail: Buffer | null;
}

const maxPixels = 50_000_000;
const formats = new Set(['jpeg', 'png', 'webp']);
const decoder = { limitInputPixels: maxPixels, failOn: 'truncated', pages: 1 } as const;

/** Reads a picture: what it really is, its hash, size, sharpness and exposure, and what is wrong with it. */
export async function inspectPhoto(bytes: Buffer, limits: QualityLimits, declaredSha256: string | null): Promise<PhotoInspection> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const unreadable = { sha256, bytes: bytes.length, width: null, height: null, sharpness: null, brightness: null, thumbnail: null };

  const header = await headerOf(bytes).catch(() => undefined);
  if (!header || !formats.has(header.format)) return { ...unreadable, problems: ['not_an_image'] };
  if (header.width * header.height > maxPixels) return { ...unreadable, problems: ['too_many_pixels'] };
  const grey = await greyPicture(bytes).catch(() => undefined);
  if (!grey) return { ...unreadable, problems: ['damaged'] };

  const upright = header.orientation && header.orientation >= 5;
  const [width, height] = upright ? [header.height, header.width] : [header.width, header.height];
  const sharpness = sharpnessOf(grey);
  const { brightness, saturated } = exposureOf(grey.data);
  const findings: [boolean, keyof typeof imageProblems][] = [
    [declaredSha256 !== null && declaredSha256 !== sha256, 'altered_in_transit'],
    [Math.max(width, height) < limits.minLongSide, 'too_small'],
    [brightness < limits.minBrightness, 'dark'],
    [saturated > limits.maxSaturated, 'overexposed'],
    [sharpness < limits.minSharpness, 'blurred'],
  ];
  const thumbnail = await sharp(bytes, decoder).rotate().resize(360, 360, { fit: 'inside' }).jpeg({ quality: 70 }).timeout({ seconds: 5 }).toBuffer();
  const problems = findings.filter(([found]) => found).map(([, code]) => code);
  return { sha256, bytes: bytes.length, width, height, sharpness, brightness, problems, thumbnail };
}

/** Reads the header alone, so that a bomb is measured before anything is unpacked. Rejects for what sharp cannot read. */
async function headerOf(bytes: Buffer): Promise<sharp.Metadata> {
  return sharp(bytes, { ...decoder, limitInputPixels: false }).metadata();
}

interface Grey {
  data: Buffer;
  width: number;
  height: number;
}

async function greyPicture(bytes: Buffer): Promise<Grey> {
  const picture = sharp(bytes, decoder).rotate().resize(1024, 1024, { fit: 'inside', withoutEnlargement: true });
  const { data, info } = await picture.greyscale().timeout({ seconds: 5 }).raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/**
 * Variance of the Laplacian in each of 8 × 8 tiles of the 1,024 px grey picture, averaged over the eight sharpest:
 * a document on a plain table is judged by its print, not by the table (images.md, Legibility).
 */
export function sharpnessOf({ data, width, height }: Grey): number {
  const tiles: number[] = [];
  for (let row = 0; row < 8; row++) {
    for (let column = 0; column < 8; column++) tiles.push(tileVariance({ data, width, height }, column, row));
  }
  return tiles.sort((a, b) => b - a).slice(0, 8).reduce((sum, variance) => sum + variance, 0) / 8;
}

function tileVariance({ data, width, height }: Grey, column: number, row: number): number {
  const [left, right] = [Math.max(1, Math.floor((column * width) / 8)), Math.min(width - 1, Math.floor(((column + 1) * width) / 8))];
  const [top, bottom] = [Math.max(1, Math.floor((row * height) / 8)), Math.min(height - 1, Math.floor(((row + 1) * height) / 8))];
  let [sum, squares, count] = [0, 0, 0];
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const at = y * width + x;
      const laplacian = 4 * data[at]! - data[at - 1]! - data[at + 1]! - data[at - width]! - data[at + width]!;
      sum += laplacian;
      squares += laplacian * laplacian;
      count++;
    }
  }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2;
}

function exposureOf(data: Buffer): { brightness: number; saturated: number } {
  let [sum, bright] = [0, 0];
  for (const value of data) {
    sum += value;
    if (value >= 250) bright++;
  }
  return { brightness: sum / data.length, saturated: bright / data.length };
}
