import { host } from './host.h5';
import { showLayer } from './layer.h5';

/** The preview of Alipay opens the face page over the app; the preview of WeChat hands over as WeChat does. */
export const opensFace = () => host() === 'alipay';

/** Shows the face page full-screen until it reports its result; closing it counts as cancelled (6001). */
export async function openFace({ faceUrl }: { faceUrl: string; certifyId: string }): Promise<string> {
  const resultOf = (data: unknown) => {
    const { source, resultStatus } = (data ?? {}) as { source?: string; resultStatus?: string };
    return source === 'alipay-simulator' ? resultStatus : undefined;
  };
  return (await showLayer({ url: faceUrl, title: '支付宝人脸核验', close: '关闭人脸核验', resultOf })) ?? '6001';
}

/** Opens the face page beside the app, as Alipay would on the phone. */
export function handOverFace(faceUrl: string): Promise<void> {
  window.open(faceUrl, '_blank');
  return Promise.resolve();
}
