import { funds, orderStates, paymentProviders } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { call } from '../../api';
import { NumberLink, Pair, Time } from '../../components/cells';
import type { Column } from '../../components/data-table';
import { DaysFilter } from '../../components/days-filter';
import { ChoiceFilter, FilterBar } from '../../components/filter';
import { KeywordFilter } from '../../components/keyword-filter';
import { dayIn, keyIn, keywordIn, searchOf, withoutEmpty } from '../../components/list-filters';
import { minuteOf } from '../../components/moments';
import { yuanOf } from '../../components/money';
import { PageHead } from '../../components/page-head';
import { usualPeriods } from '../../components/periods';
import { EmptyList, RecordList } from '../../components/record-list';
import { useRecordList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { OrderStateTag } from './order-state-tag';
import { type PaymentOrder, paymentsKey } from './payment';
import { orderNote } from './payment-wording';
import { PaymentsTabs } from './payments-tabs';
import styles from './payments.module.css';

const columns: Column<PaymentOrder>[] = [
  {
    title: '订单号',
    cell: ({ id, number, openedAt }) => (
      <Pair>
        <NumberLink to={`/payments/${id}`}>{number}</NumberLink>
        <Time>{minuteOf(openedAt)} 下单</Time>
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
  {
    title: '平台',
    cell: ({ provider, fund }) => (
      <Pair>
        <span>{paymentProviders[provider]}</span>
        <span>{funds[fund]}</span>
      </Pair>
    ),
  },
  { title: '金额', align: 'right', cell: ({ fen }) => yuanOf(fen) },
  {
    title: '状态',
    cell: (order) => (
      <span className={styles.state}>
        <OrderStateTag order={order} />
        <small>{orderNote(order)}</small>
      </span>
    ),
  },
  { title: '付款时间', cell: ({ paidAt }) => paidAt && <Time>{minuteOf(paidAt)}</Time> },
];

function filtersOf(search: URLSearchParams) {
  return withoutEmpty({
    q: keywordIn(search),
    state: keyIn(search, 'state', orderStates),
    provider: keyIn(search, 'provider', paymentProviders),
    fund: keyIn(search, 'fund', funds),
    from: dayIn(search, 'from'),
    to: dayIn(search, 'to'),
  });
}

/** 支付订单: every payment that was begun in WeChat or Alipay. */
export default function OrdersPage() {
  useTitle('支付订单');
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const filters = filtersOf(search);
  const [q, setQ] = useState(filters.q ?? '');
  const orders = useRecordList([paymentsKey, 'orders', filters], (cursor, signal) => call('GET /payment-orders', { query: { ...filters, ...(cursor && { cursor }) }, signal }));
  const change = (part: object) => setSearch(searchOf(filters, { q: q.trim(), ...part }));
  return (
    <div className="page">
      <PageHead title="支付与退款" note="微信支付和支付宝的订单，银行转账在对账中匹配" />
      <PaymentsTabs />
      <FilterBar onSubmit={() => change({})}>
        <KeywordFilter label="订单号、平台交易号或付款方" placeholder="号码可以只输开头" value={q} onChange={setQ} onClear={() => change({ q: undefined })} />
        <ChoiceFilter label="状态" width={104} list={orderStates} value={filters.state} onChange={(state) => change({ state })} />
        <ChoiceFilter label="平台" list={paymentProviders} value={filters.provider} onChange={(provider) => change({ provider })} />
        <ChoiceFilter label="资金" width={150} list={funds} value={filters.fund} onChange={(fund) => change({ fund })} />
        <DaysFilter label="下单日期" from={filters.from} to={filters.to} presets={usualPeriods(new Date())} onChange={change} />
        <Button htmlType="submit">查询</Button>
      </FilterBar>
      <RecordList
        caption="支付订单，最近的在前"
        list={orders}
        columns={columns}
        keyOf={({ id }) => id}
        onOpen={({ id }) => void navigate(`/payments/${id}`)}
        empty={
          <EmptyList
            what="支付订单"
            isFiltered={search.size > 0}
            onClear={() => {
              setQ('');
              setSearch({});
            }}
          >
            企业负责人在小程序里用微信支付或支付宝缴费后，显示在这里。
          </EmptyList>
        }
      />
    </div>
  );
}
