import sharp from 'sharp';
import { addTemporary, NativeFailure, readFile, type Phone } from './phone';
import type { Platform } from './platform';

/** Takes a photo of what the phone's camera sees. @returns its temporary path */
export function takePhoto(phone: Phone, platform: Platform): string {
  if (!phone.camera) throw new NativeFailure('the camera sees nothing: give it a picture');
  return addTemporary(phone, platform, phone.camera);
}

/** Width, height and type of a picture as it is shown, its EXIF orientation applied. */
export async function imageInfo(phone: Phone, file: unknown) {
  const { autoOrient, format } = await decoded(readFile(phone, file)).metadata();
  return { width: autoOrient.width, height: autoOrient.height, type: format, path: String(file), orientation: 'up' };
}

/** Makes a smaller JPEG, as the host's encoder does. Sizes in pixels, quality 0…100. @returns its temporary path */
export async function compressImage(
  phone: Phone,
  platform: Platform,
  file: unknown,
  { width, height, quality }: { width?: unknown; height?: unknown; quality: number },
): Promise<string> {
  const size = { width: pixels(width), height: pixels(height), fit: 'inside', withoutEnlargement: true } as const;
  const source = decoded(readFile(phone, file)).autoOrient();
  const resized = size.width || size.height ? source.resize(size) : source;
  return addTemporary(phone, platform, await resized.jpeg({ quality: Math.max(1, quality) }).toBuffer());
}

function decoded(bytes: Uint8Array) {
  try {
    return sharp(bytes);
  } catch {
    throw new NativeFailure('the file is no picture');
  }
}

const pixels = (value: unknown) => (typeof value === 'number' && value > 0 ? Math.round(value) : undefined);
