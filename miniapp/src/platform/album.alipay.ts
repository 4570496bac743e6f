import { downloaded } from './downloads';

/**
 * Puts a public picture into the phone's album; Alipay asks for the permission by itself.
 * @returns true: Alipay does not tell a user who turned back from one who refused
 * @throws with a sentence where it does not come down, or Alipay may not write into the album
 */
export async function saveToAlbum(url: string, _name: string): Promise<boolean> {
  const filePath = await downloaded(url);
  try {
    await my.saveImageToPhotosAlbum({ filePath, hideToast: true });
    return true;
  } catch (reason) {
    throw new Error('没有存进相册。请在手机设置中允许支付宝使用照片后再试；也可以点“看长图”，长按保存。', { cause: reason });
  }
}
