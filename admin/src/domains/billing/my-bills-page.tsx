import { useNavigate } from 'react-router';
import { call } from '../../api';
import { PageHead } from '../../components/page-head';
import { EmptyList, RecordList } from '../../components/record-list';
import { useRecordList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { useStaff } from '../../session';
import { billColumns } from './bill-columns';
import { billingKey } from './billing';
import { Totals } from './bills-page';
import { BillsChart } from './bills-chart';
import styles from './billing.module.css';

const { number, month, vehicles, fen, outstanding, state, dueOn, bytes } = billColumns;

/** 本市场账单: what the manager's own market is to pay, month by month. */
export default function MyBillsPage() {
  useTitle('本市场账单');
  const navigate = useNavigate();
  const { market } = useStaff();
  const bills = useRecordList([billingKey, 'my-bills'], (cursor, signal) => call('GET /bills', { query: { limit: 24, ...(cursor && { cursor }) }, signal }));
  return (
    <div className="page">
      <PageHead title="本市场账单" note={`${market?.name ?? ''}的影像系统服务费，按月结算`} />
      {bills.rows && bills.rows.length > 1 && (
        <section className={`card ${styles.card} ${styles.chartCard}`}>
          <h2>各月账单</h2>
          <BillsChart bills={bills.rows} />
        </section>
      )}
      <RecordList
        caption="本市场的账单，最近的月份在前"
        list={bills}
        columns={[number, month, vehicles, fen, outstanding, state, dueOn, bytes]}
        keyOf={({ id }) => id}
        onOpen={({ id }) => void navigate(`/bills/${id}`)}
        empty={
          <EmptyList what="账单" isFiltered={false} onClear={() => undefined}>
            管理公司每月结算一次，发布后显示在这里。打开账单可以看到每一辆车和付款账户。
          </EmptyList>
        }
        foot={bills.first && bills.first.totals.bills > 0 && <Totals totals={bills.first.totals} />}
      />
    </div>
  );
}
