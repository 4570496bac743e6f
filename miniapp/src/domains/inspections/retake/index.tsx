import { useEffect } from 'react';
import { useRouter } from '@tarojs/taro';
import { call } from '@/api';
import { captureContext, refreshPosition } from '@/domains/transactions/capture-context';
import { Shooting } from '@/domains/transactions/camera/shooting';
import { CameraWaiting, useMayShoot } from '@/domains/transactions/camera/waiting';
import { enqueue } from '@/domains/transactions/upload-queue';
import { back } from '@/routes';
import { useAnswer } from '@/use-answer';
import { adviceOf, isAnyMissing } from '../problem-view';
import '@/domains/transactions/camera/index.css';

/** 重拍: one photo for the correction of a finding; it is safe on the phone before the page goes back, and uploads behind it. */
export default function Retake() {
  const { id = '', slot: code = '', captureId } = useRouter().params;
  const { allowed, ask } = useMayShoot();
  const { data, error, reload } = useAnswer(() => fetchPlace(id, code), [id, code]);
  useEffect(refreshPosition, []);
  if (!data || !allowed)
    return <CameraWaiting allowed={allowed} error={error} onAsk={ask} onReload={() => void reload()} />;

  const { transactionId, slot } = data;
  async function use(picture: string) {
    await enqueue({
      transactionId,
      problemId: id,
      slot: slot.code,
      slotTitle: slot.title,
      limits: { budgetBytes: slot.budgetBytes, longSide: slot.longSide },
      picture,
      capture: captureContext({ captureNonce: null }),
      ...(captureId ? { retakes: captureId } : {}),
    });
    back();
  }
  return <Shooting turn={code} slot={slot} onUse={use} onSkip={back} />;
}

/** How a photo is framed and made small where the deal's own list may not be read: by a manager of the agent's company. */
const usual = { aspect: 1.4, budgetBytes: 300_000, longSide: 2000 };

/** The place of the photo list that is taken, with the finding's advice as its hint. */
async function fetchPlace(id: string, code: string) {
  const { transactionId, items } = await call('GET /problems/:id', { params: { id } });
  const item = items.find(({ slot }) => slot === code) ?? items.find(isAnyMissing);
  if (!item) throw new Error('这张问题单不需要这种照片，请返回查看。');
  const deal = await call('GET /transactions/:id', { params: { id: transactionId } }).catch(() => undefined);
  const place = deal?.slots.find((slot) => slot.code === code);
  const { aspect, budgetBytes, longSide } = place ?? usual;
  const hint = `${adviceOf(item)}${item.note ? `核查员说明：${item.note}` : ''}`;
  const slot = { code, title: place?.title ?? item.title, hint, aspect, budgetBytes, longSide };
  return { transactionId, slot };
}
