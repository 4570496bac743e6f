import { useQuery } from '@tanstack/react-query';
import { expenseHeads, funds } from '@yongche/contract/vocabulary';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { FilterBar } from '../../components/filter';
import { searchOf } from '../../components/list-filters';
import { LoadFailure } from '../../components/load-failure';
import { yuanOf } from '../../components/money';
import { MoneyInput } from '../../components/money-input';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { useAct } from '../../components/use-act';
import { useTitle } from '../../components/use-title';
import { YearFilter, yearIn } from '../../components/year-filter';
import type { Fund } from '../finance/finance';
import { bookingsHref } from '../finance/finance-links';
import { FundSwitch, fundIn } from '../finance/fund-switch';
import { problemOf } from '../identity/sentence';
import { BudgetBar } from './budget-bar';
import { type Budget, type Budgets, ledgerKey } from './ledger';
import { LedgerTabs } from './ledger-tabs';
import { leftOf } from './ledger-wording';
import styles from './ledger.module.css';
import { budgetsQuery } from './queries';
import { useMay } from './rights';

/** 预算: what each head may cost in a year, what was approved and spent of it. */
export default function BudgetsPage() {
  useTitle('预算');
  const [search, setSearch] = useSearchParams();
  const [fund, year] = [fundIn(search), yearIn(search, new Date())];
  const budgets = useQuery(budgetsQuery(fund, year));
  const change = (part: object) => setSearch(searchOf({ fund, year }, part));
  return (
    <div className="page">
      <PageHead title="预算" note={budgets.data && `${funds[fund]}现在可用 ${yuanOf(budgets.data.availableFen)}：余额减去已批准未付的费用`} />
      <LedgerTabs />
      <FilterBar onSubmit={() => undefined}>
        <FundSwitch fund={fund} onChange={(next) => change({ fund: next })} />
        <YearFilter year={year} ahead={1} onChange={(next) => change({ year: next })} />
      </FilterBar>
      {budgets.isPending && <PageSkeleton rows={8} />}
      {budgets.isError && !budgets.data && <LoadFailure error={budgets.error} onRetry={() => void budgets.refetch()} />}
      {budgets.data && <BudgetTable key={`${fund} ${year}`} budgets={budgets.data} fund={fund} year={year} />}
    </div>
  );
}

interface OfFund {
  fund: Fund;
  year: number;
}

function BudgetTable({ budgets: { items }, fund, year }: { budgets: Budgets } & OfFund) {
  const may = useMay();
  const [changing, setChanging] = useState<Budget>();
  const shown = items.filter(({ allowed, spentFen }) => allowed || spentFen !== 0);
  const sum = (of: (budget: Budget) => number) => yuanOf(shown.reduce((total, budget) => total + of(budget), 0));
  const days = { from: `${year}-01-01`, to: `${year}-12-31` };
  return (
    <section className={`card ${styles.card}`}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">科目</th>
            <th scope="col">预算</th>
            <th scope="col">已付</th>
            <th scope="col">已批准未付</th>
            <th scope="col">剩余</th>
            <th scope="col">执行</th>
            {may('PUT /budgets') && <th scope="col">编制</th>}
          </tr>
        </thead>
        <tbody>
          {shown.map((budget) => {
            const { head, budgetFen, committedFen, spentFen } = budget;
            const left = leftOf(budget);
            return (
              <tr key={head}>
                <th scope="row">{expenseHeads[head]}</th>
                <td>{budgetFen === 0 ? <span className={styles.soft}>没有编制</span> : yuanOf(budgetFen)}</td>
                <td>{may('GET /ledger/bookings') ? <Link to={bookingsHref({ fund, account: head, ...days })}>{yuanOf(spentFen)}</Link> : yuanOf(spentFen)}</td>
                <td>{committedFen > 0 ? <Link to={`/ledger/expenses?fund=${fund}&state=approved`}>{yuanOf(committedFen)}</Link> : yuanOf(0)}</td>
                <td className={left < 0 ? styles.bad : undefined}>{yuanOf(left)}</td>
                <td className={styles.bar}>{budgetFen > 0 && <BudgetBar {...budget} />}</td>
                {may('PUT /budgets') && (
                  <td>
                    <Button size="small" onClick={() => setChanging(budget)}>
                      {budgetFen === 0 ? '编制…' : '更改…'}
                    </Button>
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">合计</th>
            <td>{sum(({ budgetFen }) => budgetFen)}</td>
            <td>{sum(({ spentFen }) => spentFen)}</td>
            <td>{sum(({ committedFen }) => committedFen)}</td>
            <td>{sum(leftOf)}</td>
            <td />
            {may('PUT /budgets') && <td />}
          </tr>
        </tfoot>
      </table>
      {fund === 'service_fee' && <p className={styles.soft}>服务费专款专用：其他科目不能从服务费列支。</p>}
      {changing && <BudgetDialog budget={changing} fund={fund} year={year} onClose={() => setChanging(undefined)} />}
    </section>
  );
}

function BudgetDialog({ budget: { head, budgetFen }, fund, year, onClose }: { budget: Budget; onClose: () => void } & OfFund) {
  const [fen, setFen] = useState<number | null>(budgetFen > 0 ? budgetFen : null);
  const saving = useAct({
    about: `${fund} ${year} ${head}`,
    send: (sum: number) => call('PUT /budgets', { body: { fund, year, head, fen: sum } }),
    renews: [[ledgerKey]],
    done: '预算已编制。',
    onDone: onClose,
  });
  const save = () => {
    if (fen !== null) saving.mutate(fen);
  };
  return (
    <Modal
      open
      title={`${year} 年预算　${funds[fund]}　${expenseHeads[head]}`}
      okText="保存"
      cancelText="取消"
      okButtonProps={{ disabled: fen === null }}
      confirmLoading={saving.isPending}
      onOk={save}
      onCancel={onClose}
    >
      <div className={styles.form}>
        <Field label="全年金额" hint="更改前后的金额记入审计日志" error={problemOf(saving.error, 'fen')}>
          <MoneyInput autoFocus value={fen} onChange={setFen} />
        </Field>
        {saving.isError && <AlertLine tone="bad">没有保存：{sentenceOf(saving.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
