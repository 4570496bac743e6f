import type { Rate } from './figures';
import { intervalPlaces, shortShare } from './figures-wording';
import styles from './interval-line.module.css';

/** A sampled rate as a mark within its 95 % interval; the words beside it say the same. */
export function IntervalLine({ rate }: { rate: Pick<Rate, 'hundredths' | 'low' | 'high'> }) {
  const { at, from, to, end } = intervalPlaces(rate);
  return (
    <span className={styles.interval} aria-hidden="true" title={`0 到 ${shortShare(end)}`}>
      <i style={{ left: `${from}%`, width: `${Math.round((to - from) * 10) / 10}%` }} />
      <b style={{ left: `${at}%` }} />
    </span>
  );
}
