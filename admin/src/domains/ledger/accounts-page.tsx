import { useQuery } from '@tanstack/react-query';
import { accountClasses, funds, ledgerAccounts } from '@yongche/contract/vocabulary';
import { Link, useSearchParams } from 'react-router';
import { DaysFilter } from '../../components/days-filter';
import { FilterBar } from '../../components/filter';
import { dayIn, searchOf } from '../../components/list-filters';
import { LoadFailure } from '../../components/load-failure';
import { yuanOf } from '../../components/money';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { periodOf, usualPeriods } from '../../components/periods';
import { useTitle } from '../../components/use-title';
import { bookingsHref } from '../finance/finance-links';
import { FundSwitch, fundIn } from '../finance/fund-switch';
import type { AccountBalances } from './ledger';
import { LedgerTabs } from './ledger-tabs';
import { sideOf, totalsOf } from './ledger-wording';
import styles from './ledger.module.css';
import { accountsQuery } from './queries';

type Row = AccountBalances['items'][number];

/** 科目余额: every account of a fund over a period, each opening its bookings, and the proof that the books balance. */
export default function AccountsPage() {
  useTitle('科目余额');
  const [search, setSearch] = useSearchParams();
  const fund = fundIn(search);
  const period = periodOf({ from: dayIn(search, 'from'), to: dayIn(search, 'to') }, new Date());
  const accounts = useQuery(accountsQuery({ fund, ...period }));
  const change = (part: object) => setSearch(searchOf({ fund, ...period }, part));
  return (
    <div className="page">
      <PageHead title="总账" note="复式记账，只增不改；更正以冲回的分录进行" />
      <LedgerTabs />
      <FilterBar onSubmit={() => undefined}>
        <FundSwitch fund={fund} onChange={(next) => change({ fund: next })} />
        <DaysFilter label="期间（含首尾两日）" {...period} isWhole presets={usualPeriods(new Date())} onChange={change} />
      </FilterBar>
      {accounts.isPending && <PageSkeleton rows={12} />}
      {accounts.isError && !accounts.data && <LoadFailure error={accounts.error} onRetry={() => void accounts.refetch()} />}
      {accounts.data && (
        <section className={`card ${styles.card}`} aria-label={`${funds[fund]}的科目余额`}>
          <Balances balances={accounts.data} hrefOf={({ account }) => bookingsHref({ fund, account, ...period })} />
        </section>
      )}
    </div>
  );
}

function Balances({ balances: { items, balanced }, hrefOf }: { balances: AccountBalances; hrefOf: (row: Row) => string }) {
  const totals = totalsOf(items);
  return (
    <table className={styles.accounts}>
      <thead>
        <tr>
          <th scope="col">科目</th>
          <th scope="col">期初</th>
          <th scope="col">借方</th>
          <th scope="col">贷方</th>
          <th scope="col">期末余额</th>
        </tr>
      </thead>
      <tbody>
        {items.map((row, at) => (
          <tr key={row.account} data-first={row.class !== items[at - 1]?.class} data-none={row.openingFen === 0 && row.debitFen === 0 && row.creditFen === 0}>
            <th scope="row">
              <Link to={hrefOf(row)}>{ledgerAccounts[row.account]}</Link> <small>{accountClasses[row.class]}</small>
            </th>
            <td>
              <Side fen={row.openingFen} />
            </td>
            <td>{yuanOf(row.debitFen)}</td>
            <td>{yuanOf(row.creditFen)}</td>
            <td>
              <Side fen={row.balanceFen} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr data-ok={balanced}>
          <th scope="row">合计</th>
          <td>
            <Side fen={totals.openingFen} />
          </td>
          <td>{yuanOf(totals.debitFen)}</td>
          <td>{yuanOf(totals.creditFen)}</td>
          <td>
            <Side fen={totals.balanceFen} />
            {balanced ? <span className={styles.good}>✓ 借贷相等</span> : <span className={styles.bad}>借贷不等，请联系技术运维</span>}
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

function Side({ fen }: { fen: number }) {
  const { side, sum } = sideOf(fen);
  return (
    <>
      <small>{side}</small> {sum}
    </>
  );
}
