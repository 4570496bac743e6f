import { compressedBy } from './compression';
import { keepPicture, sizeOf } from './kept-files';
import type { CompressedPicture, CompressLimits } from './types';

export { dropPicture, keepPicture } from './kept-files';

/** Alipay knows levels, not qualities: 0 low, 1 medium, 2 high. */
const levelOf = (quality: number) => (quality > 80 ? 2 : quality > 60 ? 1 : 0);

/** Compresses by Alipay's own encoder and keeps the result. */
export async function compressPicture(
  picture: string,
  name: string,
  limits: CompressLimits,
): Promise<CompressedPicture> {
  const { width, height } = await my.getImageInfo({ src: picture });
  const compressed = await compressedBy(limits, Math.max(width, height), async ({ longSide, quality }) => {
    const { apFilePaths } = await my.compressImage({
      apFilePaths: [picture],
      compressLevel: levelOf(quality),
      maxWidth: longSide,
      maxHeight: longSide,
    });
    const path = apFilePaths[0]!;
    return { made: path, bytes: await sizeOf(path) };
  });
  const kept = await keepPicture(compressed, name);
  return { picture: kept, bytes: await sizeOf(kept) };
}
