import { paymentProviders } from '@yongche/contract/vocabulary';
import { App, Button } from 'antd';
import { useState } from 'react';
import { call } from '../../api';
import { yuanOf } from '../../components/money';
import { ReasonDialog } from '../../components/reason-dialog';
import { useAct } from '../../components/use-act';
import { paymentsKey, type Refund } from './payment';
import { refundHandsOff } from './payment-wording';
import styles from './payments.module.css';
import { useMay } from './rights';

const renews = [[paymentsKey]];

/** What the second person does with a refund, and what finance does with one that failed; who asked is told why he cannot. */
export function RefundActs({ refund }: { refund: Refund }) {
  const { id, fen, payerName, provider, state, may } = refund;
  const mayUsually = useMay()('POST /refunds/:id/approval');
  const { modal } = App.useApp();
  const [isRefusing, setRefusing] = useState(false);
  const approve = useAct({
    about: id,
    send: (_: void, idempotencyKey) => call('POST /refunds/:id/approval', { params: { id }, idempotencyKey }),
    renews,
    done: '已同意，正由支付平台原路退回。',
    failed: '没有同意',
  });
  const retry = useAct({
    about: id,
    send: (_: void, idempotencyKey) => call('POST /refunds/:id/retry', { params: { id }, idempotencyKey }),
    renews,
    done: '已重新发起。',
    failed: '没有重新发起',
  });
  const ask = (title: string, content: string, okText: string, act: typeof approve) =>
    void modal.confirm({ title, content, okText, cancelText: '再看看', onOk: () => act.mutateAsync().catch(() => undefined) });
  const why = mayUsually ? refundHandsOff(refund) : undefined;
  if (why) return <p className={styles.soft}>{why}</p>;
  if (!may.decide && !may.retry) return null;
  return (
    <p className={styles.acts}>
      {may.decide && (
        <>
          <Button onClick={() => setRefusing(true)}>不同意…</Button>
          <Button
            type="primary"
            loading={approve.isPending}
            onClick={() => ask(`同意退款 ${yuanOf(fen)}`, `同意后由${paymentProviders[provider]}原路退给${payerName}，不能撤回。退掉的部分重新成为欠款，除非它是多付的。`, '同意退款', approve)}
          >
            同意退款…
          </Button>
        </>
      )}
      {state === 'failed' && may.retry && (
        <Button
          type="primary"
          loading={retry.isPending}
          onClick={() => ask(`重新发起退款 ${yuanOf(fen)}`, '先向支付平台查询上一次的结果，确认没有退出去再重新发起。复核仍然有效。', '重新发起', retry)}
        >
          重新发起…
        </Button>
      )}
      {isRefusing && <RefusalDialog refund={refund} onClose={() => setRefusing(false)} />}
    </p>
  );
}

function RefusalDialog({ refund: { id, fen, payerName }, onClose }: { refund: Refund; onClose: () => void }) {
  const refuse = useAct({
    about: id,
    send: (body: { reason: string }, idempotencyKey) => call('POST /refunds/:id/refusal', { params: { id }, body, idempotencyKey }),
    renews,
    done: '已退回申请。',
    onDone: onClose,
  });
  return (
    <ReasonDialog
      title={`不同意退款 ${yuanOf(fen)}`}
      okText="不同意"
      label="原因"
      hint="申请人会看到，并记入审计日志"
      usualReasons={['没有多收', '金额有误，请重新申请', '须先经会议决定']}
      sending={refuse}
      failed="没有退回"
      onSend={(reason) => refuse.mutate({ reason })}
      onClose={onClose}
    >
      <p>{payerName}的这笔款不退，需要时可以重新申请。</p>
    </ReasonDialog>
  );
}
