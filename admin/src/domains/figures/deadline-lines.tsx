import { OwnLink } from './board-tile';
import styles from './board.module.css';
import { dayWord, leftWord } from './deadline-wording';
import type { Deadline } from './figures';

const tones: Record<Deadline['state'], string | undefined> = { open: undefined, near: 'warn', overdue: 'bad', done: 'soft' };

/** The year's deadlines as they stand on a dashboard: what, by when, how long there is left. */
export function DeadlineLines({ deadlines }: { deadlines: Deadline[] }) {
  if (deadlines.length === 0) return <p className={styles.none}>没有临近的期限。</p>;
  return (
    <dl className={styles.lines}>
      {deadlines.map((deadline) => (
        <div key={`${deadline.code} ${deadline.year}`} data-tone={tones[deadline.state]}>
          <dt>
            <OwnLink to="/annual-reports">{deadline.name}</OwnLink>
            <small>{dayWord(deadline.dueOn)}前</small>
          </dt>
          <dd>{leftWord(deadline)}</dd>
        </div>
      ))}
    </dl>
  );
}
