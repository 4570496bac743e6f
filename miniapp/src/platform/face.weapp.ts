import Taro from '@tarojs/taro';

/** WeChat cannot open Alipay's face page: it is handed over by QR or link. */
export const opensFace = () => false;

export function openFace(): Promise<string> {
  return Promise.reject(new Error('微信内不能直接做支付宝人脸核验，请用支付宝扫码。'));
}

/** Copies the link, since WeChat opens no other app, and says what to do with it. */
export async function handOverFace(faceUrl: string): Promise<void> {
  await Taro.setClipboardData({ data: faceUrl });
  await Taro.showModal({
    title: '链接已复制',
    content: '请打开支付宝或手机浏览器，粘贴链接完成人脸核验，再回到这里。',
    showCancel: false,
    confirmText: '知道了',
  });
}
