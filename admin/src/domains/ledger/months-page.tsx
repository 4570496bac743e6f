import { useQuery } from '@tanstack/react-query';
import { monthStates } from '@yongche/contract/vocabulary';
import { App, Button } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { call } from '../../api';
import { WhoWhen } from '../../components/cells';
import type { Column } from '../../components/data-table';
import { FilterBar } from '../../components/filter';
import { dayOf } from '../../components/moments';
import { searchOf } from '../../components/list-filters';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { RecordList } from '../../components/record-list';
import { ToneTag } from '../../components/tone-tag';
import { useAct } from '../../components/use-act';
import { wholeList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { YearFilter, yearIn } from '../../components/year-filter';
import { bookingsHref, daysOfMonth, inMonth } from '../finance/finance-links';
import { type LedgerMonth, ledgerKey } from './ledger';
import { LedgerTabs } from './ledger-tabs';
import styles from './ledger.module.css';
import { monthsQuery } from './queries';
import { useMay } from './rights';

const columns: Column<LedgerMonth>[] = [
  { title: '月份', cell: ({ month }) => <b>{month}</b> },
  { title: '状态', cell: ({ state }) => <ToneTag tone={state === 'closed' ? 'good' : 'busy'}>{monthStates[state]}</ToneTag> },
  { title: '分录', align: 'right', cell: ({ month, bookings }) => <Link to={bookingsHref(daysOfMonth(month))}>{bookings}</Link> },
  { title: '还差什么', cell: (month) => <Obstacles month={month} /> },
  { title: '月结', cell: ({ closedBy, closedAt }) => closedBy && closedAt && <WhoWhen who={closedBy} at={closedAt} /> },
];

/** 月结: every month of a year, and what of it is not explained yet; a closed month takes no more bookings. */
export default function MonthsPage() {
  useTitle('月结');
  const may = useMay();
  const [search, setSearch] = useSearchParams();
  const year = yearIn(search, new Date());
  const months = useQuery(monthsQuery(year));
  const rows = months.data && [...months.data.items].reverse();
  const acts: Column<LedgerMonth> = { title: '办理', cell: (month) => (isReady(month) ? <CloseButton month={month} /> : null) };
  return (
    <div className="page">
      <PageHead title="月结" note="从最早的月份起逐月结账；没有未解释的差异才能结" />
      <LedgerTabs />
      <FilterBar onSubmit={() => undefined}>
        <YearFilter year={year} onChange={(next) => setSearch(searchOf({ year: next }))} />
      </FilterBar>
      <RecordList
        caption={`${year} 年各月`}
        list={wholeList(months, rows)}
        columns={may('POST /months/:month/closing') ? [...columns, acts] : columns}
        keyOf={({ month }) => month}
        empty={<Notice title={`${year} 年没有记账`}>第一笔分录所在的月份起，每个月都列在这里。</Notice>}
      />
    </div>
  );
}

/** A month that is over and has nothing in its way. */
const isReady = ({ month, state, obstacles }: LedgerMonth) => state === 'open' && obstacles.length === 0 && month < dayOf(new Date()).slice(0, 7);

function Obstacles({ month: { month, state, obstacles } }: { month: LedgerMonth }) {
  if (state === 'closed') return null;
  if (obstacles.length === 0) return <span className={styles.good}>✓ 可以月结</span>;
  return (
    <ul className={styles.obstacles}>
      {obstacles.map(({ what, count, link }) => (
        <li key={what}>
          {link ? <Link to={inMonth(link, month)}>{what}</Link> : what}
          {count > 1 && <b>{count}</b>}
        </li>
      ))}
    </ul>
  );
}

function CloseButton({ month: { month, bookings } }: { month: LedgerMonth }) {
  const { modal } = App.useApp();
  const close = useAct({
    about: month,
    send: (_: void, idempotencyKey) => call('POST /months/:month/closing', { params: { month }, idempotencyKey }),
    renews: [[ledgerKey]],
    done: `${month} 已月结。`,
    failed: '没有月结',
  });
  const ask = () =>
    void modal.confirm({
      title: `月结 ${month}`,
      content: `${bookings} 笔分录都已有依据、没有未解释的差异。月结后该月不再记账，也不能撤销；以后的更正记在当月。`,
      okText: '月结',
      cancelText: '再看看',
      onOk: () => close.mutateAsync().catch(() => undefined),
    });
  return (
    <Button size="small" type="primary" loading={close.isPending} onClick={ask}>
      月结…
    </Button>
  );
}
