import type { RuleBookContent, Standing } from './discipline';
import styles from './points-bar.module.css';
import { barOf, marksOf } from './standing-wording';

interface PointsBarProps {
  standing: Pick<Standing, 'counted' | 'pending' | 'full'>;
  /** The thresholds of the book in force; left out they are not marked. */
  measures?: RuleBookContent['measures'] | undefined;
}

/** Points of the cycle on a line of as many fields as it has: what counts in full colour, what is pending hatched. */
export function PointsBar({ standing, measures = [] }: PointsBarProps) {
  const { counted, pending, full } = standing;
  const share = (points: number) => `${(points / full) * 100}%`;
  return (
    <div className={styles.bar} role="img" aria-label={`计入 ${counted} 分，待定 ${pending} 分，满 ${full} 分`}>
      <div className={styles.track} style={{ backgroundSize: `${share(1)} 100%` }}>
        {barOf(standing).map(({ kind, from, to }) => (
          <span key={kind} data-kind={kind} style={{ left: share(from), width: share(to - from) }} />
        ))}
      </div>
      {measures.length > 0 && (
        <ul className={styles.marks} aria-hidden="true">
          {marksOf({ measures, full }).map(({ at, word }) => (
            <li key={at} data-reached={counted >= at} style={{ left: share(at) }}>
              {at} {word}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
