import { useRef, useState } from 'react';
import { Image, Text, View } from '@tarojs/components';
import { publicUrl } from '@/api';
import { ActionButton } from '@/components/action-button';
import { CameraView, spoken, tapBack, type CameraHandle } from '@/platform';
import { useAction } from '@/use-action';
import type { Slot } from '../slot-state';

interface Props {
  slot: Pick<Slot, 'code' | 'title' | 'hint' | 'aspect'>;
  /** A new value begins the camera anew. */
  turn: string;
  /** Places that are still open, this one counted; without it this photo is the only one. */
  left?: number;
  onUse(picture: string): Promise<void>;
  onSkip(): void;
}

/** One photo: aim → shutter → look → use it or take it again. */
export function Shooting({ slot, turn, left, onUse, onSkip }: Props) {
  const camera = useRef<CameraHandle>(null);
  const [ready, setReady] = useState(false);
  const [blocked, setBlocked] = useState<string>();
  const [again, setAgain] = useState(0);
  const [torch, setTorch] = useState(false);
  const [sample, setSample] = useState(false);
  const [picture, setPicture] = useState<string>();
  const taking = useAction();
  const keeping = useAction();

  const shoot = () =>
    taking.run(async () => {
      const taken = await camera.current?.take();
      tapBack();
      setPicture(taken);
    });
  function restart() {
    setPicture(undefined);
    setBlocked(undefined);
    setReady(false);
    setAgain(again + 1);
  }
  const head = (
    <View className="camera__head">
      <View className="camera__title">{slot.title}</View>
      <View className="camera__hint">{slot.hint}</View>
    </View>
  );

  if (picture !== undefined) {
    return (
      <View className="camera">
        {head}
        <View className="camera__stage">
          <Image className="camera__still" src={picture} mode="aspectFit" />
        </View>
        <View className="camera__choice">
          {keeping.error && <Text className="camera__error">{keeping.error}</Text>}
          <ActionButton text="用这张" busy={keeping.busy} onTap={() => void keeping.run(() => onUse(picture))} />
          <ActionButton text="重拍这张" kind="plain" onTap={restart} />
        </View>
      </View>
    );
  }
  return (
    <View className="camera">
      {head}
      <View className="camera__stage">
        <CameraView
          ref={camera}
          torch={torch}
          turn={`${turn}/${again}`}
          onReady={() => setReady(true)}
          onFail={setBlocked}
        />
        {!blocked && (
          <View className="camera__outline-place">
            <View className={`camera__outline camera__outline--${outlineOf(slot)}`}>
              <View className="camera__spacer" style={{ paddingTop: `${Math.round(100 / slot.aspect)}%` }} />
            </View>
          </View>
        )}
        {sample && (
          <View className="camera__sample" onClick={() => setSample(false)}>
            <Image className="camera__still" src={publicUrl(`/photo-samples/${slot.code}`)} mode="aspectFit" />
          </View>
        )}
        {blocked && (
          <View className="camera__blocked">
            <Text className="camera__error">{blocked}</Text>
            <ActionButton text="再试一次" kind="plain" onTap={restart} />
          </View>
        )}
      </View>
      <View className="camera__controls">
        <Control text={sample ? '收起示例' : '看示例'} onTap={() => setSample(!sample)} />
        <Control text={torch ? '关灯' : '开灯'} onTap={() => setTorch(!torch)} />
        <View
          className={`camera__shutter${ready && !taking.busy && !blocked ? '' : ' camera__shutter--off'}`}
          {...spoken({ role: 'button', label: '按快门' })}
          onClick={() => ready && !blocked && void shoot()}
        >
          <View className="camera__shutter-face">
            <Text>拍</Text>
          </View>
        </View>
        <Control text={left === undefined ? '先不拍' : '先跳过'} onTap={onSkip} />
        <View className="camera__left">
          <Text>{left === undefined ? '' : `还有${left}项`}</Text>
        </View>
      </View>
      {taking.error && (
        <View className="camera__toast">
          <Text>{taking.error}</Text>
        </View>
      )}
    </View>
  );
}

/** Tall things are held to the height of the screen, wide ones to its width. */
const outlineOf = ({ aspect }: Pick<Slot, 'aspect'>) => (aspect < 0.9 ? 'tall' : 'wide');

function Control({ text, onTap }: { text: string; onTap(): void }) {
  return (
    <View className="camera__control" {...spoken({ role: 'button', label: text })} onClick={onTap}>
      <Text>{text}</Text>
    </View>
  );
}
