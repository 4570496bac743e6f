import type { ReactNode } from 'react';
import styles from './alert-line.module.css';

interface AlertLineProps {
  tone: 'info' | 'good' | 'warn' | 'bad';
  children: ReactNode;
  actions?: ReactNode;
}

/** One line that tells what has just happened, with what can be done about it at its end. */
export function AlertLine({ tone, children, actions }: AlertLineProps) {
  return (
    <div className={styles.line} data-tone={tone} role={tone === 'bad' || tone === 'warn' ? 'alert' : 'status'}>
      <span className={styles.text}>{children}</span>
      {actions && <span className={styles.actions}>{actions}</span>}
    </div>
  );
}
