import { paymentProviders } from '@yongche/contract/vocabulary';
import { Button, Input, Modal, Segmented } from 'antd';
import { useState } from 'react';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { yuanOf } from '../../components/money';
import { MoneyInput } from '../../components/money-input';
import { useAct } from '../../components/use-act';
import { problemOf } from '../identity/sentence';
import { type OrderFile, paymentsKey } from './payment';
import { refundableFen } from './payment-wording';
import styles from './payments.module.css';

const usualReasons = ['重复缴费', '付款单位有误', '账单更正'];

/** 申请退款, of all that is left or of a part; nothing moves before another person has agreed. */
export function RefundDialog({ order, onClose }: { order: OrderFile; onClose: () => void }) {
  const { id, payerName, provider } = order;
  const most = refundableFen(order);
  const [isWhole, setWhole] = useState(true);
  const [part, setPart] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  const fen = isWhole ? most : part;
  const request = useAct({
    about: id,
    send: (body: { fen: number; reason: string }, idempotencyKey) => call('POST /payment-orders/:id/refunds', { params: { id }, body, idempotencyKey }),
    renews: [[paymentsKey]],
    done: '已申请，等另一人复核后退款。',
    onDone: onClose,
  });
  const isTooMuch = fen !== null && fen > most;
  const isComplete = fen !== null && fen > 0 && !isTooMuch && reason.trim() !== '';
  return (
    <Modal
      open
      title={`申请退款　${payerName}`}
      okText="申请"
      cancelText="取消"
      okButtonProps={{ disabled: !isComplete }}
      confirmLoading={request.isPending}
      onOk={() => isComplete && request.mutate({ fen, reason: reason.trim() })}
      onCancel={onClose}
    >
      <div className={styles.form}>
        <Field label="退多少">
          <Segmented
            block
            value={isWhole ? 'whole' : 'part'}
            options={[
              { value: 'whole', label: `全部 ${yuanOf(most)}` },
              { value: 'part', label: '一部分' },
            ]}
            onChange={(next) => setWhole(next === 'whole')}
          />
        </Field>
        {!isWhole && (
          <Field label="金额" hint={`最多 ${yuanOf(most)}`} error={isTooMuch ? `超过可退的 ${yuanOf(most)}` : problemOf(request.error, 'fen')}>
            <MoneyInput autoFocus value={part} onChange={setPart} />
          </Field>
        )}
        <Field label="原因" hint="复核人会看到，并记入审计日志" error={problemOf(request.error, 'reason')}>
          <Input maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
        <p className={styles.acts}>
          {usualReasons.map((usual) => (
            <Button key={usual} size="small" onClick={() => setReason(usual)}>
              {usual}
            </Button>
          ))}
        </p>
        <AlertLine tone="info">另一人复核同意后，由{paymentProviders[provider]}原路退回付款人。</AlertLine>
        {request.isError && <AlertLine tone="bad">没有申请：{sentenceOf(request.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
