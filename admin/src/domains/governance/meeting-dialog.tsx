import { meetingKinds } from '@yongche/contract/vocabulary';
import { DatePicker, Input, Modal, Segmented } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { useAct } from '../../components/use-act';
import { problemOf } from '../identity/sentence';
import { governanceKey, type MeetingPlan } from './governance';
import styles from './governance.module.css';

/** 筹备会议: which meeting, when and where; its agenda comes next. */
export function MeetingDialog({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const [kind, setKind] = useState<MeetingPlan['kind']>('chairs');
  const [title, setTitle] = useState('');
  const [heldOn, setHeldOn] = useState<string>();
  const [place, setPlace] = useState('');
  const plan = useAct({
    about: 'meeting',
    send: (body: MeetingPlan, idempotencyKey) => call('POST /meetings', { body, idempotencyKey }),
    renews: [[governanceKey]],
    done: '会议已列入筹备，请排定议程。',
    onDone: ({ id }) => void navigate(`/meetings/${id}`),
  });
  const isComplete = title.trim() !== '' && place.trim() !== '' && heldOn !== undefined;
  return (
    <Modal
      open
      title="筹备会议"
      okText="下一步：排定议程"
      cancelText="取消"
      okButtonProps={{ disabled: !isComplete }}
      confirmLoading={plan.isPending}
      onOk={() => isComplete && plan.mutate({ kind, title: title.trim(), heldOn, place: place.trim() })}
      onCancel={onClose}
    >
      <div className={styles.dialog}>
        <Field label="会议" hint={kind === 'general' ? '管理细则、会费标准和服务费收费标准只能由会员大会决定' : '取消资格及其申诉、屡教不改、会籍变动、拒缴会费由会长例会决定'}>
          <Segmented
            className={styles.choice}
            value={kind}
            options={Object.entries(meetingKinds).map(([value, label]) => ({ value, label }))}
            onChange={(value) => setKind(value as MeetingPlan['kind'])}
          />
        </Field>
        <Field label="会议名称" hint="例如：2026年第12次会长例会" error={problemOf(plan.error, 'title')}>
          <Input autoFocus maxLength={60} value={title} onChange={(event) => setTitle(event.target.value)} />
        </Field>
        <Field label="召开日期" hint="补录已开过的会议，可选过去的日子" error={problemOf(plan.error, 'heldOn')}>
          <DatePicker placeholder="选择日期" value={heldOn ? dayjs(heldOn) : null} onChange={(day) => setHeldOn(day?.format('YYYY-MM-DD'))} />
        </Field>
        <Field label="地点" error={problemOf(plan.error, 'place')}>
          <Input maxLength={60} value={place} onChange={(event) => setPlace(event.target.value)} />
        </Field>
        {plan.isError && <AlertLine tone="bad">没有办成：{sentenceOf(plan.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
