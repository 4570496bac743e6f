import { lookVerdicts } from '@yongche/contract/vocabulary';
import { useEffect, useState } from 'react';
import type { Decided } from './inspection-desk';
import { secondsLeft } from './undo-clock';
import styles from './undo-line.module.css';

const verdictWords = { pass: lookVerdicts.pass, doubt: '已转同事', problem: lookVerdicts.problem } as const;

/** What was decided last, and for how long it can be taken back; nothing once it is too late. Give it the case's id as `key`. */
export function UndoLine({ last, onUndo }: { last: Decided; onUndo: () => void }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), 200);
    return () => clearInterval(ticking);
  }, []);
  const left = secondsLeft(last.at, now);
  if (left === 0) return null;
  return (
    <p className={styles.line} role="status">
      <span>
        {last.one.deal.plate} <b data-verdict={last.verdict}>{verdictWords[last.verdict]}</b>
      </span>
      <button type="button" onMouseDown={(event) => event.preventDefault()} onClick={onUndo}>
        <kbd>U</kbd> 撤销 <span className={styles.left}>{left}</span>
      </button>
    </p>
  );
}
