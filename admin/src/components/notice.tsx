import type { ReactNode } from 'react';
import styles from './notice.module.css';

interface NoticeProps {
  tone?: 'calm' | 'good' | 'bad';
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}

/** A page, or a part of one, that has nothing else to show: what happened and what to do next. */
export function Notice({ tone = 'calm', title, children, actions }: NoticeProps) {
  return (
    <div className={styles.notice} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      <span className={styles.mark} aria-hidden="true">
        {tone === 'good' ? '✓' : tone === 'bad' ? '!' : '–'}
      </span>
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
