import { transactionStates } from '@yongche/contract/vocabulary';
import type { DealState } from './deal';
import styles from './state-tag.module.css';

/** 交易状态 as a small coloured label; the colour never says more than the word. */
export function StateTag({ state }: { state: DealState }) {
  return (
    <span className={styles.tag} data-state={state}>
      {transactionStates[state]}
    </span>
  );
}
