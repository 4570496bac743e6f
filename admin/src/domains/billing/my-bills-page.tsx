import { Link, useNavigate } from 'react-router';
import { call } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { yuanOf } from '../../components/money';
import { PageHead } from '../../components/page-head';
import { EmptyList, RecordList } from '../../components/record-list';
import { useRecordList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { useStaff } from '../../session';
import { billColumns } from './bill-columns';
import { type BillList, billingKey, type BillSummary } from './billing';
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
      {bills.first && <Owed totals={bills.first.totals} bills={bills.rows ?? []} />}
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

/** What the market owes now, before everything else, and until when. */
function Owed({ totals: { outstandingFen }, bills }: Pick<BillList, 'totals'> & { bills: BillSummary[] }) {
  const open = bills.filter(({ state, outstandingFen: rest }) => state === 'published' && rest > 0);
  const isOverdue = open.some(({ standing }) => standing === 'overdue');
  if (open.length === 0) return null;
  return (
    <div className={styles.alert}>
      <AlertLine tone={isOverdue ? 'bad' : 'info'}>
        未付 <b>{yuanOf(outstandingFen)}</b>：
        {open.map(({ id, month, dueOn, standing }, at) => (
          <span key={id}>
            {at > 0 && '、'}
            <Link to={`/bills/${id}`}>{month}</Link>（期限 {dueOn}
            {standing === 'overdue' && '，已逾期'}）
          </span>
        ))}
        。打开账单看收款账户和附言。
      </AlertLine>
    </div>
  );
}
