import { Button } from 'antd';
import { Link } from 'react-router';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { countOf } from '../../components/counts';
import { LoadFailure } from '../../components/load-failure';
import { PageSkeleton } from '../../components/page-skeleton';
import { useRecordList } from '../../components/use-record-list';
import { figuresKey, type MetricRecords, type MetricValue, type Range } from './figures';
import { valueOf, valueWithUnit } from './figures-wording';
import styles from './metric-panel.module.css';
import { useMayOpen } from './rights';

type Row = MetricRecords['rows'][number];

/** What a metric counts, record by record, as it is now; `said` is the number that was computed before. */
export function MetricRecordsTable({ said, range }: { said: MetricValue; range: Range }) {
  const { code, kind } = said;
  const list = useRecordList<Row, MetricRecords & { items: Row[]; nextCursor: string | null }>([figuresKey, 'records', code, range], async (cursor, signal) => {
    const found = await call('GET /metrics/:code/records', { params: { code }, query: { ...range, ...(cursor && { cursor }) }, signal });
    return { ...found, items: found.rows };
  });
  const mayOpen = useMayOpen();
  const { rows, first, error } = list;
  if (!rows || !first) return error ? <LoadFailure error={error} onRetry={list.retry} /> : <PageSkeleton rows={5} />;
  const { columns, total, metric } = first;
  return (
    <>
      {valueOf(metric) !== valueOf(said) && (
        <AlertLine tone="warn">
          记录已有变化：现在算出 {valueWithUnit(metric)}，当时是 {valueWithUnit(said)}。
        </AlertLine>
      )}
      <p className={styles.soft}>
        共 {countOf(total)} 条{kind === 'fen' ? `，合计 ${valueOf(metric)}` : ''}
        {rows.length < total && `，已列出 ${countOf(rows.length)} 条`}
      </p>
      {rows.length > 0 && (
        <div className={styles.scroll}>
          <table className={styles.records} data-stale={list.isStale}>
            <thead>
              <tr>
                {columns.map((title) => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ key, cells, link }) => (
                <tr key={key}>
                  {cells.map((cell, at) => (
                    <td key={at}>{at === 0 && link && mayOpen(link) ? <Link to={link}>{cell}</Link> : cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {error ? (
        <AlertLine tone="warn" actions={<Button size="small" onClick={list.retry}>重试</Button>}>
          没有加载出来：{sentenceOf(error)}
        </AlertLine>
      ) : null}
      {list.hasMore && (
        <Button className={styles.more} loading={list.isLoadingMore} onClick={list.loadMore}>
          更多
        </Button>
      )}
    </>
  );
}
