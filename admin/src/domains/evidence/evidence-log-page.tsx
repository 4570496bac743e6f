import { useQuery } from '@tanstack/react-query';
import { LoadFailure } from '../../components/load-failure';
import { minuteOf, secondOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { useTitle } from '../../components/use-title';
import { CopyButton } from './copy-button';
import type { Checkpoint, EvidenceLog } from './evidence';
import styles from './evidence-log-page.module.css';
import { checkpointsQuery } from './queries';
import { useMay } from './rights';
import { VerificationsCard } from './verifications-card';

/** 存证日志: the signed checkpoints that anybody may keep, and the walks that hold every picture against the log. */
export default function EvidenceLogPage() {
  useTitle('存证日志');
  const may = useMay();
  const log = useQuery(checkpointsQuery);
  return (
    <div className="page">
      <PageHead title="存证日志" note="每笔完成的交易是日志中的一条；检查点每天签名公布，谁留了一份，谁就能证明后来有没有改动" />
      {may('GET /evidence-verifications') && <VerificationsCard />}
      {log.isPending && <PageSkeleton rows={6} />}
      {log.isError && !log.data && <LoadFailure error={log.error} onRetry={() => void log.refetch()} />}
      {log.data && <Checkpoints log={log.data} />}
    </div>
  );
}

function Checkpoints({ log: { origin, key, items } }: { log: EvidenceLog }) {
  const latest = items[0];
  return (
    <section className={`card ${styles.card}`}>
      <header className={styles.head}>
        <h2>检查点</h2>
        {latest && <CopyButton text={latest.note} what="最新检查点原文" />}
      </header>
      <dl className={styles.key}>
        <dt>日志名称</dt>
        <dd>{origin}</dd>
        <dt>验证公钥</dt>
        <dd>
          <code>{key}</code> <CopyButton text={key} what="公钥" />
        </dd>
      </dl>
      {latest ? (
        <>
          <p className={styles.note}>请把最新检查点的原文附在会员通知里一起发出；会员保存的任何一份，都可以用来发现日志被改动或截断。</p>
          <div className={styles.scroll}>
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">签名时间</th>
                  <th scope="col">条数</th>
                  <th scope="col">根哈希</th>
                  <th scope="col">可信时间戳</th>
                  <th scope="col">原文</th>
                </tr>
              </thead>
              <tbody>
                {items.map((checkpoint) => (
                  <Row key={`${checkpoint.size} ${checkpoint.at}`} checkpoint={checkpoint} />
                ))}
              </tbody>
            </table>
          </div>
        </>
      ) : (
        <Notice title="还没有检查点">第一笔交易核对完成、写入日志之后，当天会签出第一个检查点。</Notice>
      )}
    </section>
  );
}

function Row({ checkpoint: { at, size, root, note, timestamp } }: { checkpoint: Checkpoint }) {
  return (
    <tr>
      <td>{minuteOf(at)}</td>
      <td data-align="right">{size.toLocaleString('zh-CN')}</td>
      <td>
        <code>{root}</code>
      </td>
      <td>
        {timestamp ? (
          <>
            {secondOf(timestamp.at)}
            <small>{timestamp.authority}</small>
          </>
        ) : (
          '等待回应'
        )}
      </td>
      <td>
        <CopyButton text={note} what="原文" />
      </td>
    </tr>
  );
}
