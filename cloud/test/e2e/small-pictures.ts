import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { type Random, randomOf } from '../../local/documents/random';
import { pictureFor } from '../people';
import inPage from './in-page.cjs';

const laid = new Map<string, Promise<Buffer>>();

/** The papers of a slot as a scanner gives them: 1,120 pixels wide, sharp, and no two alike. */
export async function scanOf(slot: string, random: Random): Promise<Buffer> {
  const base = laid.get(slot) ?? sharp(pictureFor(slot)).resize(1140, 1140, { fit: 'inside' }).sharpen().png({ compressionLevel: 1 }).toBuffer();
  laid.set(slot, base);
  const { width, height } = await sharp(await base).metadata();
  const seen = sharp(await base).extract({ left: random.integer(0, 20), top: random.integer(0, 20), width: width - 20, height: height - 20 });
  return seen.linear(random.between(0.97, 1.02), random.between(-3, 3)).jpeg({ quality: 88 }).toBuffer();
}

/** A photograph of eight megapixels, as a good document camera takes it; some 2 MB. */
export async function largePicture(slot: string, seed: string): Promise<Buffer> {
  const random = randomOf(seed);
  return sharp(pictureFor(slot)).resize(3264, 2448, { fit: 'cover' }).linear(random.between(0.97, 1.02), random.between(-3, 3)).jpeg({ quality: 90 }).toBuffer();
}

/** Drops files on the page, as from a folder beside it; all at once, in this order. */
export async function dropFiles(page: Page, files: Buffer[]): Promise<void> {
  await page.evaluate(
    inPage.drop,
    files.map((file) => file.toString('base64')),
  );
}
