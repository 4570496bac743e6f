import { Button } from 'antd';
import type { ReactNode } from 'react';
import { sentenceOf } from '../api';
import { AlertLine } from './alert-line';
import { DataTable, type Column } from './data-table';
import { LoadFailure } from './load-failure';
import { Notice } from './notice';
import { PageSkeleton } from './page-skeleton';
import styles from './record-list.module.css';
import type { RecordListState } from './use-record-list';

interface RecordListProps<Row> {
  caption: string;
  list: RecordListState<Row>;
  columns: Column<Row>[];
  keyOf: (row: Row) => string;
  /** Left out where the rows open nothing. */
  onOpen?: ((row: Row) => void) | undefined;
  /** What stands there when nothing is found: what it means and what to do. */
  empty: ReactNode;
  /** Below the table, such as the line of its stock. */
  foot?: ReactNode;
}

/** A table of records with its loading, empty and failed states, and 更多 where there is more. */
export function RecordList<Row>({ caption, list, columns, keyOf, onOpen, empty, foot }: RecordListProps<Row>) {
  const { rows, error } = list;
  return (
    <>
      {error && rows ? (
        <div className={styles.failure}>
          <AlertLine tone="warn" actions={<Button size="small" onClick={list.retry}>重试</Button>}>
            没有加载出来：{sentenceOf(error)}
          </AlertLine>
        </div>
      ) : null}
      <section className={`card ${styles.list}`}>
        {!rows && !error && <PageSkeleton />}
        {!rows && error ? <LoadFailure error={error} onRetry={list.retry} /> : null}
        {rows && rows.length > 0 && (
          <DataTable caption={caption} columns={columns} rows={rows} keyOf={keyOf} onOpen={onOpen} isStale={list.isStale} />
        )}
        {rows?.length === 0 && empty}
      </section>
      {list.hasMore && (
        <p className={styles.more}>
          <Button loading={list.isLoadingMore} onClick={list.loadMore}>
            更多
          </Button>
        </p>
      )}
      {foot}
    </>
  );
}

interface EmptyListProps {
  /** Whether filters are set: then they may be what hides the rows. */
  isFiltered: boolean;
  onClear: () => void;
  what: string;
  children: ReactNode;
}

/** Nothing to show: either the filters are too narrow, or there is nothing yet (`children` says how something comes here). */
export function EmptyList({ isFiltered, onClear, what, children }: EmptyListProps) {
  if (!isFiltered) return <Notice title={`没有${what}`}>{children}</Notice>;
  return (
    <Notice title={`没有符合条件的${what}`} actions={<Button onClick={onClear}>清除条件</Button>}>
      请检查输入的文字，或放宽条件。
    </Notice>
  );
}
