import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Input, Modal } from 'antd';
import { useState } from 'react';
import { ApiError, call } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { useIdempotencyKey } from '../../components/use-idempotency-key';
import { consequence, erasuresKey, refusalOf } from './erasure';
import styles from './privacy-page.module.css';

const shortestReason = 4;

interface ErasureRequestProps {
  personId: string;
  name: string;
  onClose: () => void;
}

/** 申请删除: the clerk asks with a reason; the security officer decides. */
export function ErasureRequest({ personId, name, onClose }: ErasureRequestProps) {
  const client = useQueryClient();
  const intent = useIdempotencyKey();
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const ask = useMutation({
    mutationFn: () => {
      const body = { reason: reason.trim() };
      return call('POST /persons/:id/erasures', { params: { id: personId }, body, idempotencyKey: intent.keyFor([personId, body]) });
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: erasuresKey });
      void message.success('已提出，等待安全管理员审批');
      onClose();
    },
    onSettled: (_, error) => intent.settle(error),
  });
  const fieldError = ask.error instanceof ApiError ? ask.error.fields.find(({ field }) => field === 'reason')?.message : undefined;
  return (
    <Modal
      open
      title={`申请删除 ${name} 的个人信息`}
      okText="提出申请"
      cancelText="取消"
      okButtonProps={{ danger: true, disabled: reason.trim().length < shortestReason }}
      confirmLoading={ask.isPending}
      onOk={() => ask.mutate()}
      onCancel={onClose}
    >
      <div className={styles.dialog}>
        <p>提出后由安全管理员审批，批准前不会删除任何内容。{consequence}</p>
        <Field label="理由" error={fieldError} hint="例如：本人书面申请，保存期已满">
          <Input.TextArea autoFocus autoSize={{ minRows: 2, maxRows: 4 }} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
        {ask.isError && <AlertLine tone="bad">{refusalOf(ask.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
