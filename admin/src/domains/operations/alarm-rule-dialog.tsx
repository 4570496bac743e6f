import { alarmRules, monitorUnits } from '@yongche/contract/vocabulary';
import { Checkbox, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { ApiError, call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { useAct } from '../../components/use-act';
import { entryUnits, lengthOf } from './monitoring-wording';
import { alarmsKey, type AlarmRule } from './monitoring';
import styles from './monitoring.module.css';

type Change = Pick<AlarmRule, 'enabled' | 'threshold' | 'clearBelow' | 'forSeconds' | 'clearSeconds'>;

/** 修改 a rule's numbers; it judges by them from the next measuring on. */
export function AlarmRuleDialog({ rule, onClose }: { rule: AlarmRule; onClose: () => void }) {
  const { code, indicator } = rule;
  const { word, factor } = entryUnits[monitorUnits[indicator]];
  const [enabled, setEnabled] = useState(rule.enabled);
  const [numbers, setNumbers] = useState({ threshold: rule.threshold / factor, clearBelow: rule.clearBelow / factor, forSeconds: rule.forSeconds, clearSeconds: rule.clearSeconds });
  const change = useAct({
    about: `alarm rule ${code}`,
    send: (body: Change) => call('PUT /alarm-rules/:code', { params: { code }, body }),
    renews: [alarmsKey],
    done: '规则已修改，下次测量起生效。',
    onDone: onClose,
  });
  const errorOf = (field: string) => (change.error instanceof ApiError ? change.error.fields.find((one) => one.field === field)?.message : undefined);
  const entry = (name: keyof typeof numbers, label: string, unit: string, least: number) => (
    <Field label={label} error={errorOf(name)} hint={unit === '秒' && numbers[name] >= 60 ? `即${lengthOf(numbers[name])}` : ''}>
      <InputNumber min={least} suffix={unit} value={numbers[name]} style={{ width: '100%' }} onChange={(value) => setNumbers({ ...numbers, [name]: value ?? least })} />
    </Field>
  );
  const send = () => change.mutate({ ...numbers, enabled, threshold: numbers.threshold * factor, clearBelow: numbers.clearBelow * factor });
  return (
    <Modal open title={`修改规则：${alarmRules[code].name}`} okText="修改" cancelText="取消" confirmLoading={change.isPending} onOk={send} onCancel={onClose}>
      <div className={styles.form}>
        <Checkbox checked={enabled} onChange={(event) => setEnabled(event.target.checked)}>
          启用
        </Checkbox>
        <div className={styles.pairs}>
          {entry('threshold', '达到或超过', word, 0.1)}
          {entry('forSeconds', '持续多久后告警', '秒', 0)}
          {entry('clearBelow', '低于', word, 0.1)}
          {entry('clearSeconds', '持续多久后解除', '秒', 0)}
        </div>
        {change.isError && <AlertLine tone="bad">没有修改：{sentenceOf(change.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
