import type { ReactNode } from 'react';
import { BrandMark } from '../../components/brand';
import styles from './entry-frame.module.css';

interface EntryFrameProps {
  title: string;
  lead: string;
  steps: readonly string[];
  /** The step at hand, from 0; without one the steps tell a story. */
  current?: number;
  children: ReactNode;
}

/** Two halves: what this is about at the left, what to do at the right. */
export function EntryFrame({ title, lead, steps, current, children }: EntryFrameProps) {
  return (
    <div className={styles.page}>
      <section className={styles.story}>
        <p className={styles.brand}>
          <BrandMark size={44} />
          甬车
        </p>
        <h1>{title}</h1>
        <p className={styles.lead}>{lead}</p>
        <ol className={styles.steps}>
          {steps.map((step, at) => (
            <li
              key={step}
              data-state={current === undefined ? undefined : at < current ? 'done' : at === current ? 'current' : 'later'}
              aria-current={at === current ? 'step' : undefined}
            >
              {step}
            </li>
          ))}
        </ol>
        <p className={styles.owner}>宁波市二手车流通协会</p>
      </section>
      <section className={styles.entry}>{children}</section>
    </div>
  );
}
