import { meetingKinds } from '@yongche/contract/vocabulary';
import { Input, Modal, Segmented } from 'antd';
import { useState } from 'react';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { useAct } from '../../components/use-act';
import { problemOf } from '../identity/sentence';
import { type AgendaItem, governanceKey } from './governance';
import styles from './governance.module.css';

/** 提出其他议题: what the system does not bring up by itself. */
export function ItemDialog({ onClose }: { onClose: () => void }) {
  const [title, setTitle] = useState('');
  const [proposal, setProposal] = useState('');
  const [decidedIn, setDecidedIn] = useState<AgendaItem['decidedIn']>('chairs');
  const open = useAct({
    about: 'item',
    send: (body: Pick<AgendaItem, 'title' | 'proposal' | 'decidedIn'>, idempotencyKey) => call('POST /agenda-items', { body, idempotencyKey }),
    renews: [[governanceKey]],
    done: '议题已列为待上会。',
    onDone: onClose,
  });
  const isComplete = title.trim() !== '' && proposal.trim() !== '';
  return (
    <Modal
      open
      title="提出议题"
      okText="提出"
      cancelText="取消"
      okButtonProps={{ disabled: !isComplete }}
      confirmLoading={open.isPending}
      onOk={() => isComplete && open.mutate({ title: title.trim(), proposal: proposal.trim(), decidedIn })}
      onCancel={onClose}
    >
      <div className={styles.dialog}>
        <Field label="议题" error={problemOf(open.error, 'title')}>
          <Input autoFocus maxLength={60} value={title} onChange={(event) => setTitle(event.target.value)} />
        </Field>
        <Field label="建议" hint="建议会议决定什么，为什么" error={problemOf(open.error, 'proposal')}>
          <Input.TextArea
            autoSize={{ minRows: 3, maxRows: 8 }}
            maxLength={500}
            showCount
            value={proposal}
            onChange={(event) => setProposal(event.target.value)}
          />
        </Field>
        <Field label="由谁决定">
          <Segmented
            className={styles.choice}
            value={decidedIn}
            options={Object.entries(meetingKinds).map(([value, label]) => ({ value, label }))}
            onChange={(value) => setDecidedIn(value as AgendaItem['decidedIn'])}
          />
        </Field>
        {open.isError && <AlertLine tone="bad">没有提出：{sentenceOf(open.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
