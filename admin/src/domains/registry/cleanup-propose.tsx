import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ApiError, call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { useIdempotencyKey } from '../../components/use-idempotency-key';
import styles from './cleanup-page.module.css';
import { batchQuery } from './cleanup-queries';
import { type CleanupItem, holdingsOf } from './cleanup-wording';
import { registerKey } from './register';

interface ProposeDialogProps {
  companies: CleanupItem[];
  onClose: () => void;
}

/** Proposes a batch; nothing ends before another person has approved it. */
export function ProposeDialog({ companies, onClose }: ProposeDialogProps) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const intent = useIdempotencyKey();
  const [note, setNote] = useState('');
  const propose = useMutation({
    mutationFn: () => {
      const body = { companyIds: companies.map(({ id }) => id), note: note.trim() };
      return call('POST /cleanup-batches', { body, idempotencyKey: intent.keyFor(body) });
    },
    onSuccess: (batch) => {
      client.setQueryData(batchQuery(batch.id).queryKey, batch);
      void client.invalidateQueries({ queryKey: [registerKey] });
      void navigate(`/register/cleanup/batches/${batch.id}`);
    },
    onSettled: (_, error) => intent.settle(error),
  });
  const { certificates, apps } = holdingsOf(companies);
  const fieldError = propose.error instanceof ApiError ? propose.error.fields.find(({ field }) => field === 'note')?.message : undefined;
  return (
    <Modal
      open
      title={`提出注销 ${companies.length} 家企业`}
      okText="提出，交另一人复核"
      cancelText="取消"
      okButtonProps={{ disabled: note.trim() === '' }}
      confirmLoading={propose.isPending}
      onOk={() => propose.mutate()}
      onCancel={onClose}
    >
      <div className={styles.dialog}>
        <p>
          这些企业名下有代理证 {certificates} 张、APP用户 {apps} 户，复核批准后同时注销。提出后，由另一名文员或会长复核。
        </p>
        <ul className={styles.names}>
          {companies.map(({ id, name, cause }) => (
            <li key={id}>
              <span>{name}</span>
              <span className={styles.soft}>{cause}</span>
            </li>
          ))}
        </ul>
        <Field label="依据" error={fieldError} hint="例如：市场监管局2026年11月20日执照状态名单，已发告知函30日未办理">
          <Input.TextArea autoFocus autoSize={{ minRows: 2, maxRows: 4 }} maxLength={300} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
        {propose.isError && <AlertLine tone="bad">没有提出：{sentenceOf(propose.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
