import type { ReactNode } from 'react';
import styles from './history.module.css';
import { secondOf } from './moments';

/** What happened to one record; its events are children, the latest first. */
export function History({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ol className={styles.history} aria-label={label}>
      {children}
    </ol>
  );
}

interface HistoryEventProps {
  tone: 'plain' | 'good' | 'bad';
  title: string;
  /** Whose event it is, where that is not the record itself. */
  of?: string | false | undefined;
  /** How often in a row, where more than once. */
  times?: string | false | undefined;
  who: string;
  at: string;
  /** Behind the moment. */
  more?: ReactNode;
  /** What is to be said of it, a paragraph each. */
  children?: ReactNode;
}

/** One event: what, of whom, and by whom and when. */
export function HistoryEvent({ tone, title, of, times, who, at, more, children }: HistoryEventProps) {
  return (
    <li data-tone={tone}>
      <p className={styles.title}>
        {of && <span className={styles.of}>{of}</span>}
        {title}
        {times && <span className={styles.times}>{times}</span>}
      </p>
      {children}
      <p className={styles.who}>
        {who}　<time dateTime={at}>{secondOf(at)}</time>
        {more}
      </p>
    </li>
  );
}
