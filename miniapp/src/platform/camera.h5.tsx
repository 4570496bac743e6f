import { forwardRef, useEffect, useImperativeHandle, useRef } from 'react';
import type { CameraComponent } from './types';

const asked = { facingMode: { ideal: 'environment' }, width: { ideal: 4096 }, height: { ideal: 3072 } };

/** 拍摄方式 of this camera. */
export const captureMethod = 'in_app_camera';

/** The browser's rear camera; the still is drawn from the stream at its full resolution. */
export const CameraView: CameraComponent = forwardRef(({ torch, turn, onReady, onFail }, handle) => {
  const video = useRef<HTMLVideoElement>(null);
  const stream = useRef<MediaStream>();
  const told = useRef({ onReady, onFail });
  told.current = { onReady, onFail };

  useEffect(() => {
    let left = false;
    const begin = async () => {
      const opened = await navigator.mediaDevices.getUserMedia({ video: asked, audio: false });
      if (left || !video.current) return opened.getTracks().forEach((track) => track.stop());
      stream.current = opened;
      video.current.srcObject = opened;
      await video.current.play();
      if (!left) told.current.onReady();
    };
    begin().catch((reason: unknown) => {
      if (left) return;
      const denied = reason instanceof DOMException && reason.name === 'NotAllowedError';
      told.current.onFail(
        denied
          ? '没有相机权限。请在浏览器地址栏左侧允许使用摄像头，再点“再试一次”。'
          : '没有找到可用的相机，请检查后再点“再试一次”。',
      );
    });
    return () => {
      left = true;
      stream.current?.getTracks().forEach((track) => track.stop());
      stream.current = undefined;
    };
  }, [turn]);

  useEffect(() => {
    const track = stream.current?.getVideoTracks()[0];
    const light = { advanced: [{ torch }] } as unknown as MediaTrackConstraints;
    track?.applyConstraints(light).catch(() => undefined);
  }, [torch]);

  useImperativeHandle(handle, () => ({
    async take() {
      const seen = video.current;
      if (!seen || seen.videoWidth === 0) throw new Error('相机还没有准备好，请稍候再按。');
      const canvas = document.createElement('canvas');
      canvas.width = seen.videoWidth;
      canvas.height = seen.videoHeight;
      canvas.getContext('2d')!.drawImage(seen, 0, 0);
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.95));
      if (!blob) throw new Error('没有拍成，请再按一次快门。');
      return URL.createObjectURL(blob);
    },
  }));
  return <video ref={video} className="camera__stream" playsInline muted autoPlay />;
});
CameraView.displayName = 'CameraView';
