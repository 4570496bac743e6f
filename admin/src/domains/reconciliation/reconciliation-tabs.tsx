import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { PageTabs } from '../../components/page-tabs';
import { openCountQuery } from './queries';
import { useMay } from './rights';

/** 对账: its pages, and the way to what waits. */
export function ReconciliationTabs() {
  const navigate = useNavigate();
  const may = useMay();
  const open = useQuery(openCountQuery).data?.open ?? 0;
  return (
    <PageTabs
      label="对账"
      tabs={[
        { to: '/reconciliation', title: '对账情况' },
        { to: '/reconciliation/lines', title: '明细' },
        { to: '/reconciliation/statements', title: '对账单' },
      ]}
    >
      {may('POST /statement-lines/:id/decision') && open > 0 && (
        <Button type="primary" style={{ marginBottom: 8 }} onClick={() => void navigate('/reconciliation/desk')}>
          处理差异（{open} 条待处理）
        </Button>
      )}
    </PageTabs>
  );
}
