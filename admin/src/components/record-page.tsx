import type { UseQueryResult } from '@tanstack/react-query';
import type { ErrorCode } from '@yongche/contract';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { isRefusal } from '../api';
import { LoadFailure } from './load-failure';
import { Notice } from './notice';
import { PageSkeleton } from './page-skeleton';

interface RecordPageProps<Row> {
  record: UseQueryResult<Row>;
  /** What the server says where there is none. */
  missing: ErrorCode;
  /** What is said then, such as 没有找到这个会员. */
  title: string;
  /** Why it may be missing. */
  hint?: string;
  /** The list that it would stand in. */
  back: { to: string; title: string };
  children: (record: Row) => ReactNode;
}

/** The record that an address names: on its way, there, not to be found, or not to be loaded. */
export function RecordPage<Row>({ record, missing, title, hint = '地址可能不完整。', back, children }: RecordPageProps<Row>) {
  const navigate = useNavigate();
  if (record.isPending) return <PageSkeleton rows={10} />;
  if (record.data) return children(record.data);
  if (!isRefusal(record.error, missing, 'request.not_found', 'request.invalid')) return <LoadFailure error={record.error} onRetry={() => void record.refetch()} />;
  return (
    <Notice
      title={title}
      actions={
        <Button type="primary" onClick={() => navigate(back.to)}>
          回到{back.title}
        </Button>
      }
    >
      {hint}
    </Notice>
  );
}
