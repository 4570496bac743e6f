import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { useIdempotencyKey } from '../../components/use-idempotency-key';
import { useStaff } from '../../session';
import styles from './cleanup-batch-page.module.css';
import { batchQuery } from './cleanup-queries';
import { type CleanupBatch, figuresSentence } from './cleanup-wording';
import { registerKey } from './register';

/** The second person's decision; whoever may not take it reads why. */
export function CleanupDecision({ batch }: { batch: CleanupBatch }) {
  const { role } = useStaff();
  if (batch.mayDecide) return <DecisionForm batch={batch} />;
  return (
    <AlertLine tone="info">
      {role === 'clerk' || role === 'president'
        ? '这个批次是您提出的，须由另一名文员或会长复核，您不能批准自己的批次。'
        : '等待另一名文员或会长复核。'}
    </AlertLine>
  );
}

function DecisionForm({ batch }: { batch: CleanupBatch }) {
  const client = useQueryClient();
  const intent = useIdempotencyKey();
  const { modal } = App.useApp();
  const [note, setNote] = useState('');
  const decide = useMutation({
    mutationFn: (approved: boolean) => {
      const body = { approved, note: note.trim() };
      return call('POST /cleanup-batches/:id/decision', { params: { id: batch.id }, body, idempotencyKey: intent.keyFor([batch.id, body]) });
    },
    onSuccess: (decided) => client.setQueryData(batchQuery(batch.id).queryKey, decided),
    onSettled: (_, error) => {
      intent.settle(error);
      void client.invalidateQueries({ queryKey: [registerKey] });
    },
  });
  const approve = () =>
    void modal.confirm({
      title: `批准并执行 ${batch.number}`,
      content: `将立即${figuresSentence(batch.figures)}。注销不能撤销，要恢复须重新申请。`,
      okText: '批准并执行',
      okButtonProps: { danger: true },
      cancelText: '再看看',
      onOk: () => decide.mutateAsync(true).catch(() => undefined),
    });
  const isEmpty = note.trim() === '';
  return (
    <form className={styles.decision} onSubmit={(event) => event.preventDefault()}>
      <p>
        批准后将立即<b>{figuresSentence(batch.figures)}</b>。执行时企业、代理证或APP用户数与预览不一致的，批次自动失效，一家也不注销。
      </p>
      <Field label="复核意见" hint="必填，会记入批次和审计日志">
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 4 }} maxLength={300} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
      {decide.isError && <AlertLine tone="bad">没有办成：{sentenceOf(decide.error)}</AlertLine>}
      <div className={styles.buttons}>
        <Button type="primary" danger disabled={isEmpty} loading={decide.isPending && decide.variables} onClick={approve}>
          批准并执行
        </Button>
        <Button disabled={isEmpty || decide.isPending} loading={decide.isPending && !decide.variables} onClick={() => decide.mutate(false)}>
          否决
        </Button>
      </div>
    </form>
  );
}
