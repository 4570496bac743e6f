import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { DataTable, type Column } from '../../components/data-table';
import { LoadFailure } from '../../components/load-failure';
import { waitOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { PageSkeleton } from '../../components/page-skeleton';
import { ToneTag } from '../../components/tone-tag';
import { useTitle } from '../../components/use-title';
import { useStaff } from '../../session';
import { shareWord } from '../checks/pack-wording';
import { secondsWord } from '../checks/seconds-word';
import type { DealSummary } from './deal';
import { dealColumns } from './deal-columns';
import styles from './queue-page.module.css';
import { isTaken, nextDealOf } from './next-deal';
import { queueQuery, queueRefetchMs } from './queries';
import { ScanBox } from './scan-box';

/** After this many minutes at the window the wait is shown in amber. */
const longWaitMinutes = 15;

/** 待核对: the deals of this market that wait at the counter, the longest wait first. */
export default function QueuePage() {
  const navigate = useNavigate();
  const staff = useStaff();
  const queue = useQuery({ ...queueQuery, refetchInterval: queueRefetchMs });
  const counts = useQuery({
    queryKey: ['transaction-counts'],
    queryFn: ({ signal }) => call('GET /transaction-counts', { signal }),
    refetchInterval: queueRefetchMs,
  });
  useTitle(counts.data?.awaiting_check ? `(${counts.data.awaiting_check}) 待核对` : '待核对');

  const open = ({ id }: DealSummary) => void navigate(`/transactions/${id}`);
  const items = queue.data?.items;
  const next = items && nextDealOf(items, staff.id);
  const today = counts.data?.checksToday;
  const columns: Column<DealSummary>[] = [
    dealColumns.serial,
    { title: '已等候', cell: (deal) => <Waited deal={deal} now={queue.dataUpdatedAt} staffId={staff.id} /> },
    dealColumns.plate,
    dealColumns.vin,
    dealColumns.business,
    dealColumns.agent,
  ];
  return (
    <div className="page">
      <h1 className="visually-hidden">待核对</h1>
      <section className={styles.head}>
        <ScanBox onEmptyEnter={() => next && open(next)} />
        <dl className={styles.figures}>
          <Figure title="排队" value={counts.data?.awaiting_check} isMain />
          <Figure title="平均核对" value={today ? secondsWord(today.meanSeconds) : undefined} />
          <Figure title="今日完成" value={today?.completed} />
          <Figure title="退回率" value={today ? shareWord(today.returned, today.completed + today.returned) : undefined} />
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
          <kbd>Enter</kbd> 打开等候最久、没有人在核对的一笔　每5秒自动更新
          {queue.data?.nextCursor && '　只显示最早的100笔，其余在前面的处理后出现'}
        </p>
      )}
    </div>
  );
}

function Figure({ title, value, isMain = false }: { title: string; value: number | string | undefined; isMain?: boolean }) {
  return (
    <div className={styles.figure} data-main={isMain}>
      <dt>{title}</dt>
      <dd>{value ?? '–'}</dd>
    </div>
  );
}

function Waited({ deal, now, staffId }: { deal: DealSummary; now: number; staffId: string }) {
  const { submittedAt, hold } = deal;
  if (!submittedAt) return null;
  const isLong = now - Date.parse(submittedAt) >= longWaitMinutes * 60_000;
  return (
    <span className={styles.waited} data-long={isLong && !hold}>
      <span>{waitOf(submittedAt, now)}</span>
      {hold && <ToneTag tone={isTaken(deal, staffId) ? 'busy' : 'good'}>正在核对：{hold.operatorName}</ToneTag>}
    </span>
  );
}
