import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import styles from './page-tabs.module.css';

export interface PageTab {
  to: string;
  title: string;
  /** How many wait there; left out where none do. */
  count?: number | undefined;
}

interface PageTabsProps {
  label: string;
  tabs: PageTab[];
  /** At the right of the tabs. */
  children?: ReactNode;
}

/** The pages behind one entry of the menu, side by side below its title. */
export function PageTabs({ label, tabs, children }: PageTabsProps) {
  return (
    <div className={styles.bar}>
      <nav className={styles.tabs} aria-label={label}>
        {tabs.map(({ to, title, count = 0 }) => (
          <NavLink key={to} to={to} end className={styles.tab}>
            {title}
            {count > 0 && <span className={styles.count}>{count}</span>}
          </NavLink>
        ))}
      </nav>
      {children}
    </div>
  );
}
