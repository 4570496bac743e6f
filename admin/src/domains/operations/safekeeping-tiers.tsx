import { backupTiers } from '@yongche/contract/vocabulary';
import { countOf } from '../../components/counts';
import { Facts } from '../../components/facts';
import { minuteOf } from '../../components/moments';
import { ToneTag } from '../../components/tone-tag';
import { bytesOf } from './monitoring-wording';
import { lastOf, tierTag } from './safekeeping-wording';
import type { TierState } from './safekeeping';
import styles from './safekeeping.module.css';

/** 三级备份 side by side: the last success, the next one, how much there is, and what to do. */
export const SafekeepingTiers = ({ tiers }: { tiers: TierState[] }) => (
  <ul className={styles.tiers} aria-label="三级备份">
    {tiers.map((tier) => (
      <Tier key={tier.tier} state={tier} />
    ))}
  </ul>
);

function Tier({ state }: { state: TierState }) {
  const { tier, lastReadyAt, lastFailedAt, nextDueAt, isLate, count, bytes, sentence, markets } = state;
  const { label, tone } = tierTag(state);
  const last = lastOf(lastReadyAt, Date.now());
  const hasFailedSince = lastFailedAt !== null && (!lastReadyAt || lastFailedAt > lastReadyAt);
  return (
    <li className="card" data-tone={tone}>
      <header>
        <h2>{backupTiers[tier]}</h2>
        <ToneTag tone={tone}>{label}</ToneTag>
      </header>
      <p className={styles.last}>
        <span>最近一次成功</span>
        <strong>{last ? last.ago : '还没有'}</strong>
        {last && <time>{last.at}</time>}
      </p>
      <Facts
        facts={[
          ['下一次', nextDueAt && <span className={isLate ? styles.late : styles.figure}>{minuteOf(nextDueAt)}{isLate && ' 前应当做好'}</span>],
          ['现存', <span key="kept" className={styles.figure}>{count === 0 ? '没有' : `${countOf(count)}份，${bytesOf(bytes)}`}</span>],
          ['最近12个月', markets && <span className={styles.figure}>{markets.made}个市场做过，共{markets.all}个</span>],
          ['最近失败', hasFailedSince && <span className={styles.figure}>{minuteOf(lastFailedAt)}</span>],
        ]}
      />
      <p className={styles.sentence}>{sentence}</p>
    </li>
  );
}
