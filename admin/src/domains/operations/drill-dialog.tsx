import { App, DatePicker, Modal, Radio } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useState } from 'react';
import { ApiError, call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { minuteOf } from '../../components/moments';
import { useAct } from '../../components/use-act';
import { safekeepingKey } from './safekeeping';
import { momentIn } from './drill-entry';
import styles from './safekeeping.module.css';

/** 恢复演练: to the moment of the newest backup, or to one that is named. */
export function DrillDialog({ onClose }: { onClose: () => void }) {
  const [isNamed, setNamed] = useState(false);
  const [written, setWritten] = useState(() => minuteOf(new Date(Date.now() - 3_600_000)));
  const { message } = App.useApp();
  const drill = useAct({
    about: 'drill',
    send: (body: { restoreTo?: string }, idempotencyKey) => call('POST /restore-drills', { body, idempotencyKey }),
    renews: [safekeepingKey],
    onDone: ({ queued }) => {
      void message.success(queued ? '已开始恢复演练，结果显示在本页。' : '已有一次恢复演练在进行或等着开始。');
      onClose();
    },
  });
  const fieldError = drill.error instanceof ApiError ? drill.error.fields.find(({ field }) => field === 'restoreTo')?.message : undefined;
  return (
    <Modal open title="恢复演练" okText="开始演练" cancelText="取消" confirmLoading={drill.isPending} onOk={() => drill.mutate(isNamed ? { restoreTo: momentIn(written) } : {})} onCancel={onClose}>
      <div className={styles.form}>
        <Radio.Group
          className={styles.choice}
          aria-label="恢复到什么时候"
          value={isNamed}
          onChange={(event) => setNamed(event.target.value as boolean)}
          options={[
            { value: false, label: '恢复到最近一次备份的时刻' },
            { value: true, label: '恢复到指定的时刻' },
          ]}
        />
        {isNamed && (
          <Field label="时刻（北京时间）" hint="要有这个时刻之前的数据库备份，和到这个时刻为止的增量" error={fieldError}>
            <DatePicker
              showTime={{ format: 'HH:mm' }}
              format="YYYY-MM-DD HH:mm"
              allowClear={false}
              value={dayjs(written)}
              disabledDate={(day) => day.isAfter(dayjs(), 'day')}
              onChange={(day) => day && setWritten(day.format('YYYY-MM-DD HH:mm'))}
            />
          </Field>
        )}
        <AlertLine tone="info">把备份恢复到一个空的数据库和存储里，与备份时的清单逐项核对，完了就清除。正在使用的数据不动，业务不停。</AlertLine>
        {drill.isError && <AlertLine tone="bad">没有开始演练：{sentenceOf(drill.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
