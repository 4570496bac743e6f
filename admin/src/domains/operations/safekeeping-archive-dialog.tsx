import { App, DatePicker, Modal } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useState } from 'react';
import { ApiError, call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { dayOf } from '../../components/moments';
import { monthBefore } from '../../components/periods';
import { useAct } from '../../components/use-act';
import { safekeepingKey } from './safekeeping';
import styles from './safekeeping.module.css';

/** 归档: a month that is over, sealed for the association. */
export function ArchiveDialog({ onClose }: { onClose: () => void }) {
  const present = dayOf(new Date()).slice(0, 7);
  const [month, setMonth] = useState(() => monthBefore(present));
  const { message } = App.useApp();
  const archive = useAct({
    about: 'archive',
    send: (body: { tier: 'monthly'; month: string }, idempotencyKey) => call('POST /system-backups', { body, idempotencyKey }),
    renews: [safekeepingKey],
    onDone: ({ queued }) => {
      void message.success(queued ? '已开始归档，进度显示在备份记录里。' : '这个月的归档已在进行或等着开始。');
      onClose();
    },
  });
  const fieldError = archive.error instanceof ApiError ? archive.error.fields.find(({ field }) => field === 'month')?.message : undefined;
  return (
    <Modal open title="归档一个月" okText="归档" cancelText="取消" confirmLoading={archive.isPending} onOk={() => archive.mutate({ tier: 'monthly', month })} onCancel={onClose}>
      <div className={styles.form}>
        <Field label="月份" hint="已经过完的月份；每个月只归档一次" error={fieldError}>
          <DatePicker picker="month" allowClear={false} value={dayjs(`${month}-01`)} disabledDate={(day) => day.format('YYYY-MM') >= present} onChange={(day) => day && setMonth(day.format('YYYY-MM'))} />
        </Field>
        <AlertLine tone="info">把这个月完成的交易连同影像和清单封存，用协会的密钥加密，只有协会打得开。系统每月5日自动归档上个月，这里用于补做。业务不停。</AlertLine>
        {archive.isError && <AlertLine tone="bad">没有开始归档：{sentenceOf(archive.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
