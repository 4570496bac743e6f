import { forwardRef, useEffect, useImperativeHandle } from 'react';
import { Camera, View } from '@tarojs/components';
import type { CameraComponent } from './types';

interface AlipayCamera {
  takePhoto(options: { quality: 'high'; success(photo: { tempImagePath: string }): void; fail(): void }): void;
}

/** The typings leave it out; clients before 10.1.96 do not have it. */
const contextOf = (my as unknown as { createCameraContext?(id: string): AlipayCamera }).createCameraContext;

/** 拍摄方式 of this client's camera. */
export const captureMethod = contextOf ? 'in_app_camera' : 'system_camera';

/** Alipay's camera component, or the system's camera in old clients; never the album. */
export const CameraView: CameraComponent = forwardRef(({ torch, onReady, onFail }, handle) => {
  useEffect(() => {
    if (!contextOf) onReady();
    // Once, when the page opens.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  useImperativeHandle(handle, () => ({ take: contextOf ? () => takeInPage(contextOf) : takeBySystem }));
  if (!contextOf) return <View className="camera__stream" />;
  return (
    <Camera
      id="camera"
      className="camera__stream"
      devicePosition="back"
      outputDimension="max"
      flash={torch ? 'torch' : 'off'}
      onReady={onReady}
      onError={() => onFail('没有相机权限。请在手机设置中允许支付宝使用相机后再回来。')}
    />
  );
});
CameraView.displayName = 'CameraView';

function takeInPage(camera: (id: string) => AlipayCamera): Promise<string> {
  return new Promise((resolve, reject) => {
    camera('camera').takePhoto({
      quality: 'high',
      success: ({ tempImagePath }) => resolve(tempImagePath),
      fail: () => reject(new Error('没有拍成，请再按一次快门。')),
    });
  });
}

async function takeBySystem(): Promise<string> {
  const { apFilePaths, tempFilePaths } = (await my.chooseImage({ count: 1, sourceType: ['camera'] })) as {
    apFilePaths?: string[];
    tempFilePaths?: string[];
  };
  const path = (apFilePaths ?? tempFilePaths)?.[0];
  if (!path) throw new Error('没有拍成，请再按一次快门。');
  return path;
}
