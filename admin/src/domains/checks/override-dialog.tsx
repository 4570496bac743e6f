import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { ApiError, call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { useIdempotencyKey } from '../../components/use-idempotency-key';
import type { RuleResult } from './check';
import styles from './check-panel.module.css';
import { dealCheckKey } from './queries';

const usualReasons = ['已与原件核对，原件一致，系统读错', '当事人已出示其他证明，已核对', '车管所系统已核实'];

interface OverrideDialogProps {
  transactionId: string;
  result: RuleResult;
  onClose: () => void;
}

/** 放行: why the operator lets the deal through in spite of a rule; it is counted and stands in the deal's history. */
export function OverrideDialog({ transactionId, result: { rule, title, sentence }, onClose }: OverrideDialogProps) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const intent = useIdempotencyKey();
  const [reason, setReason] = useState('');
  const override = useMutation({
    mutationFn: (body: { rule: typeof rule; reason: string }) =>
      call('POST /transactions/:id/check-overrides', { params: { id: transactionId }, body, idempotencyKey: intent.keyFor([transactionId, body]) }),
    onSuccess: (check) => {
      client.setQueryData(dealCheckKey(transactionId), check);
      void message.success(`已放行 ${rule} ${title}。`);
      onClose();
    },
    onSettled: (_, error) => {
      intent.settle(error);
      void client.invalidateQueries({ queryKey: ['transaction', transactionId] });
    },
  });
  const isEmpty = reason.trim() === '';
  const send = () => {
    if (!isEmpty && !override.isPending) override.mutate({ rule, reason: reason.trim() });
  };
  return (
    <Modal
      open
      title={`放行 ${rule} ${title}`}
      okText="确认放行"
      cancelText="取消"
      okButtonProps={{ disabled: isEmpty }}
      confirmLoading={override.isPending}
      onOk={send}
      onCancel={onClose}
    >
      <div className={styles.dialog}>
        <p>{sentence}</p>
        <Field
          label="放行理由"
          hint="写明核对了什么；您的姓名和理由记入交易经过，计入放行统计"
          error={override.error instanceof ApiError ? override.error.fields.find(({ field }) => field === 'reason')?.message : undefined}
        >
          <Input autoFocus maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} onPressEnter={send} />
        </Field>
        <p className={styles.reasons}>
          {usualReasons.map((usual) => (
            <Button key={usual} size="small" onClick={() => setReason(usual)}>
              {usual}
            </Button>
          ))}
        </p>
        {override.isError && <AlertLine tone="bad">没有放行：{sentenceOf(override.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
