import { useQuery } from '@tanstack/react-query';
import { funds } from '@yongche/contract/vocabulary';
import { Fragment, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { BackLink } from '../../components/back-link';
import { FilterBar } from '../../components/filter';
import { searchOf } from '../../components/list-filters';
import { LoadFailure } from '../../components/load-failure';
import { yuanOf } from '../../components/money';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { useTitle } from '../../components/use-title';
import { dueOf } from '../discipline/due';
import { type Age, ages, over30Of } from './ageing-drawing';
import type { Ageing, ReceivableParty, Receivables } from './finance';
import { payableHref } from './finance-links';
import { FundSwitch, fundIn } from './fund-switch';
import styles from './finance.module.css';
import { receivablesQuery } from './queries';
import { useMay } from './rights';

const columns = Object.keys(ages) as Age[];

/** 应收与账龄: who owes how much since when, and for which due or bill. */
export default function ReceivablesPage() {
  useTitle('应收与账龄');
  const may = useMay();
  const [search, setSearch] = useSearchParams();
  const fund = fundIn(search);
  const receivables = useQuery(receivablesQuery(fund));
  return (
    <div className="page">
      {may('GET /finance-desk') && <BackLink to="/finance" title="财务台" />}
      <PageHead title="应收与账龄" note={receivables.data && `${funds[fund]}共未收 ${yuanOf(receivables.data.totalFen)}`} />
      <FilterBar onSubmit={() => undefined}>
        <FundSwitch fund={fund} onChange={(next) => setSearch(searchOf({ fund: next }))} />
      </FilterBar>
      {receivables.isPending && <PageSkeleton rows={6} />}
      {receivables.isError && !receivables.data && <LoadFailure error={receivables.error} onRetry={() => void receivables.refetch()} />}
      {receivables.data && (
        <section className={`card ${styles.card}`}>{receivables.data.items.length === 0 ? <Notice title="没有未收的款">会费部署或账单发布后，没有付清的显示在这里。</Notice> : <Parties receivables={receivables.data} />}</section>
      )}
    </div>
  );
}

function Parties({ receivables: { items, totalFen } }: { receivables: Receivables }) {
  const [opened, setOpened] = useState<string>();
  const sum = (of: (ageing: Ageing) => number) => yuanOf(items.reduce((total, item) => total + of(item), 0));
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">欠款方</th>
          {columns.map((age) => (
            <th key={age} scope="col">
              {ages[age]}
            </th>
          ))}
          <th scope="col">未收合计</th>
        </tr>
      </thead>
      <tbody>
        {items.map((party) => (
          <Fragment key={party.partyId}>
            <tr data-chosen={opened === party.partyId}>
              <th scope="row">
                <button type="button" aria-expanded={opened === party.partyId} onClick={() => setOpened(opened === party.partyId ? undefined : party.partyId)}>
                  {party.partyName}
                </button>
                <small>{party.documents.length} 笔</small>
              </th>
              {columns.map((age) => (
                <td key={age} data-none={party[age] === 0}>
                  {yuanOf(party[age])}
                </td>
              ))}
              <td className={over30Of(party) > 0 ? styles.late : undefined}>{yuanOf(party.outstandingFen)}</td>
            </tr>
            {opened === party.partyId && <Documents party={party} />}
          </Fragment>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">合计</th>
          {columns.map((age) => (
            <td key={age}>{sum((ageing) => ageing[age])}</td>
          ))}
          <td>{yuanOf(totalFen)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

/** The dues or bills of which a party's debt is the sum. */
function Documents({ party: { kind, documents } }: { party: ReceivableParty }) {
  const now = new Date();
  return documents.map(({ id, title, outstandingFen, dueOn }) => (
    <tr key={id} className={styles.detail}>
      <th scope="row">
        <Link to={payableHref(kind, id)}>{title}</Link>
      </th>
      <td colSpan={columns.length}>
        到期日 {dueOn}　{dueOf(dueOn, now).words}
      </td>
      <td>{yuanOf(outstandingFen)}</td>
    </tr>
  ));
}
