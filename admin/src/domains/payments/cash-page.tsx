import { useQuery } from '@tanstack/react-query';
import { cashStates, funds } from '@yongche/contract/vocabulary';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { call } from '../../api';
import { Pair, RowButton, Time, WhoWhen } from '../../components/cells';
import cells from '../../components/cells.module.css';
import type { Column } from '../../components/data-table';
import { Facts } from '../../components/facts';
import { ChoiceFilter, FilterBar } from '../../components/filter';
import { idIn, keyIn, searchOf, withoutEmpty } from '../../components/list-filters';
import { minuteOf } from '../../components/moments';
import { yuanOf } from '../../components/money';
import { PageHead } from '../../components/page-head';
import { EmptyList, RecordList } from '../../components/record-list';
import { useRecordList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { financeKey } from '../finance/finance';
import { payableHref } from '../finance/finance-links';
import { CashActs } from './cash-acts';
import { CashEntry } from './cash-entry';
import { CashStateTag } from './order-state-tag';
import { type CashReceipt, paymentsKey } from './payment';
import { cashHandsOff } from './payment-wording';
import { PaymentsTabs } from './payments-tabs';
import styles from './payments.module.css';
import { cashQuery } from './queries';
import { useMay } from './rights';

const renews = [[financeKey]];

const columns: Column<CashReceipt>[] = [
  {
    title: '收据号',
    cell: ({ number, receivedOn }) => (
      <Pair>
        <RowButton className={cells.mono}>{number}</RowButton>
        <Time>{receivedOn} 收到</Time>
      </Pair>
    ),
  },
  {
    title: '付款方',
    cell: ({ payerName, title }) => (
      <Pair>
        <span>{payerName}</span>
        <span>{title}</span>
      </Pair>
    ),
  },
  { title: '金额', align: 'right', cell: ({ fen }) => yuanOf(fen) },
  { title: '状态', cell: (cash) => <CashStateTag cash={cash} /> },
  { title: '说明', cell: ({ note, refusal }) => <span className={styles.words}>{refusal ? `退回：${refusal}` : note}</span> },
  { title: '登记', cell: ({ notedBy, notedAt }) => <WhoWhen who={notedBy} at={notedAt} /> },
  { title: '复核', cell: ({ decidedBy }) => decidedBy },
];

/** 现金收款: noted by one person and confirmed by another; one of them open beside the list. */
export default function CashPage() {
  useTitle('现金收款');
  const may = useMay();
  const [search, setSearch] = useSearchParams();
  const [isNoting, setNoting] = useState(false);
  const filters = withoutEmpty({ state: keyIn(search, 'state', cashStates) });
  const receipts = useRecordList([paymentsKey, 'cash', 'list', filters], (cursor, signal) => call('GET /cash-receipts', { query: { ...filters, ...(cursor && { cursor }) }, signal }));
  const openId = idIn(search, 'cash');
  const listed = receipts.rows?.find(({ id }) => id === openId);
  const asked = useQuery({ ...cashQuery(openId ?? ''), enabled: openId !== undefined && receipts.rows !== undefined && !listed });
  const opened = listed ?? asked.data?.items[0];
  return (
    <div className="page">
      <PageHead title="支付与退款" note="现金由一人登记，另一人清点复核后入账">
        {may('POST /cash-receipts') && (
          <Button type="primary" onClick={() => setNoting(true)}>
            登记现金…
          </Button>
        )}
      </PageHead>
      <PaymentsTabs />
      <FilterBar onSubmit={() => undefined}>
        <ChoiceFilter label="状态" list={cashStates} value={filters.state} onChange={(state) => setSearch(searchOf({ state }))} />
      </FilterBar>
      <RecordList
        caption="现金收款，最近登记的在前"
        list={receipts}
        columns={columns}
        keyOf={({ id }) => id}
        onOpen={({ id }) => setSearch(searchOf(filters, { cash: id }))}
        empty={
          <EmptyList what="现金收款" isFiltered={filters.state !== undefined} onClear={() => setSearch({})}>
            收到现金时在这里登记，或打开会费、账单登记；请尽量让对方在小程序缴费或转账。
          </EmptyList>
        }
      />
      <Drawer title={opened && `现金 ${yuanOf(opened.fen)}　${opened.payerName}`} size={520} open={openId !== undefined && opened !== undefined} onClose={() => setSearch(searchOf(filters))} destroyOnHidden>
        {opened && <CashDetail cash={opened} />}
      </Drawer>
      {isNoting && <CashEntry onClose={() => setNoting(false)} />}
    </div>
  );
}

function CashDetail({ cash }: { cash: CashReceipt }) {
  const { id, number, kind, subjectId, title, fund, fen, receivedOn, note, notedBy, notedAt, decidedBy, refusal, state } = cash;
  const may = useMay();
  const why = may('POST /cash-receipts/:id/confirmation') ? cashHandsOff(cash) : undefined;
  return (
    <div className={styles.form}>
      <Facts
        facts={[
          ['状态', <CashStateTag cash={cash} />],
          ['金额', yuanOf(fen)],
          ['收据号', <span className={cells.mono}>{number}</span>],
          ['事项', <Link to={payableHref(kind, subjectId)}>{title}</Link>],
          ['资金', funds[fund]],
          ['收到日期', receivedOn],
          ['说明', note],
          ['登记', `${notedBy}　${minuteOf(notedAt)}`],
          ['复核', decidedBy],
          ['退回原因', refusal],
          ['分录', state === 'confirmed' && may('GET /ledger/bookings') && <Link to={`/ledger/bookings?document=cash_receipt:${id}`}>查看分录</Link>],
        ]}
      />
      {why && <p className={styles.soft}>{why}</p>}
      {cash.mayDecide && (
        <p className={styles.acts}>
          <CashActs cash={cash} renews={renews} />
        </p>
      )}
    </div>
  );
}
