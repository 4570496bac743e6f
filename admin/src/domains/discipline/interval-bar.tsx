import type { Share } from './discipline';
import styles from './score-card.module.css';

interface IntervalBarProps {
  share: Share;
  /** The right end of the bar, so that cards can be compared. */
  end: number;
}

/** A rate as a mark within its 95 % interval, on a line that is the same for every card. */
export function IntervalBar({ share: { share, low, high }, end }: IntervalBarProps) {
  const at = (value: number) => `${Math.min(100, (value / end) * 100)}%`;
  return (
    <span className={styles.interval} aria-hidden="true">
      <span style={{ left: at(low), right: `calc(100% - ${at(high)})` }} />
      <b style={{ left: at(share) }} />
    </span>
  );
}
