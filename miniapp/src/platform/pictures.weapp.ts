import Taro from '@tarojs/taro';
import { compressedBy } from './compression';
import { keepPicture, sizeOf } from './kept-files';
import type { CompressedPicture, CompressLimits } from './types';

export { dropPicture, keepPicture } from './kept-files';

/** Compresses by WeChat's own encoder and keeps the result. */
export async function compressPicture(
  picture: string,
  name: string,
  limits: CompressLimits,
): Promise<CompressedPicture> {
  const { width, height } = await Taro.getImageInfo({ src: picture });
  const compressed = await compressedBy(limits, Math.max(width, height), async ({ longSide, quality }) => {
    const size = width >= height ? { compressedWidth: longSide } : { compressedHeight: longSide };
    const { tempFilePath } = await Taro.compressImage({ src: picture, quality, ...size });
    return { made: tempFilePath, bytes: await sizeOf(tempFilePath) };
  });
  const kept = await keepPicture(compressed, name);
  return { picture: kept, bytes: await sizeOf(kept) };
}
