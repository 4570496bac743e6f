import { serviceParts, serviceStates } from '@yongche/contract/vocabulary';
import { Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { useAct } from '../../components/use-act';
import { incidentsKey, statusKey, type Incident } from './monitoring';
import styles from './monitoring.module.css';

/** 报告问题: what does not work, before the measuring finds it, or where it cannot. */
export function ReportDialog({ onClose }: { onClose: () => void }) {
  const [part, setPart] = useState<Incident['part']>('use');
  const [severity, setSeverity] = useState<Incident['severity']>('slow');
  const [title, setTitle] = useState('');
  const report = useAct({
    about: 'incident',
    send: (body: { part: Incident['part']; severity: Incident['severity']; title: string }, idempotencyKey) => call('POST /incidents', { body, idempotencyKey }),
    renews: [statusKey, incidentsKey],
    done: '已报告，技术单位会在“事件”里看到。',
    onDone: onClose,
  });
  const send = () => title.trim() !== '' && !report.isPending && report.mutate({ part, severity, title: title.trim() });
  return (
    <Modal open title="报告问题" okText="报告" cancelText="取消" okButtonProps={{ disabled: title.trim() === '' }} confirmLoading={report.isPending} onOk={send} onCancel={onClose}>
      <div className={styles.form}>
        <Field label="哪一部分">
          <Select value={part} options={Object.entries(serviceParts).map(([value, label]) => ({ value, label }))} onChange={setPart} />
        </Field>
        <Radio.Group value={severity} onChange={(event) => setSeverity(event.target.value as Incident['severity'])}>
          <Radio value="slow">{serviceStates.slow}，还能办</Radio>
          <Radio value="down">{serviceStates.down}，办不了</Radio>
        </Radio.Group>
        <Field label="发生了什么" hint="写明市场和现象；不要写姓名、证件号和车牌">
          <Input autoFocus maxLength={100} value={title} placeholder="例如：城北市场传不了照片" onChange={(event) => setTitle(event.target.value)} onPressEnter={send} />
        </Field>
        {report.isError && <AlertLine tone="bad">没有报告：{sentenceOf(report.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
