import sharp from 'sharp';
import type { Frame } from './geometry';

/** An upright picture, three bytes a pixel: red, green, blue. */
export interface Pixels {
  data: Uint8Array;
  width: number;
  height: number;
}

const maxPixels = 50_000_000;
const formats = new Set(['jpeg', 'png', 'webp']);
/** Print does not become more legible above this; a larger picture is made smaller at once. */
const longestSide = 2400;

/** Bytes that are no picture, or more than may be unpacked. */
export class UnreadablePicture extends Error {}

/**
 * Unpacks a picture, turned as its EXIF says.
 * @throws UnreadablePicture for what is damaged, too large, or no JPEG, PNG or WebP
 */
export async function pixelsOf(bytes: Uint8Array): Promise<Pixels> {
  try {
    const { format, width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (!formats.has(format) || width * height > maxPixels) throw new UnreadablePicture();
    const picture = sharp(bytes, { limitInputPixels: maxPixels, failOn: 'truncated', pages: 1 }).rotate();
    return await raw(picture.resize(longestSide, longestSide, { fit: 'inside', withoutEnlargement: true }).flatten({ background: '#ffffff' }));
  } catch {
    throw new UnreadablePicture();
  }
}

/** The same picture at another size. */
export function resized(pixels: Pixels, width: number, height: number): Promise<Pixels> {
  return raw(sharp(pixels.data, { raw: { ...pixels, channels: 3 } }).resize(width, height, { fit: 'fill', kernel: 'linear' }));
}

/** The picture in grey with its local contrast raised, at most 1,600 pixels long: struck signs differ from their metal by little. */
export async function contrasted(pixels: Pixels): Promise<Pixels> {
  const grey = sharp(pixels.data, { raw: { ...pixels, channels: 3 } }).greyscale().resize(1600, 1600, { fit: 'inside', withoutEnlargement: true });
  const { data, width, height } = await raw(grey.blur(1));
  return raw(sharp(data, { raw: { width, height, channels: 3 } }).greyscale().clahe({ width: 48, height: 48, maxSlope: 4 }));
}

/** The red channel as grey: red ink vanishes in it, black print does not. */
export function withoutRed({ data, width, height }: Pixels): Pixels {
  const grey = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at += 3) grey.fill(data[at]!, at, at + 3);
  return { data: grey, width, height };
}

async function raw(picture: sharp.Sharp): Promise<Pixels> {
  const { data, info } = await picture.toColourspace('srgb').timeout({ seconds: 10 }).raw().toBuffer({ resolveWithObject: true });
  return { data: info.channels === 3 ? data : threeChannels(data, info.channels), width: info.width, height: info.height };
}

function threeChannels(data: Uint8Array, channels: number): Uint8Array {
  const colours = new Uint8Array((data.length / channels) * 3);
  for (let at = 0; at < colours.length; at++) colours[at] = data[Math.floor(at / 3) * channels + (channels < 3 ? 0 : at % 3)]!;
  return colours;
}

/**
 * Writes a frame of the picture, straightened to `width` × `height`, into planes of blue, green and red, as the models
 * were trained: (value / 255 − 0.5) / 0.5. The rest of each row up to `stride` stays as it is.
 */
export function straighten({ data, width: across, height: down }: Pixels, frame: Frame, into: Float32Array, { width, height, stride }: { width: number; height: number; stride: number }): void {
  const [stepX, stepY] = [frame.width / width, frame.height / height];
  const [cos, sin] = [Math.cos(frame.angle), Math.sin(frame.angle)];
  // Where the picture is made smaller, several of its pixels make one.
  const samples = Math.min(3, Math.max(1, Math.round(Math.max(stepX, stepY))));
  const [left, top] = [-frame.width / 2, -frame.height / 2];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      let [red, green, blue] = [0, 0, 0];
      for (let part = 0; part < samples * samples; part++) {
        const u = left + (column + ((part % samples) + 0.5) / samples) * stepX;
        const v = top + (row + (Math.floor(part / samples) + 0.5) / samples) * stepY;
        const x = Math.min(across - 1.001, Math.max(0, frame.centre.x + u * cos - v * sin - 0.5));
        const y = Math.min(down - 1.001, Math.max(0, frame.centre.y + u * sin + v * cos - 0.5));
        const [x0, y0] = [x | 0, y | 0];
        const [fx, fy] = [x - x0, y - y0];
        const at = (y0 * across + x0) * 3;
        const below = at + across * 3;
        const [a, b, c, d] = [(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy];
        red += a * data[at]! + b * data[at + 3]! + c * data[below]! + d * data[below + 3]!;
        green += a * data[at + 1]! + b * data[at + 4]! + c * data[below + 1]! + d * data[below + 4]!;
        blue += a * data[at + 2]! + b * data[at + 5]! + c * data[below + 2]! + d * data[below + 5]!;
      }
      const [place, plane, share] = [row * stride + column, height * stride, 127.5 * samples * samples];
      into[place] = blue / share - 1;
      into[plane + place] = green / share - 1;
      into[2 * plane + place] = red / share - 1;
    }
  }
}
