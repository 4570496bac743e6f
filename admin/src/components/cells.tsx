import type { ReactNode } from 'react';
import { Link } from 'react-router';
import styles from './cells.module.css';
import { minuteOf } from './moments';

interface CellLinkProps {
  to: string;
  children: ReactNode;
}

/** A link in a row that opens something by itself. */
export function CellLink({ to, children, className }: CellLinkProps & { className?: string | undefined }) {
  return (
    <Link className={className} to={to} onClick={(event) => event.stopPropagation()}>
      {children}
    </Link>
  );
}

/** The number of a record: the link by which the keyboard reaches its row. */
export function NumberLink({ to, children }: CellLinkProps) {
  return (
    <CellLink className={styles.number} to={to}>
      {children}
    </CellLink>
  );
}

/** The button by which the keyboard reaches a row that opens no page of its own; its click is the row's. */
export function RowButton({ className = '', children }: { className?: string | undefined; children: ReactNode }) {
  return (
    <button type="button" className={`${styles.open} ${className}`}>
      {children}
    </button>
  );
}

/** Two lines in one cell, the second one in grey; what is too long ends in an ellipsis. */
export function Pair({ isNarrow = false, children }: { isNarrow?: boolean; children: ReactNode }) {
  return (
    <span className={styles.pair} data-narrow={isNarrow}>
      {children}
    </span>
  );
}

/** The name of a firm or a market, which may be long: it breaks rather than lose its end or push the figures out of sight. */
export function Name({ children }: { children: ReactNode }) {
  return <span className={styles.name}>{children}</span>;
}

/** A day or a moment, its digits below those of the other rows. */
export function Time({ children }: { children: ReactNode }) {
  return <time className={styles.time}>{children}</time>;
}

/** Who did it, and when. */
export function WhoWhen({ who, at }: { who: string; at: string }) {
  return (
    <Pair>
      <span>{who}</span>
      <Time>{minuteOf(at)}</Time>
    </Pair>
  );
}
