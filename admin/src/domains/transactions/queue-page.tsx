import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { DataTable, type Column } from '../../components/data-table';
import { LoadFailure } from '../../components/load-failure';
import { waitOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { PageSkeleton } from '../../components/page-skeleton';
import { useTitle } from '../../components/use-title';
import type { DealSummary } from './deal';
import { dealColumns } from './deal-columns';
import styles from './queue-page.module.css';
import { queueQuery } from './queries';
import { ScanBox } from './scan-box';

const refetchInterval = 5_000;
/** After this many minutes at the window the wait is shown in amber. */
const longWaitMinutes = 15;

/** 待核对: the deals of this market that wait at the counter, the longest wait first. */
export default function QueuePage() {
  const navigate = useNavigate();
  const queue = useQuery({ ...queueQuery, refetchInterval });
  const counts = useQuery({
    queryKey: ['transaction-counts'],
    queryFn: ({ signal }) => call('GET /transaction-counts', { signal }),
    refetchInterval,
  });
  useTitle(counts.data?.awaiting_check ? `(${counts.data.awaiting_check}) 待核对` : '待核对');

  const open = ({ id }: DealSummary) => void navigate(`/transactions/${id}`);
  const items = queue.data?.items;
  const columns: Column<DealSummary>[] = [
    dealColumns.serial,
    { title: '已等候', cell: ({ submittedAt }) => <Waited since={submittedAt} now={queue.dataUpdatedAt} /> },
    dealColumns.plate,
    dealColumns.vin,
    dealColumns.business,
    dealColumns.agent,
  ];
  return (
    <div className="page">
      <h1 className="visually-hidden">待核对</h1>
      <section className={styles.head}>
        <ScanBox onEmptyEnter={() => items?.[0] && open(items[0])} />
        <dl className={styles.figures}>
          <Figure title="排队" value={counts.data?.awaiting_check} isMain />
          <Figure title="今日完成" value={counts.data?.completedToday} />
          <Figure title="今日退回" value={counts.data?.returnedToday} />
        </dl>
      </section>
      {queue.isError && items && (
        <div className={styles.stale}>
          <AlertLine tone="warn">列表没有更新：{sentenceOf(queue.error)}系统正在自动重试。</AlertLine>
        </div>
      )}
      <section className="card">
        {queue.isPending && <PageSkeleton rows={6} />}
        {queue.isError && !items && <LoadFailure error={queue.error} onRetry={() => void queue.refetch()} />}
        {items && items.length > 0 && (
          <DataTable caption="待核对的交易，等候最久的在前" columns={columns} rows={items} keyOf={({ id }) => id} onOpen={open} />
        )}
        {items?.length === 0 && (
          <Notice tone="good" title="现在没有待核对的交易">
            代理人在手机上提交后，交易会自动出现在这里，不用刷新页面。也可以直接扫描代理人出示的交易二维码。
          </Notice>
        )}
      </section>
      {items && items.length > 0 && (
        <p className={styles.foot}>
          <kbd>Enter</kbd> 打开等候最久的一笔　每5秒自动更新
          {queue.data?.nextCursor && '　只显示最早的100笔，其余在前面的处理后出现'}
        </p>
      )}
    </div>
  );
}

function Figure({ title, value, isMain = false }: { title: string; value: number | undefined; isMain?: boolean }) {
  return (
    <div className={styles.figure} data-main={isMain}>
      <dt>{title}</dt>
      <dd>{value ?? '–'}</dd>
    </div>
  );
}

function Waited({ since, now }: { since: string | null; now: number }) {
  if (!since) return null;
  const isLong = now - Date.parse(since) >= longWaitMinutes * 60_000;
  return (
    <span className={styles.waited} data-long={isLong}>
      {waitOf(since, now)}
    </span>
  );
}
