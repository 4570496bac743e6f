import { useQuery } from '@tanstack/react-query';
import { funds, ledgerAccounts } from '@yongche/contract/vocabulary';
import type { ReactNode } from 'react';
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
import type { Account, SourcesAndUses } from './ledger';
import { LedgerTabs } from './ledger-tabs';
import { equationOf, sourceName } from './ledger-wording';
import styles from './ledger.module.css';
import { sourcesAndUsesQuery } from './queries';
import { useMay } from './rights';
import { BudgetBar } from './budget-bar';

/** 专户收支: where a fund's money came from, what it was used for, where the rest lies, and that it all adds up. */
export default function SourcesAndUsesPage() {
  useTitle('专户收支');
  const [search, setSearch] = useSearchParams();
  const fund = fundIn(search);
  const period = periodOf({ from: dayIn(search, 'from'), to: dayIn(search, 'to') }, new Date());
  const found = useQuery(sourcesAndUsesQuery({ fund, ...period }));
  const change = (part: object) => setSearch(searchOf({ fund, ...period }, part));
  return (
    <div className="page">
      <PageHead title="专户收支" note={fund === 'service_fee' ? '服务费专款专用，只用于影像系统和核查人员' : '会费用于协会的会员服务和日常办公'} />
      <LedgerTabs />
      <FilterBar onSubmit={() => undefined}>
        <FundSwitch fund={fund} onChange={(next) => change({ fund: next })} />
        <DaysFilter label="期间（含首尾两日）" {...period} isWhole presets={usualPeriods(new Date())} onChange={change} />
      </FilterBar>
      {found.isPending && <PageSkeleton rows={10} />}
      {found.isError && !found.data && <LoadFailure error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && <Report report={found.data} />}
    </div>
  );
}

function Report({ report }: { report: SourcesAndUses }) {
  const { fund, from, to, sources, uses, heldAs } = report;
  const { openingFen, sourcesFen, usesFen, closingFen, heldFen, holds } = equationOf(report);
  const hasBudget = uses.some(({ budgetFen }) => budgetFen !== null);
  return (
    <>
      <dl className={`card ${styles.equation}`} data-ok={holds} aria-label={`${funds[fund]} ${from} 至 ${to}`}>
        <Term title="期初余额" value={openingFen} />
        <Sign>＋</Sign>
        <Term title="来源" value={sourcesFen} />
        <Sign>−</Sign>
        <Term title="用途" value={usesFen} />
        <Sign>＝</Sign>
        <Term title="期末余额" value={closingFen} />
        <Sign>＝</Sign>
        <Term title="现存" value={heldFen} note={holds ? '✓ 相等' : '不相等，请联系技术运维'} />
      </dl>
      <div className={styles.report}>
        <section className={`card ${styles.card}`}>
          <h2>用途{hasBudget && <small>本年预算在旁</small>}</h2>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">用途</th>
                <th scope="col">支出</th>
                {hasBudget && <th scope="col">本年预算</th>}
                {hasBudget && <th scope="col">执行</th>}
              </tr>
            </thead>
            <tbody>
              {uses.map(({ account, fen, budgetFen }) => (
                <tr key={account} data-none={fen === 0 && !budgetFen}>
                  <th scope="row">{ledgerAccounts[account]}</th>
                  <td>
                    <Sum {...{ fund, from, to, account, fen }} />
                  </td>
                  {hasBudget && <td>{budgetFen === null ? '' : budgetFen === 0 ? '没有' : yuanOf(budgetFen)}</td>}
                  {hasBudget && <td className={styles.bar}>{budgetFen !== null && budgetFen > 0 && <BudgetBar budgetFen={budgetFen} spentFen={fen} committedFen={0} />}</td>}
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">合计</th>
                <td>{yuanOf(usesFen)}</td>
                {hasBudget && <td>{yuanOf(uses.reduce((sum, { budgetFen }) => sum + (budgetFen ?? 0), 0))}</td>}
                {hasBudget && <td />}
              </tr>
            </tfoot>
          </table>
        </section>
        <div className={styles.stack}>
          <Lines title="来源" lines={sources.map(({ account, fen }) => ({ account: receivedOn(account), fen, name: sourceName(account) }))} total={sourcesFen} {...{ fund, from, to }} />
          <Lines title={`现存　${to}`} lines={heldAs.map(({ account, fen }) => ({ account, fen, name: ledgerAccounts[account] }))} total={heldFen} {...{ fund, to }} note="待查、预收和应付退款不是自有的钱，以负数列示" />
        </div>
      </div>
    </>
  );
}

/** What came in of the income stands on the account of what was owed; the income itself is what was raised. */
const receivedOn = (account: Account): Account => (account === 'income' ? 'receivable' : account);

function Term({ title, value, note }: { title: string; value: number; note?: string }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{yuanOf(value)}</dd>
      {note && <dd className={styles.verdict}>{note}</dd>}
    </div>
  );
}

const Sign = ({ children }: { children: ReactNode }) => (
  <span className={styles.sign} aria-hidden="true">
    {children}
  </span>
);

interface LinesProps {
  title: string;
  lines: { account: Account; name: string; fen: number }[];
  total: number;
  fund: SourcesAndUses['fund'];
  from?: string;
  to: string;
  note?: string;
}

function Lines({ title, lines, total, note, ...period }: LinesProps) {
  return (
    <section className={`card ${styles.card}`}>
      <h2>{title}</h2>
      <table className={styles.table}>
        <tbody>
          {lines.map(({ account, name, fen }) => (
            <tr key={account} data-none={fen === 0}>
              <th scope="row">{name}</th>
              <td>
                <Sum {...period} account={account} fen={fen} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">合计</th>
            <td>{yuanOf(total)}</td>
          </tr>
        </tfoot>
      </table>
      {note && <p className={styles.soft}>{note}</p>}
    </section>
  );
}

/** A sum that opens its bookings, for who may read them. */
function Sum({ fen, ...filter }: { fund: SourcesAndUses['fund']; account: Account; fen: number; from?: string; to: string }) {
  const may = useMay();
  if (!may('GET /ledger/bookings')) return <>{yuanOf(fen)}</>;
  return <Link to={bookingsHref(filter)}>{yuanOf(fen)}</Link>;
}
