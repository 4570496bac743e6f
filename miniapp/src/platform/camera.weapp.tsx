import { forwardRef, useImperativeHandle } from 'react';
import Taro from '@tarojs/taro';
import { Camera } from '@tarojs/components';
import type { CameraComponent } from './types';

/** 拍摄方式 of this camera. */
export const captureMethod = 'in_app_camera';

/** WeChat's camera, never the album. */
export const CameraView: CameraComponent = forwardRef(({ torch, onReady, onFail }, handle) => {
  useImperativeHandle(handle, () => ({
    take: () =>
      new Promise((resolve, reject) => {
        Taro.createCameraContext().takePhoto({
          quality: 'original',
          success: ({ tempImagePath }) => resolve(tempImagePath),
          fail: () => reject(new Error('没有拍成，请再按一次快门。')),
        });
      }),
  }));
  return (
    <Camera
      className="camera__stream"
      mode="normal"
      resolution="high"
      devicePosition="back"
      flash={torch ? 'torch' : 'off'}
      onInitDone={onReady}
      onError={() => onFail('没有相机权限。请点右上角“…”→“设置”，打开摄像头后再回来。')}
    />
  );
});
CameraView.displayName = 'CameraView';
