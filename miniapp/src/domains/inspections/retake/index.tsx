import { useEffect } from 'react';
import { useRouter } from '@tarojs/taro';
import { captureContext, refreshPosition } from '@/domains/transactions/capture-context';
import { Shooting } from '@/domains/transactions/camera/shooting';
import { CameraWaiting, useMayShoot } from '@/domains/transactions/camera/waiting';
import { enqueue } from '@/domains/transactions/upload-queue';
import { useDeal } from '@/domains/transactions/use-deal';
import { back } from '@/routes';
import { adviceOf, itemTaking } from '../problem-view';
import { useProblem } from '../use-problem';
import '@/domains/transactions/camera/index.css';

/** How a photo is framed and made small where the deal's own list may not be read: by a manager of the agent's company. */
const usual = { aspect: 1.4, budgetBytes: 300_000, longSide: 2000 };

/** 重拍: one photo for the correction of a finding; it is safe on the phone before the page goes back, and uploads behind it. */
export default function Retake() {
  const { id = '', deal: transactionId = '', slot: code = '', captureId } = useRouter().params;
  const { allowed, ask } = useMayShoot();
  const { problem, error, reload } = useProblem(id);
  const { deal } = useDeal(transactionId);
  useEffect(refreshPosition, []);
  const item = problem && itemTaking(code, problem);
  const useless = problem && !item ? '这张问题单不需要这种照片，请返回查看。' : undefined;
  if (!item || !allowed)
    return <CameraWaiting allowed={allowed} error={useless ?? error} onAsk={ask} onReload={() => void reload()} />;

  const place = deal?.slots.find((slot) => slot.code === code);
  const { aspect, budgetBytes, longSide } = place ?? usual;
  const title = place?.title ?? item.title;
  const hint = `${adviceOf(item)}${item.note ? `核查员说明：${item.note}` : ''}`;
  async function use(picture: string) {
    await enqueue({
      transactionId,
      problemId: id,
      slot: code,
      slotTitle: title,
      limits: { budgetBytes, longSide },
      picture,
      capture: captureContext({ captureNonce: null }),
      ...(captureId ? { retakes: captureId } : {}),
    });
    back();
  }
  return <Shooting turn={code} slot={{ code, title, hint, aspect }} onUse={use} onSkip={back} />;
}
