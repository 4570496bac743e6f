import Taro from '@tarojs/taro';
import { downloaded } from './downloads';

/**
 * Puts a public picture into the phone's album.
 * @returns false where the user turned back
 * @throws with a sentence where it does not come down, or WeChat may not write into the album
 */
export async function saveToAlbum(url: string, _name: string): Promise<boolean> {
  const filePath = await downloaded(url);
  try {
    await Taro.saveImageToPhotosAlbum({ filePath });
    return true;
  } catch (reason) {
    if (/cancel/.test((reason as { errMsg?: string })?.errMsg ?? '')) return false;
    throw new Error('没有存进相册。请点右上角“…”→“设置”，允许保存到相册后再试；也可以点“看长图”，长按保存。', { cause: reason });
  }
}
