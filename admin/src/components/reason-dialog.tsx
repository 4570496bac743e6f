import { Button, Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { ApiError, sentenceOf } from '../api';
import { AlertLine } from './alert-line';
import { Field } from './field';
import styles from './reason-dialog.module.css';

interface ReasonDialogProps {
  title: string;
  okText: string;
  label: string;
  hint: string;
  usualReasons: string[];
  /** Characters without which it is no reason. */
  shortest?: number;
  /** How the request goes that `onSend` began. */
  sending: { isPending: boolean; isError: boolean; error: Error | null };
  /** What did not happen, such as 没有放行. */
  failed: string;
  onSend: (reason: string) => void;
  onClose: () => void;
  /** Above the reason: what is about to be done. */
  children: ReactNode;
  below?: ReactNode;
}

/** Asks for the reason that is kept with what is about to be done; the usual ones are one click away. */
export function ReasonDialog({ title, okText, label, hint, usualReasons, shortest = 1, sending, failed, onSend, onClose, children, below }: ReasonDialogProps) {
  const [reason, setReason] = useState('');
  const isComplete = reason.trim().length >= shortest;
  const send = () => {
    if (isComplete && !sending.isPending) onSend(reason.trim());
  };
  const fieldError = sending.error instanceof ApiError ? sending.error.fields.find(({ field }) => field === 'reason')?.message : undefined;
  return (
    <Modal open title={title} okText={okText} cancelText="取消" okButtonProps={{ disabled: !isComplete }} confirmLoading={sending.isPending} onOk={send} onCancel={onClose}>
      <div className={styles.dialog}>
        {children}
        <Field label={label} hint={hint} error={fieldError}>
          <Input autoFocus maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} onPressEnter={send} />
        </Field>
        <p className={styles.reasons}>
          {usualReasons.map((usual) => (
            <Button key={usual} size="small" onClick={() => setReason(usual)}>
              {usual}
            </Button>
          ))}
        </p>
        {below}
        {sending.isError && (
          <AlertLine tone="bad">
            {failed}：{sentenceOf(sending.error)}
          </AlertLine>
        )}
      </div>
    </Modal>
  );
}
