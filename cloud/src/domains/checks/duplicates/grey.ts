import type { Grey } from '@yongche/contract/standards/looking/picture';
import sharp from 'sharp';

export type { Grey };

const decoder = { limitInputPixels: 50_000_000, failOn: 'error', pages: 1 } as const;

/** Opens a picture in grey: `inside` a square of so many pixels, or as exactly that square, whatever its form. Rejects where sharp cannot read it. */
export async function greyOf(picture: Buffer, size: number, fit: 'inside' | 'fill'): Promise<Grey> {
  const grey = sharp(picture, decoder).rotate().flatten({ background: '#fff' }).resize(size, size, { fit }).greyscale();
  const { data, info } = await grey.timeout({ seconds: 5 }).raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Width by height of a picture, upright. */
export async function aspectOf(picture: Buffer): Promise<number> {
  const { autoOrient } = await sharp(picture, decoder).metadata();
  return autoOrient.width / autoOrient.height;
}

/** Pixels of the longer side of a picture. */
export async function longSideOf(picture: Buffer): Promise<number> {
  const { width, height } = await sharp(picture, decoder).metadata();
  return Math.max(width, height);
}

/** Half as wide and half as high, each pixel the mean of four. */
export function halved({ data, width, height }: Grey): Grey {
  const half = { data: new Uint8Array((width >> 1) * (height >> 1)), width: width >> 1, height: height >> 1 };
  for (let y = 0; y < half.height; y++) {
    for (let x = 0; x < half.width; x++) {
      const at = 2 * y * width + 2 * x;
      half.data[y * half.width + x] = (data[at]! + data[at + 1]! + data[at + width]! + data[at + width + 1]! + 2) >> 2;
    }
  }
  return half;
}
