import { contactWays } from '@yongche/contract/vocabulary';
import { Input, Modal, Segmented } from 'antd';
import { useState } from 'react';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { useAct } from '../../components/use-act';
import { problemOf } from '../identity/sentence';
import styles from './dues.module.css';
import { type ContactInput, type DueFile, membersKey } from './member';

const ways = ['phone', 'visit', 'letter'] as const satisfies ContactInput['way'][];

/** 记录一次催缴: by phone, in person or by letter; the system notes its own reminders by itself. */
export function ContactDialog({ due, onClose }: { due: Pick<DueFile, 'id' | 'memberName'>; onClose: () => void }) {
  const [way, setWay] = useState<ContactInput['way']>('phone');
  const [words, setWords] = useState('');
  const noting = useAct({
    about: due.id,
    send: (body: ContactInput, idempotencyKey) => call('POST /dues/:id/contacts', { params: { id: due.id }, body, idempotencyKey }),
    renews: [[membersKey]],
    done: '已记录。',
    onDone: onClose,
  });
  const isComplete = words.trim() !== '';
  return (
    <Modal
      open
      title={`记录催缴　${due.memberName}`}
      okText="记录"
      cancelText="取消"
      okButtonProps={{ disabled: !isComplete }}
      confirmLoading={noting.isPending}
      onOk={() => isComplete && noting.mutate({ way, note: words.trim() })}
      onCancel={onClose}
    >
      <div className={styles.form}>
        <Field label="方式" error={problemOf(noting.error, 'way')}>
          <Segmented block value={way} options={ways.map((value) => ({ value, label: contactWays[value] }))} onChange={setWay} />
        </Field>
        <Field label="情况" hint="找到谁、对方怎么说、约定哪一天缴" error={problemOf(noting.error, 'note')}>
          <Input.TextArea autoFocus autoSize={{ minRows: 3, maxRows: 6 }} maxLength={300} showCount value={words} onChange={(event) => setWords(event.target.value)} />
        </Field>
        {noting.isError && <AlertLine tone="bad">没有记录：{sentenceOf(noting.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
