import Taro from '@tarojs/taro';
import { mayUseCamera } from './privacy.weapp';

/**
 * A picture of a paper, by the camera or from the album. Undefined where the user turns back.
 * @throws with a sentence where WeChat gives none
 */
export async function takePaper(): Promise<string | undefined> {
  if (!(await mayUseCamera())) throw new Error('没有得到您的同意，不能取照片。请再点一次并同意微信的隐私提示。');
  try {
    const { tempFiles } = await Taro.chooseMedia({ count: 1, mediaType: ['image'], sourceType: ['camera', 'album'] });
    return tempFiles[0]?.tempFilePath;
  } catch (reason) {
    if (/cancel/.test((reason as { errMsg?: string })?.errMsg ?? '')) return undefined;
    throw new Error('没有取到照片。请点右上角“…”→“设置”，允许使用摄像头和相册后再试。', { cause: reason });
  }
}
