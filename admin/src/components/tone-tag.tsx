import type { ReactNode } from 'react';
import styles from './tone-tag.module.css';

export type Tone = 'plain' | 'busy' | 'good' | 'warn' | 'bad' | 'over';

/** A state as a small coloured label; the colour never says more than the word. `over` is crossed out: it is gone for good. */
export function ToneTag({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={styles.tag} data-tone={tone}>
      {children}
    </span>
  );
}
