import { Link } from 'react-router';
import { minuteOf } from '../../components/moments';
import { ToneTag } from '../../components/tone-tag';
import { agoOf, drillSentence, drillTag, lossOf, restoredOf } from './safekeeping-wording';
import type { Drill } from './safekeeping';
import styles from './drill.module.css';

/** The last drill in plain words: whether what is kept can be restored. */
export function DrillResult({ drill, isLate, mayDrill }: { drill: Drill | null; isLate: boolean; mayDrill: boolean }) {
  const now = Date.now();
  const { label, tone } = drill ? drillTag(drill) : { label: '还没有做过', tone: 'warn' as const };
  const loss = drill && lossOf(drill);
  return (
    <section className={styles.result} data-tone={tone} aria-label="最近一次恢复演练">
      <header>
        <h2>最近一次恢复演练</h2>
        <ToneTag tone={tone}>{label}</ToneTag>
        {isLate && <ToneTag tone="bad">演练逾期</ToneTag>}
      </header>
      {drill ? (
        <>
          <p className={styles.words}>{drillSentence(drill, now)}</p>
          <p className={styles.small}>
            {minuteOf(drill.startedAt)}（{agoOf(drill.startedAt, now)}）
            {drill.state === 'passed' && `　恢复了${restoredOf(drill)}`}
            {loss && `　当时机器损坏会丢：${loss}`}　<Link to={`/backups/drills/${drill.id}`}>核对结果</Link>
          </p>
        </>
      ) : (
        <p className={styles.words}>还没有证明备份能恢复。{mayDrill ? '请点“恢复演练”，把备份真的恢复一遍。' : '请技术单位做一次恢复演练。'}</p>
      )}
      {isLate && drill?.state === 'passed' && <p className={styles.words}>上次演练已经过了一周，请技术单位再演练一次。</p>}
    </section>
  );
}
