import { reconciliationDecisions } from '@yongche/contract/vocabulary';
import type { Candidate } from './reconciliation';
import styles from './reconciliation.module.css';

interface LineChoicesProps {
  candidates: Candidate[];
  isBusy: boolean;
  /** The choice that waits for its reason. */
  wanted?: Candidate | undefined;
  /** With the keys of the work list. */
  hasKeys?: boolean;
  onChoose: (candidate: Candidate) => void;
}

/** What can be done about a line, the best first: what it would be, and what speaks for it and what does not. */
export function LineChoices({ candidates, isBusy, wanted, hasKeys = false, onChoose }: LineChoicesProps) {
  return (
    <ol className={styles.choices} aria-label="可以怎样处理">
      {candidates.map((candidate) => (
        <li key={candidate.key}>
          <button type="button" disabled={isBusy} data-wanted={candidate === wanted} onMouseDown={(event) => event.preventDefault()} onClick={() => onChoose(candidate)}>
            {hasKeys && <kbd>{candidate.key}</kbd>}
            <span>
              <b>{candidate.title}</b>
              {candidate.title !== reconciliationDecisions[candidate.decision] && <i>{reconciliationDecisions[candidate.decision]}</i>}
              <small>{candidate.why}</small>
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
