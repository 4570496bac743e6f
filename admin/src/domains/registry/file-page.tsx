import type { ReactNode } from 'react';
import { BackLink } from '../../components/back-link';
import { Facts, type Fact } from '../../components/facts';
import styles from './file-page.module.css';

interface FilePageProps {
  back: { to: string; title: string };
  name: string;
  number: string;
  state: ReactNode;
  /** The few numbers that are readable without scrolling. */
  figures?: { title: string; value: ReactNode; isWarning?: boolean }[];
  actions?: ReactNode;
  main: ReactNode;
  aside: ReactNode;
}

/** 档案: what it is and how it stands on top; what is open in the middle, facts and ledger at the right. */
export function FilePage({ back, name, number, state, figures = [], actions, main, aside }: FilePageProps) {
  return (
    <div className="page">
      <BackLink {...back} />
      <header className={`card ${styles.head}`}>
        <div className={styles.title}>
          <h1>{name}</h1>
          <span className={styles.number}>{number}</span>
          {state}
          <dl className={styles.figures}>
            {figures.map(({ title, value, isWarning = false }) => (
              <div key={title} data-tone={isWarning ? 'warn' : undefined}>
                <dt>{title}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      <div className={styles.columns}>
        <div className={styles.column}>{main}</div>
        <aside className={styles.column}>{aside}</aside>
      </div>
    </div>
  );
}

interface FileSectionProps {
  title: string;
  count?: number;
  /** Where a link on the page leads. */
  id?: string | undefined;
  /** What to say when there is nothing. */
  empty?: string | false | undefined;
  children?: ReactNode;
}

export function FileSection({ title, count, id, empty, children }: FileSectionProps) {
  return (
    <section id={id} className={`card ${styles.section}`}>
      <h2>
        {title}
        {count !== undefined && count > 0 && <span>{count}</span>}
      </h2>
      {empty ? <p className={styles.empty}>{empty}</p> : children}
    </section>
  );
}

/** A table that fills the width of its section. */
export function SectionTable({ children }: { children: ReactNode }) {
  return <div className={styles.table}>{children}</div>;
}

export function SectionBody({ children }: { children: ReactNode }) {
  return <div className={styles.body}>{children}</div>;
}

/** The facts of a section. */
export function SectionFacts({ facts }: { facts: Fact[] }) {
  return (
    <SectionBody>
      <Facts facts={facts} />
    </SectionBody>
  );
}
