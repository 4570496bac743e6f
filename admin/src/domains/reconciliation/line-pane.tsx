import { differenceKinds } from '@yongche/contract/vocabulary';
import { Button, Input, type InputRef } from 'antd';
import { useRef, useState } from 'react';
import { KeyList, type Keys } from '../../components/key-list';
import { yuanOf } from '../../components/money';
import { useHotkeys } from '../../components/use-hotkeys';
import styles from './desk.module.css';
import { LineChoices } from './line-choices';
import { LineFacts } from './line-facts';
import { OtherChoiceDialog } from './other-choice-dialog';
import type { Candidate, Decision, StatementLine } from './reconciliation';
import { needsNote, otherChoices } from './reconciliation-wording';
import { useDecision } from './use-decision';

interface LinePaneProps {
  line: StatementLine;
  /** Whether what can be done is of now. */
  isFresh: boolean;
  /** Whether the keys are this pane's. */
  isFree: boolean;
  onMove: (by: 1 | -1) => void;
  onDecided: (decided: StatementLine) => void;
}

const keys: Keys[] = [
  [['1', '–', '9'], '选择处理'],
  [['0'], '其他处理'],
  [['N'], '写说明'],
  [['J', 'K'], '下一条、上一条'],
  [['U'], '撤销上一条'],
];

/** The line in hand: what it says, what can be done about it by one key each, and what is to be remembered of it. */
export function LinePane({ line, isFresh, isFree, onMove, onDecided }: LinePaneProps) {
  const [note, setNote] = useState('');
  const [wanted, setWanted] = useState<Candidate>();
  const [isLookingFurther, setLookingFurther] = useState(false);
  const noteRef = useRef<InputRef>(null);
  const decide = useDecision(line, onDecided);
  const isBusy = !isFresh || decide.isPending;
  const others = otherChoices(line);
  const hasOthers = others.payable || others.payout;
  const send = (choice: Pick<Decision, 'decision' | 'subjectId'>) => {
    if (!isBusy) decide.mutate({ ...choice, note: note.trim() });
  };
  const choose = (candidate: Candidate | undefined) => {
    if (!candidate || isBusy) return;
    if (needsNote(candidate) && note.trim() === '') {
      setWanted(candidate);
      noteRef.current?.focus();
      return;
    }
    send({ decision: candidate.decision, subjectId: candidate.subjectId });
  };
  const lookFurther = () => {
    if (hasOthers && !isBusy) setLookingFurther(true);
  };
  const byNumber = Object.fromEntries(line.candidates.map((candidate) => [String(candidate.key), () => choose(candidate)]));
  const [next, previous] = [() => onMove(1), () => onMove(-1)];
  useHotkeys({ ...byNumber, 0: lookFurther, n: () => noteRef.current?.focus(), j: next, k: previous, ArrowDown: next, ArrowUp: previous }, isFree && !isLookingFurther);
  return (
    <section className={styles.pane} aria-label="正在处理的一条">
      <div className={styles.facts}>
        <p className={styles.sum}>
          <span>{line.fen < 0 ? '付出' : '收到'}</span>
          <b data-out={line.fen < 0}>{yuanOf(Math.abs(line.fen))}</b>
          {line.difference && <span className={styles.difference}>{differenceKinds[line.difference]}</span>}
        </p>
        <LineFacts line={line} />
      </div>
      <div className={styles.decide} data-busy={isBusy}>
        <LineChoices candidates={line.candidates} isBusy={isBusy} wanted={wanted} hasKeys onChoose={choose} />
        {line.kind === 'bank_out' && !line.candidates.some(({ decision }) => decision === 'expense') && <p className={styles.hint}>没有金额相同、已批准的费用申请。付给别人的款请先申请费用并由会长批准，再回来处理。</p>}
        <div className={styles.note}>
          <Input
            ref={noteRef}
            aria-label="说明"
            placeholder={wanted ? '请写明原因，例如“次日账单已包含”，按回车处理' : '说明（可不填，按 N），与处理一起留存'}
            status={wanted && note.trim() === '' ? 'error' : ''}
            maxLength={200}
            value={note}
            onChange={(event) => setNote(event.target.value)}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return;
              if (event.key === 'Enter' && wanted && note.trim() !== '') choose(wanted);
              else if (event.key === 'Enter' || event.key === 'Escape') noteRef.current?.blur();
            }}
          />
          {hasOthers && (
            <Button onClick={lookFurther}>
              <kbd>0</kbd> 其他处理…
            </Button>
          )}
        </div>
        <KeyList label="按键" keys={hasOthers ? keys : keys.filter(([names]) => names[0] !== '0')} />
      </div>
      {isLookingFurther && <OtherChoiceDialog line={line} onChoose={send} onClose={() => setLookingFurther(false)} />}
    </section>
  );
}
