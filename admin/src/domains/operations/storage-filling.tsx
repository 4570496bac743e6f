import { countOf } from '../../components/counts';
import { bytesOf } from './monitoring-wording';
import { shareOf, shareTone } from './storage-wording';
import type { StorageSpace } from './storage';
import styles from './storage.module.css';

const alarmShares = [70, 85, 95];

/** 占用 as one bar with the three alarm lines, and when they will be crossed. */
export function StorageFilling({ space: { usedBytes, usedShare, capacityBytes, forecast, mayChange } }: { space: StorageSpace }) {
  const isKnown = capacityBytes !== null && usedShare !== null;
  return (
    <section className={`card ${styles.filling}`} data-tone={isKnown ? shareTone(usedShare) : 'plain'} aria-label="占用">
      <p className={styles.used}>
        <strong>{isKnown ? shareOf(usedBytes > 0 ? Math.max(1, usedShare) : 0) : bytesOf(usedBytes)}</strong>
        <span>
          {isKnown ? `已用 ${bytesOf(usedBytes)}，容量 ${bytesOf(capacityBytes)}，还剩 ${bytesOf(Math.max(0, capacityBytes - usedBytes))}` : '已用'}
        </span>
      </p>
      {isKnown ? (
        <div className={styles.bar} role="img" aria-label={`已用${shareOf(usedShare)}，告警线为70%、85%和95%`}>
          <span className={styles.fill} style={{ width: `${Math.min(100, usedShare / 100)}%` }} />
          {alarmShares.map((share) => (
            <span key={share} className={styles.line} style={{ left: `${share}%` }}>
              <small>{share}%</small>
            </span>
          ))}
        </div>
      ) : (
        <p className={styles.unknown}>还没有设置容量，用到多少时告警就无从算起。{mayChange ? '请点“设置容量”，填写所租或所装的存储有多大。' : '请技术单位设置容量。'}</p>
      )}
      {forecast ? (
        <div className={styles.forecast}>
          <p>{forecast.sentence}</p>
          <dl>
            {isKnown &&
              forecast.crossings.map(({ share, on, isPassed }) => (
                <div key={share} data-passed={isPassed}>
                  <dt>到{share}%</dt>
                  <dd>{isPassed ? '已超过' : (on ?? '不会到')}</dd>
                </div>
              ))}
            <div>
              <dt>每天增长</dt>
              <dd>{forecast.bytesPerDay > 0 ? bytesOf(forecast.bytesPerDay) : countOf(0)}</dd>
            </div>
          </dl>
        </div>
      ) : (
        <p className={styles.unknown}>测量的天数还不够，不能预测什么时候用满。</p>
      )}
    </section>
  );
}
