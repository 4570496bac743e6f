import { fitsAsIs, lightEnough, qualities, sizeWithin, type AcceptedType } from './picture-size';

export interface ReadyPicture {
  blob: Blob;
  contentType: AcceptedType;
}

/** A file that no picture can be made of; `message` is ready to show. */
export class UnreadablePicture extends Error {
  override name = 'UnreadablePicture';
}

/**
 * Makes a picture fit to be handed in: at most 2,000 pixels and about 1 MB, upright as the camera meant it.
 * @throws UnreadablePicture where the browser cannot read the file
 */
export async function preparePicture(file: Blob): Promise<ReadyPicture> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => {
    throw new UnreadablePicture('这个文件打不开，可能不是照片或已损坏。请另存为 JPG 后再选。');
  });
  try {
    const { width, height } = bitmap;
    if (fitsAsIs({ type: file.type, bytes: file.size, width, height })) return { blob: file, contentType: file.type as AcceptedType };
    return { blob: await drawnSmaller(bitmap), contentType: 'image/jpeg' };
  } finally {
    bitmap.close();
  }
}

async function drawnSmaller(bitmap: ImageBitmap): Promise<Blob> {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, sizeWithin(bitmap.width, bitmap.height));
  const drawing = canvas.getContext('2d')!;
  // A transparent PNG would turn black as JPEG.
  drawing.fillStyle = '#fff';
  drawing.fillRect(0, 0, canvas.width, canvas.height);
  drawing.imageSmoothingQuality = 'high';
  drawing.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  let smallest: Blob | undefined;
  for (const quality of qualities) {
    smallest = await new Promise<Blob>((resolve, reject) => {
      const fail = () => reject(new UnreadablePicture('照片处理失败，可能太大。请换一张或缩小后再选。'));
      canvas.toBlob((blob) => (blob ? resolve(blob) : fail()), 'image/jpeg', quality);
    });
    if (smallest.size <= lightEnough) break;
  }
  return smallest!;
}
