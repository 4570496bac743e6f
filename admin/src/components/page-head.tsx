import type { ReactNode } from 'react';
import styles from './page-head.module.css';

interface PageHeadProps {
  title: string;
  /** What one should know of the page, beside its title. */
  note?: ReactNode;
  /** What can be done here: buttons, or the one filter that rules the whole page. */
  children?: ReactNode;
}

/** The top of a page: its title, and at the right what can be done here. */
export function PageHead({ title, note, children }: PageHeadProps) {
  return (
    <header className={styles.head}>
      <h1>
        {title} {note && <span>{note}</span>}
      </h1>
      {children && <div className={styles.actions}>{children}</div>}
    </header>
  );
}
