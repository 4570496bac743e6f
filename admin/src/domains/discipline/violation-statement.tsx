import { call } from '../../api';
import { minuteOf } from '../../components/moments';
import { FileSection, SectionBody } from '../registry/file-page';
import { useAct } from '../../components/use-act';
import { disciplineKey, type Violation } from './discipline';
import styles from './discipline.module.css';
import { openForm } from './open-form';
import { WordsForm } from './words-form';

const renews = [[disciplineKey]];

/** 陈述申辩: what the person concerned says before the decision; who it concerns writes it here. */
export function ViolationStatement({ violation: { id, statement, state, defenceUntil, may } }: { violation: Violation }) {
  const send = useAct({
    about: id,
    send: (text: string, idempotencyKey) => call('POST /violations/:id/statement', { params: { id }, body: { text }, idempotencyKey }),
    renews,
    done: '陈述已提交。',
  });
  const none = state === 'noticed' ? `当事人还没有陈述，期限到 ${defenceUntil}。` : '当事人没有陈述。';
  return (
    <FileSection title="陈述申辩" id={may.state ? openForm : undefined} empty={!statement && !may.state && none}>
      <SectionBody>
        {statement && (
          <>
            <p className={styles.words}>{statement.text}</p>
            <p className={styles.soft}>{minuteOf(statement.at)}</p>
          </>
        )}
        {may.state && (
          <WordsForm
            label="您的陈述"
            hint={`${defenceUntil} 前可以提交一次，作决定的人会看到`}
            limit={1000}
            button="提交陈述"
            sending={send}
            failed="没有提交"
            onSend={(text) => send.mutate(text)}
          />
        )}
      </SectionBody>
    </FileSection>
  );
}
