import { useEffect, useState } from 'react';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { ActionButton } from '@/components/action-button';
import { say } from '@/platform';
import { back } from '@/routes';
import { useStore } from '@/store';
import { captureContext, refreshPosition } from '../capture-context';
import { isBad, openSlots, type Slot } from '../slot-state';
import { enqueue, lastArrival, uploadsOf } from '../upload-queue';
import { dealNow, inTransit, useDeal } from '../use-deal';
import { Shooting } from './shooting';
import { CameraWaiting, useMayShoot } from './waiting';
import './index.css';

/** 拍照: one photo after another; each is safe on the phone before the next begins, and uploads behind it. */
export default function CameraPage() {
  const { id = '', slot: first = '', imageId, captureId } = useRouter().params;
  const { allowed, ask } = useMayShoot();
  const { deal, uploads, error, reload } = useDeal(id);
  const arrival = useStore(lastArrival);
  const [current, setCurrent] = useState<string | undefined>(first);
  const [skipped, setSkipped] = useState<string[]>([]);
  const [shots, setShots] = useState(0);
  useEffect(refreshPosition, []);
  useEffect(() => {
    if (arrival?.of === id && arrival.image.state === 'rejected')
      say(`“${arrival.slotTitle}”需重拍：${arrival.image.problems[0]?.sentence ?? ''}`);
  }, [arrival, id]);

  if (!deal || !allowed)
    return <CameraWaiting allowed={allowed} error={error} onAsk={ask} onReload={() => void reload()} />;
  const slot = deal.slots.find(({ code }) => code === current);
  if (!slot) return <Done />;

  const isFirst = slot.code === first && shots === 0;
  async function use(picture: string, { code, title, budgetBytes, longSide, max, images }: Slot) {
    const taken = new Set(uploads.map((capture) => capture.replaces));
    const bad = images.find((image) => isBad(image) && !taken.has(image.id));
    const replaces = isFirst && imageId ? imageId : max > 1 ? bad?.id : undefined;
    const retakes = isFirst ? captureId : undefined;
    await enqueue({
      transactionId: id,
      slot: code,
      slotTitle: title,
      limits: { budgetBytes, longSide },
      picture,
      capture: captureContext(dealNow(id, uploadsOf(id)) ?? { captureNonce: null }),
      ...(replaces ? { replaces } : {}),
      ...(retakes ? { retakes } : {}),
    });
    setShots((count) => count + 1);
    goOn(code, skipped);
  }
  /** The place never changes under the agent's hand: only after a photo, or when it is skipped. */
  function goOn(from: string, without: string[]) {
    const onPhone = uploadsOf(id);
    const known = dealNow(id, onPhone);
    if (!known) return;
    const open = openSlots(known, inTransit(onPhone)).filter(({ code }) => !without.includes(code));
    setCurrent(nextAfter(from, known.slots, open)?.code);
  }
  return (
    <Shooting
      key={`${slot.code}/${shots}`}
      turn={`${slot.code}/${shots}`}
      slot={slot}
      left={openSlots(deal, uploads).filter(({ code }) => !skipped.includes(code)).length}
      onUse={(picture) => use(picture, slot)}
      onSkip={() => {
        const without = [...skipped, slot.code];
        setSkipped(without);
        goOn(slot.code, without);
      }}
    />
  );
}

/** The same place where it needs another photo, else the next one down the list, and from its end back to the top. */
function nextAfter(from: string, slots: Slot[], open: Slot[]): Slot | undefined {
  const at = slots.findIndex(({ code }) => code === from);
  const place = ({ code }: Slot) => slots.findIndex((slot) => slot.code === code);
  return open.find((slot) => place(slot) >= at) ?? open[0];
}

/** Everything is taken; the uploads may still be going on. */
function Done() {
  return (
    <View className="camera camera--words">
      <View className="camera__done">
        <View className="camera__done-title">照片已拍完</View>
        <View className="camera__done-text">照片正在后台上传，请回到清单查看结果并提交。</View>
        <ActionButton text="回到拍照清单" onTap={back} />
      </View>
    </View>
  );
}
