import { DatePicker, Modal } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useState } from 'react';
import { ApiError, call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { useAct } from '../../components/use-act';
import { disposalsKey, type Disposals } from './storage';
import styles from './storage.module.css';

/** 提出销毁: up to which day of completion; nothing goes before the president has approved. */
export function ProposalDialog({ due, onClose }: { due: NonNullable<Disposals['due']>; onClose: () => void }) {
  const [completedUntil, setCompletedUntil] = useState(due.completedUntil);
  const propose = useAct({
    about: 'disposal',
    send: (body: { completedUntil: string }, idempotencyKey) => call('POST /disposals', { body, idempotencyKey }),
    renews: [disposalsKey],
    done: '已提出，等待会长批准。',
    onDone: onClose,
  });
  const fieldError = propose.error instanceof ApiError ? propose.error.fields.find(({ field }) => field === 'completedUntil')?.message : undefined;
  return (
    <Modal open title="提出到期销毁" okText="提出" cancelText="取消" confirmLoading={propose.isPending} onOk={() => propose.mutate({ completedUntil })} onCancel={onClose}>
      <div className={styles.form}>
        <Field label="销毁到哪一天（含）" hint={`按交易完成的日期；最晚 ${due.completedUntil}，以后的还没有满保存期`} error={fieldError}>
          <DatePicker
            allowClear={false}
            value={dayjs(completedUntil)}
            disabledDate={(day) => day.format('YYYY-MM-DD') > due.completedUntil}
            onChange={(day) => day && setCompletedUntil(day.format('YYYY-MM-DD'))}
          />
        </Field>
        <AlertLine tone="info">提出后还不会销毁，要会长批准。有未了结的问题、核查或申请的交易不会销毁。</AlertLine>
        {propose.isError && <AlertLine tone="bad">没有提出：{sentenceOf(propose.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
