import { Input, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { useAct } from '../../components/use-act';
import { problemOf } from '../identity/sentence';
import { hundredthsIn, limitOf } from './comparison-wording';
import { comparisonsKey, type Rules, type RulesChange } from './comparisons';
import styles from './comparisons.module.css';

/** 修改容差和期限: what was compared before is judged by it from now on. */
export function RulesDialog({ rules, onClose }: { rules: Rules; onClose: () => void }) {
  const [percent, setPercent] = useState(limitOf(rules.toleranceHundredths).replace('%', ''));
  const [windowDays, setWindowDays] = useState<number | null>(rules.windowDays);
  const [reason, setReason] = useState('');
  const changing = useAct({ about: String(rules.version), send: (body: RulesChange) => call('PUT /comparison-rules', { body }), renews: [[comparisonsKey]], done: '容差和期限已修改。', onDone: onClose });
  const toleranceHundredths = hundredthsIn(percent);
  const isChanged = toleranceHundredths !== rules.toleranceHundredths || windowDays !== rules.windowDays;
  const isComplete = toleranceHundredths !== undefined && windowDays !== null && reason.trim() !== '' && isChanged;
  return (
    <Modal
      open
      title="修改容差和登记期限"
      okText="修改"
      cancelText="取消"
      okButtonProps={{ disabled: !isComplete }}
      confirmLoading={changing.isPending}
      onOk={() => isComplete && changing.mutate({ version: rules.version, toleranceHundredths, windowDays, reason: reason.trim() })}
      onCancel={onClose}
    >
      <div className={styles.form}>
        <Field label="容差" hint="差占车管登记数的比例，在容差以内为正常，两倍以内为注意" error={toleranceHundredths === undefined ? '请填写 0 到 100 之间的百分数，最多两位小数' : problemOf(changing.error, 'toleranceHundredths')}>
          <Input autoFocus suffix="%" style={{ width: 140 }} maxLength={7} value={percent} onChange={(event) => setPercent(event.target.value)} />
        </Field>
        <Field label="登记期限" hint="完成后这么多天以内登记的算同一笔，1 到 180 天" error={problemOf(changing.error, 'windowDays')}>
          <InputNumber suffix="天" style={{ width: 140 }} min={1} max={180} precision={0} value={windowDays} onChange={setWindowDays} />
        </Field>
        <Field label="原因" hint="记入审计日志" error={problemOf(changing.error, 'reason')}>
          <Input maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
        <AlertLine tone="info">修改后，以前各月也按新的容差和期限判断。</AlertLine>
        {changing.isError && <AlertLine tone="bad">没有修改：{sentenceOf(changing.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
