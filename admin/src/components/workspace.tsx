import ArrowLeftOutlined from '@ant-design/icons/ArrowLeftOutlined';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import styles from './workspace.module.css';

/** A page on which one thing is worked through, as high as the window: head, alerts, and columns that scroll by themselves. */
export function Workspace({ children }: { children: ReactNode }) {
  return <div className={styles.workspace}>{children}</div>;
}

interface WorkspaceHeadProps {
  /** The list to which the way back leads. */
  back: { to: string; title: string };
  children: ReactNode;
}

/** One line at the top: the way back, what this is and how it stands. */
export function WorkspaceHead({ back, children }: WorkspaceHeadProps) {
  return (
    <header className={styles.head}>
      <Link className={styles.back} to={back.to}>
        <ArrowLeftOutlined /> {back.title}
      </Link>
      {children}
    </header>
  );
}

/** Below the head: lines that tell what has just happened, or nothing. */
export function WorkspaceAlerts({ children }: { children: ReactNode }) {
  return <div className={styles.alerts}>{children}</div>;
}

/** At the bottom of a column: what can be done with what is shown above it. */
export function WorkspaceFoot({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section className={styles.foot} aria-label={label}>
      {children}
    </section>
  );
}

/** The ways out, side by side and equally wide. */
export function WorkspaceActs({ children }: { children: ReactNode }) {
  return <div className={styles.acts}>{children}</div>;
}
