import { expenseHeads, expenseStates, funds } from '@yongche/contract/vocabulary';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { call } from '../../api';
import { Pair, RowButton, Time, WhoWhen } from '../../components/cells';
import cells from '../../components/cells.module.css';
import type { Column } from '../../components/data-table';
import { ChoiceFilter, FilterBar } from '../../components/filter';
import { idIn, keyIn, searchOf, withoutEmpty } from '../../components/list-filters';
import { yuanOf } from '../../components/money';
import { PageHead } from '../../components/page-head';
import { EmptyList, RecordList } from '../../components/record-list';
import { ToneTag } from '../../components/tone-tag';
import { useRecordList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { ExpenseDetail } from './expense-detail';
import { ExpenseDialog } from './expense-dialog';
import { type Expense, ledgerKey } from './ledger';
import { LedgerTabs } from './ledger-tabs';
import { expenseTones } from './ledger-wording';
import { useMay } from './rights';

const columns: Column<Expense>[] = [
  {
    title: '编号',
    cell: ({ number, fund }) => (
      <Pair>
        <RowButton className={cells.mono}>{number}</RowButton>
        <span>{funds[fund]}</span>
      </Pair>
    ),
  },
  {
    title: '收款单位',
    cell: ({ payee, purpose }) => (
      <Pair>
        <span>{payee}</span>
        <span title={purpose}>{purpose}</span>
      </Pair>
    ),
  },
  { title: '科目', cell: ({ head }) => expenseHeads[head] },
  { title: '金额', align: 'right', cell: ({ fen }) => yuanOf(fen) },
  { title: '状态', cell: ({ state }) => <ToneTag tone={expenseTones[state]}>{expenseStates[state]}</ToneTag> },
  { title: '申请', cell: ({ requestedBy, requestedAt }) => <WhoWhen who={requestedBy} at={requestedAt} /> },
  {
    title: '审批',
    cell: ({ decidedBy, paidOn }) =>
      decidedBy && (
        <Pair>
          <span>{decidedBy}</span>
          {paidOn && <Time>{paidOn} 付款</Time>}
        </Pair>
      ),
  },
];

/** 费用申请: asked for, approved by the president, paid when the bank's line is matched; one of them open beside the list. */
export default function ExpensesPage() {
  useTitle('费用申请');
  const may = useMay();
  const [search, setSearch] = useSearchParams();
  const [isRequesting, setRequesting] = useState(false);
  const filters = withoutEmpty({ fund: keyIn(search, 'fund', funds), state: keyIn(search, 'state', expenseStates) });
  const expenses = useRecordList([ledgerKey, 'expenses', filters], (cursor, signal) => call('GET /expenses', { query: { ...filters, ...(cursor && { cursor }) }, signal }));
  const openId = idIn(search, 'expense');
  const opened = expenses.rows?.find(({ id }) => id === openId);
  const change = (part: object) => setSearch(searchOf(filters, part));
  return (
    <div className="page">
      <PageHead title="费用申请" note="秘书处或财务申请，会长审批，对账时匹配银行付款">
        {may('POST /expenses') && (
          <Button type="primary" onClick={() => setRequesting(true)}>
            申请费用…
          </Button>
        )}
      </PageHead>
      <LedgerTabs />
      <FilterBar onSubmit={() => undefined}>
        <ChoiceFilter label="资金" width={150} list={funds} value={filters.fund} onChange={(fund) => change({ fund })} />
        <ChoiceFilter label="状态" width={150} list={expenseStates} value={filters.state} onChange={(state) => change({ state })} />
      </FilterBar>
      <RecordList
        caption="费用申请，最近的在前"
        list={expenses}
        columns={columns}
        keyOf={({ id }) => id}
        onOpen={({ id }) => change({ expense: id })}
        empty={
          <EmptyList what="费用申请" isFiltered={search.size > 0} onClear={() => setSearch({})}>
            付款前先在这里申请，会长批准后再由财务付款。
          </EmptyList>
        }
      />
      <Drawer title={opened && `${opened.number}　${yuanOf(opened.fen)}`} size={520} open={opened !== undefined} onClose={() => change({})} destroyOnHidden>
        {opened && <ExpenseDetail expense={opened} />}
      </Drawer>
      {isRequesting && <ExpenseDialog onClose={() => setRequesting(false)} />}
    </div>
  );
}
