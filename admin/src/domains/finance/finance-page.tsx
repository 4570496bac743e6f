import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { LoadFailure } from '../../components/load-failure';
import { minuteOf } from '../../components/moments';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { useTitle } from '../../components/use-title';
import { AgeingChart } from './ageing-chart';
import { BalancesTable } from './balances-table';
import { CollectionChart } from './collection-chart';
import { DeskTiles } from './desk-tiles';
import { DeskTodo } from './desk-todo';
import type { FinanceDesk } from './finance';
import styles from './finance.module.css';
import { OverdueList } from './overdue-list';
import { financeDeskQuery } from './queries';

/** 财务台: the few numbers of the day, what waits for somebody, where the money lies and who is late with it. */
export default function FinancePage() {
  useTitle('财务台');
  const navigate = useNavigate();
  const desk = useQuery(financeDeskQuery);
  return (
    <div className="page">
      <PageHead title="财务台" note={desk.data && `${minuteOf(desk.data.at)} 的数字，全部来自总账和计量`}>
        <Button onClick={() => void navigate('/receivables')}>应收与账龄</Button>
        <Button onClick={() => void navigate('/ledger/sources-and-uses')}>专户收支</Button>
      </PageHead>
      {desk.isPending && <PageSkeleton rows={12} />}
      {desk.isError && !desk.data && <LoadFailure error={desk.error} onRetry={() => void desk.refetch()} />}
      {desk.data && <Desk desk={desk.data} />}
    </div>
  );
}

function Desk({ desk }: { desk: FinanceDesk }) {
  return (
    <>
      <DeskTiles desk={desk} />
      <div className={styles.columns}>
        <section className={`card ${styles.card}`}>
          <h2>
            收款曲线 <small>最近十二个月</small>
            <ul className={styles.key} aria-hidden="true">
              <li data-part="raised">新增应收</li>
              <li data-part="received">实收</li>
            </ul>
          </h2>
          <CollectionChart curve={desk.curve} />
        </section>
        <section className={`card ${styles.card}`}>
          <h2>待办</h2>
          <DeskTodo todo={desk.todo} />
        </section>
        <section className={`card ${styles.card}`}>
          <h2>
            账龄 <small>未收的款，按到期后的天数</small>
            <ul className={styles.key} aria-hidden="true">
              <li data-fund="service_fee">服务费</li>
              <li data-fund="dues">会费</li>
            </ul>
          </h2>
          <AgeingChart ageing={desk.ageing} />
        </section>
        <section className={`card ${styles.card}`}>
          <h2>资金余额</h2>
          <BalancesTable balances={desk.balances} />
        </section>
      </div>
      <OverdueList />
    </>
  );
}
