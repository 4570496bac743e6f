import { DatePicker, Input, Modal } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useState } from 'react';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Facts } from '../../components/facts';
import { Field } from '../../components/field';
import { useAct } from '../../components/use-act';
import { problemOf } from '../identity/sentence';
import styles from './deadlines.module.css';
import { type Deadline, figuresKey } from './figures';

/** 登记期限已完成: on which day, and what shows it. */
export function DeadlineDialog({ deadline: { code, name, year, source }, onClose }: { deadline: Deadline; onClose: () => void }) {
  const [doneOn, setDoneOn] = useState(() => dayjs().format('YYYY-MM-DD'));
  const [note, setNote] = useState('');
  const complete = useAct<{ doneOn: string; note: string }, Deadline>({
    about: `${code} ${year}`,
    send: (done, idempotencyKey) => call('POST /deadlines/:code/completion', { params: { code }, body: { year, ...done }, idempotencyKey }),
    renews: [[figuresKey, 'deadlines'], [figuresKey, 'board']],
    done: '已登记完成',
    onDone: onClose,
  });
  const isComplete = note.trim() !== '';
  const send = () => {
    if (isComplete && !complete.isPending) complete.mutate({ doneOn, note: note.trim() });
  };
  return (
    <Modal open title="登记完成" okText="登记" cancelText="取消" okButtonProps={{ disabled: !isComplete }} confirmLoading={complete.isPending} onOk={send} onCancel={onClose}>
      <div className={styles.dialog}>
        <Facts isBoxed facts={[['事项', name], ['所属', `${year - 1}年度`], ['依据', source]]} />
        <Field label="完成日期" error={problemOf(complete.error, 'doneOn')}>
          <DatePicker allowClear={false} value={dayjs(doneOn)} disabledDate={(day) => day.isAfter(dayjs(), 'day')} onChange={(day) => day && setDoneOn(day.format('YYYY-MM-DD'))} />
        </Field>
        <Field label="说明" hint="例如：已报市民政局，回执编号 2026-031" error={problemOf(complete.error, 'note')}>
          <Input autoFocus maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} onPressEnter={send} />
        </Field>
        {complete.isError && <AlertLine tone="bad">没有登记：{sentenceOf(complete.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
