import { differenceKinds, statementLineStates } from '@yongche/contract/vocabulary';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { ToneTag } from '../../components/tone-tag';
import { LineChoices } from './line-choices';
import { LineFacts } from './line-facts';
import { OtherChoiceDialog } from './other-choice-dialog';
import type { StatementLine } from './reconciliation';
import { isInSuspense, lineTones, needsNote, otherChoices } from './reconciliation-wording';
import styles from './reconciliation.module.css';
import { ReopeningDialog } from './reopening-dialog';
import { useMay } from './rights';
import { useDecision } from './use-decision';

const nothing = () => undefined;

/** One line in the drawer: what it is, what became of it, and what finance may do about it now. */
export function LineDetail({ line }: { line: StatementLine }) {
  const may = useMay();
  const [isReopening, setReopening] = useState(false);
  const { id, state, difference, mayReopen } = line;
  return (
    <div className={styles.form}>
      <p>
        <ToneTag tone={lineTones[state]}>{statementLineStates[state]}</ToneTag> {state === 'open' && difference && <b>{differenceKinds[difference]}</b>}
      </p>
      <LineFacts line={line} />
      {state !== 'open' && (
        <p>
          <Link to={`/ledger/bookings?document=statement_line:${id}`}>查看分录</Link>
        </p>
      )}
      {may('POST /statement-lines/:id/decision') && (state === 'open' || isInSuspense(line)) && <Choices line={line} />}
      {mayReopen && (
        <p>
          <Button danger onClick={() => setReopening(true)}>
            撤销处理…
          </Button>
        </p>
      )}
      {isReopening && <ReopeningDialog line={line} onDone={nothing} onClose={() => setReopening(false)} />}
    </div>
  );
}

function Choices({ line }: { line: StatementLine }) {
  const decide = useDecision(line, nothing);
  const [note, setNote] = useState('');
  const [isLookingFurther, setLookingFurther] = useState(false);
  const [lacksNote, setLacksNote] = useState(false);
  const others = otherChoices(line);
  return (
    <>
      {isInSuspense(line) && <AlertLine tone="info">这笔款在待查款项中，查明后计入应缴款。</AlertLine>}
      <LineChoices
        candidates={line.candidates}
        isBusy={decide.isPending}
        onChoose={(candidate) => {
          if (needsNote(candidate) && note.trim() === '') setLacksNote(true);
          else decide.mutate({ decision: candidate.decision, subjectId: candidate.subjectId, note: note.trim() });
        }}
      />
      <Field label="说明" hint="与处理一起留存，可不填" error={lacksNote && note.trim() === '' ? '请写明原因，例如“次日账单已包含”' : undefined}>
        <Input maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
      {(others.payable || others.payout) && (
        <p>
          <Button onClick={() => setLookingFurther(true)}>其他处理…</Button>
        </p>
      )}
      {isLookingFurther && <OtherChoiceDialog line={line} onChoose={(choice) => decide.mutate({ ...choice, note: note.trim() })} onClose={() => setLookingFurther(false)} />}
    </>
  );
}
