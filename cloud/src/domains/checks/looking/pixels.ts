import type { Colour, Grey } from '@yongche/contract/standards/looking/picture';
import sharp from 'sharp';

sharp.concurrency(1);

/** More pixels are never unpacked: what is larger was no phone's picture, or is a bomb. */
export const maxPixels = 50_000_000;

const open = (picture: Buffer) =>
  sharp(picture, { limitInputPixels: maxPixels, failOn: 'truncated', pages: 1 }).rotate().flatten({ background: '#fff' }).toColourspace('srgb').timeout({ seconds: 5 });

/** The picture in colour, at most so large. Rejects where sharp cannot read it. */
export async function colourOf(picture: Buffer, longSide: number): Promise<Colour> {
  const { data, info } = await open(picture).resize(longSide, longSide, { fit: 'inside', withoutEnlargement: true }).raw().toBuffer({ resolveWithObject: true });
  return info.channels === 3 ? { data, width: info.width, height: info.height } : { ...tripled(data, info.channels), width: info.width, height: info.height };
}

/** A grey picture has one channel, and a grey one with transparency two. */
function tripled(data: Uint8Array, channels: number): { data: Uint8Array } {
  const three = new Uint8Array((data.length / channels) * 3);
  for (let at = 0; at < three.length; at++) three[at] = data[Math.floor(at / 3) * channels]!;
  return { data: three };
}

/** The picture with every pixel as it came, by its green channel: what shrinking would wipe out is looked for here. */
export async function nativeGreyOf(picture: Buffer): Promise<Grey> {
  const { data, info } = await open(picture).extractChannel(1).raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** The pixels as sharp takes them. */
export const raw = ({ data, width, height }: Colour) => sharp(data, { raw: { width, height, channels: 3 } });

/** The same picture, smaller. */
export async function shrunk(colour: Colour, longSide: number): Promise<Colour> {
  const { data, info } = await raw(colour).resize(longSide, longSide, { fit: 'inside', withoutEnlargement: true }).raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Each pixel the mean of 5 × 5: print and grain fade, and what is larger stays. */
export async function smoothed(colour: Colour): Promise<Colour> {
  return { ...colour, data: await raw(colour).convolve({ width: 5, height: 5, kernel: Array<number>(25).fill(1) }).raw().toBuffer() };
}
