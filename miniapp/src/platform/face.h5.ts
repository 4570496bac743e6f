import { host } from './host.h5';

/** The preview of Alipay opens the face page over the app; the preview of WeChat hands over as WeChat does. */
export const opensFace = () => host() === 'alipay';

/** Shows the face page full-screen until it reports its result; closing it counts as cancelled (6001). */
export function openFace({ faceUrl }: { faceUrl: string; certifyId: string }): Promise<string> {
  return new Promise((resolve) => {
    const layer = document.createElement('div');
    layer.className = 'face-layer';
    const close = document.createElement('button');
    close.className = 'face-layer__close';
    close.textContent = '关闭人脸核验';
    const frame = document.createElement('iframe');
    frame.className = 'face-layer__frame';
    frame.src = faceUrl;
    frame.title = '支付宝人脸核验';
    frame.allow = 'camera';
    layer.append(close, frame);
    document.body.append(layer);

    const end = (resultStatus: string) => {
      window.removeEventListener('message', onMessage);
      layer.remove();
      resolve(resultStatus);
    };
    const origin = new URL(faceUrl).origin;
    const onMessage = ({ data, origin: from }: MessageEvent<{ source?: string; resultStatus?: string }>) => {
      if (from === origin && data?.source === 'alipay-simulator' && data.resultStatus) end(data.resultStatus);
    };
    window.addEventListener('message', onMessage);
    close.addEventListener('click', () => end('6001'));
  });
}

/** Opens the face page beside the app, as Alipay would on the phone. */
export function handOverFace(faceUrl: string): Promise<void> {
  window.open(faceUrl, '_blank');
  return Promise.resolve();
}
