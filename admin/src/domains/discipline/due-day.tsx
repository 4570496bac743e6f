import cells from '../../components/cells.module.css';
import styles from './discipline.module.css';
import { dueOf } from './due';

interface DueDayProps {
  day: string;
  /** What has to be done by then, where the column does not say it. */
  what?: string;
}

/** A deadline that still runs: its day, and how many days are left, in red once it is over. */
export function DueDay({ day, what }: DueDayProps) {
  const { words, urgency } = dueOf(day, new Date());
  return (
    <span className={styles.lines}>
      <time>
        {what} {day}
      </time>
      <span className={{ calm: cells.soft, soon: cells.warn, late: cells.bad }[urgency]}>{words}</span>
    </span>
  );
}
