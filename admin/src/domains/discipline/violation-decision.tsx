import { Radio } from 'antd';
import { useState } from 'react';
import { call } from '../../api';
import { minuteOf } from '../../components/moments';
import { useAct } from '../../components/use-act';
import { FileSection, SectionBody } from '../registry/file-page';
import { disciplineKey, type Violation } from './discipline';
import styles from './discipline.module.css';
import { openForm } from './open-form';
import { decisionWord, meaningOf } from './violation-wording';
import { WordsForm } from './words-form';

const renews = [[disciplineKey]];
type Decision = { outcome: 'points' | 'correction' | 'dismissed'; reason: string };

/** 处理决定: as it was taken, or the form for who may take it now. */
export function ViolationDecision({ violation }: { violation: Violation }) {
  const { decision, may } = violation;
  if (may.decide) return <DecisionForm violation={violation} />;
  return (
    <FileSection title="处理决定" empty={!decision && '还没有作出。'}>
      {decision && (
        <SectionBody>
          <p className={styles.verdict}>
            <b>{decisionWord(decision)}</b>
            <span className={styles.soft}>{decision.by}</span>
            <span className={styles.soft}>{minuteOf(decision.at)}</span>
          </p>
          <p className={styles.words}>{decision.reason}</p>
        </SectionBody>
      )}
    </FileSection>
  );
}

function DecisionForm({ violation }: { violation: Violation }) {
  const { id, bookPoints, multiplier, whyNoPoints } = violation;
  const [outcome, setOutcome] = useState<Decision['outcome']>();
  const decide = useAct({
    about: id,
    send: (body: Decision, idempotencyKey) => call('POST /violations/:id/decision', { params: { id }, body, idempotencyKey }),
    renews,
    done: '处理决定已作出，当事人会收到通知。',
  });
  const points = bookPoints * multiplier;
  return (
    <FileSection title="作出处理决定" id={openForm}>
      <SectionBody>
        <WordsForm
          label="理由"
          hint="写给当事人看：依据什么事实，怎样考虑了陈述"
          limit={500}
          button="作出决定"
          sending={decide}
          failed="没有作出"
          isReady={outcome !== undefined}
          isSevere={outcome === 'points'}
          onSend={(reason) => outcome && decide.mutate({ outcome, reason })}
        >
          <div>
            <Radio.Group
              aria-label="处理方式"
              value={outcome}
              onChange={(event) => setOutcome(event.target.value as Decision['outcome'])}
              options={[
                { value: 'points', label: `扣分（${points}分）`, disabled: whyNoPoints !== null },
                { value: 'correction', label: '指出改正' },
                { value: 'dismissed', label: '不予处理' },
              ]}
            />
            <p className={styles.soft}>
              {whyNoPoints} {outcome ? meaningOf(outcome, violation) : '决定以您的名义作出。'}
            </p>
          </div>
        </WordsForm>
      </SectionBody>
    </FileSection>
  );
}
