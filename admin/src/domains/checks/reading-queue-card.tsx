import { useQuery } from '@tanstack/react-query';
import { LoadFailure } from '../../components/load-failure';
import styles from './check-figures-page.module.css';
import { checkQueueQuery } from './queries';
import { secondsWord } from './seconds-word';

/** After this many seconds in the queue the oldest picture is shown in amber: an agent stands at a counter. */
const longWaitSeconds = 60;

/** 读取队列: how many pictures wait to be read, how long that takes, and by which engine. */
export function ReadingQueueCard() {
  const queue = useQuery(checkQueueQuery);
  if (queue.isPending) return null;
  if (!queue.data) return <LoadFailure error={queue.error} onRetry={() => void queue.refetch()} />;
  const { waiting, running, failed, medianSeconds, p95Seconds, oldestSeconds, engine } = queue.data;
  return (
    <section className={`card ${styles.queue}`} aria-label="读取队列">
      <h2>读取队列</h2>
      <dl>
        <Figure title="等待" value={`${waiting}`} />
        <Figure title="读取中" value={`${running}`} />
        <Figure title="失败" value={`${failed}`} tone={failed > 0 ? 'bad' : undefined} />
        <Figure title="等得最久" value={secondsWord(oldestSeconds)} tone={(oldestSeconds ?? 0) > longWaitSeconds ? 'warn' : undefined} />
        <Figure title="24小时中位" value={secondsWord(medianSeconds)} />
        <Figure title="95%在" value={secondsWord(p95Seconds)} />
      </dl>
      <p>
        {engine}
        {queue.isError && '　没有更新，正在重试'}
      </p>
    </section>
  );
}

function Figure({ title, value, tone }: { title: string; value: string; tone?: 'bad' | 'warn' | undefined }) {
  return (
    <div data-tone={tone}>
      <dt>{title}</dt>
      <dd>{value}</dd>
    </div>
  );
}
