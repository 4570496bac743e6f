import { Progress } from 'antd';
import { AlertLine } from '../../components/alert-line';
import { countOf } from '../../components/counts';
import { Facts } from '../../components/facts';
import { minuteOf } from '../../components/moments';
import { bytesOf } from './monitoring-wording';
import { MoveActs } from './storage-move-acts';
import { limitOf, moveSentence, owedSentence, paceOf, percentOf, stepsOf } from './storage-wording';
import type { StorageMove } from './storage';
import styles from './storage-moves.module.css';

/** The move that is under way: its steps, how far it is, whether both sides are alike, and what can be done now. */
export function StorageMoveCard({ move, mayMove }: { move: StorageMove; mayMove: boolean }) {
  const { from, to, state, startedAt, startedBy, objects, bytes, copied, copiedBytes, verified, differing, bytesPerSecond, switchedAt, failure } = move;
  return (
    <section className={`card ${styles.move}`} aria-label="正在进行的搬迁">
      <h2>
        {from} → {to}
      </h2>
      <ol className={styles.steps}>
        {stepsOf(move).map(({ label, standing }) => (
          <li key={label} data-standing={standing} aria-current={standing === 'now' ? 'step' : undefined}>
            {label}
          </li>
        ))}
      </ol>
      <p className={styles.words} role="status">
        {moveSentence(move)}
      </p>
      {(state === 'copying' || state === 'verifying') && <Progress percent={percentOf(move)} status="active" strokeColor="var(--brand)" aria-label={state === 'copying' ? '复制进度' : '核对进度'} />}
      {failure && <AlertLine tone="bad">{failure}</AlertLine>}
      <div className={styles.moved}>
        <Facts
          facts={[
            ['复制', `${countOf(copied)} / ${countOf(objects)} 个，${bytesOf(copiedBytes)} / ${bytesOf(bytes)}`],
            ['速度', [paceOf(move, Date.now()), limitOf(bytesPerSecond)].filter(Boolean).join('；')],
            ['核对', `${countOf(verified)} / ${countOf(objects)} 个${differing > 0 ? `，其中 ${countOf(differing)} 个重新复制` : ''}`],
            ['开始', `${minuteOf(startedAt)}　${startedBy}`],
            ['切换', switchedAt && minuteOf(switchedAt)],
            ['补齐', owedSentence(move)],
          ]}
        />
        <Roots move={move} />
      </div>
      {mayMove && <MoveActs move={move} />}
    </section>
  );
}

/** One fingerprint over the names, sizes and contents of all files of either side. */
function Roots({ move: { from, to, rootFrom, rootTo } }: { move: StorageMove }) {
  const isCompared = rootFrom !== null && rootTo !== null;
  const isAlike = isCompared && rootFrom === rootTo;
  return (
    <div className={styles.roots} data-tone={!isCompared ? 'plain' : isAlike ? 'good' : 'bad'}>
      <h3>{!isCompared ? '两边的总指纹：核对完才有' : isAlike ? '两边的总指纹：一致' : '两边的总指纹：不一致，不能切换'}</h3>
      {isCompared ? (
        <dl>
          <dt>{from}</dt>
          <dd>{rootFrom}</dd>
          <dt>{to}</dt>
          <dd>{rootTo}</dd>
        </dl>
      ) : (
        <p>由每个文件的名字、大小和指纹算出，两边相同才能切换。</p>
      )}
    </div>
  );
}
