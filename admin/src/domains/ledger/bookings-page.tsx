import { bookingKinds, funds, ledgerAccounts } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useNavigate, useSearchParams } from 'react-router';
import { call } from '../../api';
import { CellLink, Time } from '../../components/cells';
import cells from '../../components/cells.module.css';
import type { Column } from '../../components/data-table';
import { DaysFilter } from '../../components/days-filter';
import { ChoiceFilter, FilterBar } from '../../components/filter';
import { dayIn, keyIn, searchOf, withoutEmpty, wordIn } from '../../components/list-filters';
import { minuteOf } from '../../components/moments';
import { yuanOf } from '../../components/money';
import { PageHead } from '../../components/page-head';
import { usualPeriods } from '../../components/periods';
import { EmptyList, RecordList } from '../../components/record-list';
import { useRecordList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { documentOf } from '../finance/finance-links';
import { type Booking, ledgerKey } from './ledger';
import { LedgerTabs } from './ledger-tabs';
import styles from './ledger.module.css';
import { VouchersButton } from './vouchers-button';

const columns: Column<Booking>[] = [
  {
    title: '凭证号',
    cell: ({ number, on }) => (
      <span className={styles.stamp}>
        <span className={cells.mono}>{number}</span>
        <Time>{on}</Time>
      </span>
    ),
  },
  {
    title: '摘要',
    cell: ({ kind, memo, reversesNumber }) => (
      <span className={styles.memo}>
        <b>{bookingKinds[kind]}</b>
        <span>{memo}</span>
        {reversesNumber && <span>冲回 {reversesNumber}</span>}
      </span>
    ),
  },
  {
    title: '借方 / 贷方',
    cell: ({ transfers }) => (
      <span className={styles.transfers}>
        {transfers.map(({ fund, debit, credit, fen }, at) => (
          <span key={at}>
            <span title={funds[fund]}>
              <i>借</i> {debit}
            </span>
            <span>
              <i>贷</i> {credit}
            </span>
            <b>{yuanOf(fen)}</b>
          </span>
        ))}
      </span>
    ),
  },
  {
    title: '制单',
    cell: ({ madeBy, madeAt }) => (
      <span className={styles.stamp}>
        <span>{madeBy}</span>
        <Time>{minuteOf(madeAt)}</Time>
      </span>
    ),
  },
  { title: '依据', cell: ({ document }) => <DocumentLink document={document} /> },
];

function DocumentLink({ document }: Pick<Booking, 'document'>) {
  const opened = documentOf(document);
  return opened ? <CellLink to={opened.href}>{opened.name}</CellLink> : null;
}

function filtersOf(search: URLSearchParams) {
  return withoutEmpty({
    fund: keyIn(search, 'fund', funds),
    account: keyIn(search, 'account', ledgerAccounts),
    kind: keyIn(search, 'kind', bookingKinds),
    document: wordIn(search, 'document', 60),
    from: dayIn(search, 'from'),
    to: dayIn(search, 'to'),
  });
}

/** 分录: every booking with both its sides; each opens what it follows from. */
export default function BookingsPage() {
  useTitle('分录');
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const filters = filtersOf(search);
  const bookings = useRecordList([ledgerKey, 'bookings', filters], (cursor, signal) => call('GET /ledger/bookings', { query: { ...filters, ...(cursor && { cursor }) }, signal }));
  const change = (part: object) => setSearch(searchOf(filters, part));
  return (
    <div className="page">
      <PageHead title="总账" note="每张凭证借贷相等，打开就是它依据的单据">
        <VouchersButton />
      </PageHead>
      <LedgerTabs />
      <FilterBar onSubmit={() => undefined}>
        <ChoiceFilter label="资金" width={150} list={funds} value={filters.fund} onChange={(fund) => change({ fund })} />
        <ChoiceFilter label="科目" width={160} list={ledgerAccounts} value={filters.account} onChange={(account) => change({ account })} />
        <ChoiceFilter label="事由" width={150} list={bookingKinds} value={filters.kind} onChange={(kind) => change({ kind })} />
        <DaysFilter label="记账日期" from={filters.from} to={filters.to} presets={usualPeriods(new Date())} onChange={change} />
        {filters.document && (
          <Button type="text" onClick={() => change({ document: undefined })}>
            只看一张单据的分录 ✕
          </Button>
        )}
      </FilterBar>
      <RecordList
        caption="分录，最近的在前"
        list={bookings}
        columns={columns}
        keyOf={({ id }) => id}
        onOpen={({ document }) => {
          const opened = documentOf(document);
          if (opened) void navigate(opened.href);
        }}
        empty={
          <EmptyList what="分录" isFiltered={search.size > 0} onClear={() => setSearch({})}>
            会费部署、账单发布、收款和付款时自动记账。
          </EmptyList>
        }
      />
    </div>
  );
}
