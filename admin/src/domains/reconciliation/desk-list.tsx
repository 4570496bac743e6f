import { useEffect, useRef } from 'react';
import { yuanOf } from '../../components/money';
import styles from './desk.module.css';
import type { StatementLine } from './reconciliation';
import { partyOf } from './reconciliation-wording';

interface DeskListProps {
  lines: StatementLine[];
  chosen: StatementLine;
  onChoose: (id: string) => void;
}

/** The lines that wait, the one in hand among them. */
export function DeskList({ lines, chosen, onChoose }: DeskListProps) {
  const present = useRef<HTMLLIElement>(null);
  useEffect(() => {
    // Newer browsers answer with a promise, which is no way to clean up.
    void present.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen.id]);
  return (
    <ol className={styles.list} aria-label="待处理的差异">
      {lines.map((line) => (
        <li key={line.id} ref={line === chosen ? present : undefined}>
          <button type="button" aria-current={line === chosen} onMouseDown={(event) => event.preventDefault()} onClick={() => onChoose(line.id)}>
            <span>{partyOf(line)}</span>
            <b data-out={line.fen < 0}>{yuanOf(line.fen)}</b>
            <time>{line.on}</time>
          </button>
        </li>
      ))}
    </ol>
  );
}
