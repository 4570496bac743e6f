import { Fragment, type ReactNode } from 'react';
import styles from './facts.module.css';

/** A term and what it says; without a value it leaves no empty line. */
export type Fact = [term: string, value: ReactNode];

/** Terms and what they say, one line each; in a dialog or a drawer on a ground of their own. */
export function Facts({ facts, isBoxed = false }: { facts: Fact[]; isBoxed?: boolean }) {
  return (
    <dl className={styles.facts} data-boxed={isBoxed}>
      {facts
        .filter(([, value]) => value !== null && value !== undefined && value !== false && value !== '')
        .map(([term, value]) => (
          <Fragment key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}
