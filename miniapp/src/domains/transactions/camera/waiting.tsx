import { useEffect, useState } from 'react';
import { View } from '@tarojs/components';
import { Failure, Loading } from '@/components/notes';
import { mayUseCamera } from '@/platform';

/** Whether the user lets us use the camera, undefined until that is known; `ask` asks once more. */
export function useMayShoot(): { allowed: boolean | undefined; ask(): void } {
  const [allowed, setAllowed] = useState<boolean>();
  const ask = () => void mayUseCamera().then(setAllowed);
  useEffect(ask, []);
  return { allowed, ask };
}

interface Props {
  allowed: boolean | undefined;
  /** Why what is to be photographed could not be read. */
  error: string | undefined;
  onAsk(): void;
  onReload(): void;
}

/** The camera's page before there is a camera: it waits, or says why there is none. */
export function CameraWaiting({ allowed, error, onAsk, onReload }: Props) {
  return (
    <View className="camera camera--words">
      {allowed === false ? (
        <Failure
          sentence="没有您的同意不能打开相机。请同意微信的隐私提示后再拍照，或到市场柜台办理。"
          onRetry={onAsk}
        />
      ) : error ? (
        <Failure sentence={error} onRetry={onReload} />
      ) : (
        <Loading />
      )}
    </View>
  );
}
