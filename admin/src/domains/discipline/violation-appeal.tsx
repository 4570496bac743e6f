import { InputNumber, Radio } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { call } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { minuteOf } from '../../components/moments';
import { useAct } from '../../components/use-act';
import { FileSection, SectionBody } from '../registry/file-page';
import { type AppealDecision, disciplineKey, type Violation } from './discipline';
import styles from './discipline.module.css';
import { openForm } from './open-form';
import { useMay } from './rights';
import { appealWord } from './violation-wording';
import { WordsForm } from './words-form';

const renews = [[disciplineKey]];

/** 申诉: for who it concerns the form to appeal, for somebody else than the decider the form to decide it. */
export function ViolationAppeal({ violation }: { violation: Violation }) {
  const { appeal, may } = violation;
  const mayOpenMeetings = useMay()('GET /agenda-items/:id');
  if (!appeal && !may.appeal) return null;
  return (
    <FileSection title="申诉" id={may.appeal || may.decideAppeal ? openForm : undefined}>
      <SectionBody>
        {may.appeal && <AppealForm violation={violation} />}
        {appeal && (
          <>
            <p className={styles.words}>{appeal.text}</p>
            <p className={styles.soft}>
              {minuteOf(appeal.at)} 提出，{appeal.decideBy} 前作出决定；申诉期间所扣的分待定，不计入。
            </p>
          </>
        )}
        {appeal?.state === 'open' && appeal.beforeMeeting && (
          <AlertLine tone="info">
            这项申诉由会长例会决定，已列为议题。{mayOpenMeetings && <Link to="/meetings">打开会议</Link>}
          </AlertLine>
        )}
        {appeal?.decidedAt && (
          <>
            <p className={styles.verdict}>
              <b>{appealWord(appeal)}</b>
              <span className={styles.soft}>{appeal.decidedBy ?? '会长例会'}</span>
              <span className={styles.soft}>{minuteOf(appeal.decidedAt)}</span>
            </p>
            {appeal.reason && <p className={styles.words}>{appeal.reason}</p>}
          </>
        )}
        {may.decideAppeal && <AppealDecisionForm violation={violation} />}
      </SectionBody>
    </FileSection>
  );
}

function AppealForm({ violation: { id, appealUntil } }: { violation: Violation }) {
  const send = useAct({
    about: id,
    send: (text: string, idempotencyKey) => call('POST /violations/:id/appeal', { params: { id }, body: { text }, idempotencyKey }),
    renews,
    done: '申诉已提交，决定作出前这些分不计入。',
  });
  return (
    <WordsForm
      label="申诉理由"
      hint={`${appealUntil ?? ''} 前可以申诉一次；由没有参与原决定的人处理`}
      limit={1000}
      button="提交申诉"
      sending={send}
      failed="没有提交"
      onSend={(text) => send.mutate(text)}
    />
  );
}

const outcomes = [
  { value: 'upheld', label: '维持' },
  { value: 'changed', label: '变更分值' },
  { value: 'revoked', label: '撤销' },
] as const;

function AppealDecisionForm({ violation: { id, points, bookPoints, multiplier } }: { violation: Violation }) {
  const [outcome, setOutcome] = useState<AppealDecision['outcome']>();
  const [changed, setChanged] = useState<number | null>(null);
  // While it is under appeal nothing counts: what was decided is the book's.
  const former = points ?? bookPoints * multiplier;
  const decide = useAct({
    about: id,
    send: (body: AppealDecision, idempotencyKey) => call('POST /violations/:id/appeal-decision', { params: { id }, body, idempotencyKey }),
    renews,
    done: '申诉决定已作出，扣分已重新计算，当事人会收到通知。',
  });
  const sendWith = (reason: string) => {
    if (outcome === 'changed' && changed !== null) decide.mutate({ outcome, reason, points: changed });
    if (outcome === 'upheld' || outcome === 'revoked') decide.mutate({ outcome, reason });
  };
  return (
    <WordsForm
      label="申诉决定的理由"
      hint="写给当事人看；须由没有参与原决定的人作出"
      limit={500}
      button="作出申诉决定"
      sending={decide}
      failed="没有作出"
      isReady={outcome !== undefined && (outcome !== 'changed' || changed !== null)}
      onSend={sendWith}
    >
      <Radio.Group
        aria-label="申诉决定"
        value={outcome}
        onChange={(event) => setOutcome(event.target.value as AppealDecision['outcome'])}
        options={[...outcomes]}
      />
      {outcome === 'changed' && (
        <Field label="变更为几分" hint={`原决定 ${former} 分；之后的扣分和措施随之重新计算`}>
          <InputNumber min={0} max={former} precision={0} value={changed} onChange={setChanged} />
        </Field>
      )}
    </WordsForm>
  );
}
