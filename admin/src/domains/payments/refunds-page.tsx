import { useQuery } from '@tanstack/react-query';
import { funds, paymentProviders, refundStates } from '@yongche/contract/vocabulary';
import { Drawer } from 'antd';
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
import { paymentsKey, type Refund } from './payment';
import { PaymentsTabs } from './payments-tabs';
import styles from './payments.module.css';
import { refundQuery } from './queries';
import { RefundActs } from './refund-acts';
import { RefundStateTag } from './order-state-tag';

const columns: Column<Refund>[] = [
  {
    title: '付款方',
    cell: ({ payerName, title }) => (
      <Pair>
        <RowButton>{payerName}</RowButton>
        <span>{title}</span>
      </Pair>
    ),
  },
  { title: '退款', align: 'right', cell: ({ fen }) => yuanOf(fen) },
  { title: '平台', cell: ({ provider }) => paymentProviders[provider] },
  { title: '状态', cell: (refund) => <RefundStateTag refund={refund} /> },
  { title: '原因', cell: ({ reason, failure, refusal }) => <span className={styles.words}>{failure ?? refusal ?? reason}</span> },
  { title: '申请', cell: ({ requestedBy, requestedAt }) => <WhoWhen who={requestedBy} at={requestedAt} /> },
  { title: '复核', cell: ({ decidedBy, settledAt }) => (settledAt ? <WhoWhen who={decidedBy ?? '系统'} at={settledAt} /> : decidedBy) },
];

/** 退款: asked for by one person, agreed to by another, and paid back by the provider; one of them open beside the list. */
export default function RefundsPage() {
  useTitle('退款');
  const [search, setSearch] = useSearchParams();
  const filters = withoutEmpty({ state: keyIn(search, 'state', refundStates) });
  const refunds = useRecordList([paymentsKey, 'refunds', filters], (cursor, signal) => call('GET /refunds', { query: { ...filters, ...(cursor && { cursor }) }, signal }));
  const openId = idIn(search, 'refund');
  const listed = refunds.rows?.find(({ id }) => id === openId);
  const asked = useQuery({ ...refundQuery(openId ?? ''), enabled: openId !== undefined && refunds.rows !== undefined && !listed });
  const opened = listed ?? asked.data?.items[0];
  return (
    <div className="page">
      <PageHead title="支付与退款" note="一人申请，另一人复核，原路退回" />
      <PaymentsTabs />
      <FilterBar onSubmit={() => undefined}>
        <ChoiceFilter label="状态" width={130} list={refundStates} value={filters.state} onChange={(state) => setSearch(searchOf({ state }))} />
      </FilterBar>
      <RecordList
        caption="退款，最近申请的在前"
        list={refunds}
        columns={columns}
        keyOf={({ id }) => id}
        onOpen={({ id }) => setSearch(searchOf(filters, { refund: id }))}
        empty={
          <EmptyList what="退款" isFiltered={filters.state !== undefined} onClear={() => setSearch({})}>
            在已支付的订单上申请退款；关单后才到的款按规则自动退回。
          </EmptyList>
        }
      />
      <Drawer title={opened && `退款 ${yuanOf(opened.fen)}　${opened.payerName}`} size={520} open={openId !== undefined && opened !== undefined} onClose={() => setSearch(searchOf(filters))} destroyOnHidden>
        {opened && <RefundDetail refund={opened} />}
      </Drawer>
    </div>
  );
}

function RefundDetail({ refund }: { refund: Refund }) {
  const { number, orderId, orderNumber, title, provider, fund, fen, reason, requestedBy, requestedAt, decidedBy, settledAt, failure, refusal } = refund;
  return (
    <div className={styles.form}>
      <Facts
        facts={[
          ['状态', <RefundStateTag refund={refund} />],
          ['金额', yuanOf(fen)],
          ['事项', title],
          ['资金', funds[fund]],
          ['支付平台', paymentProviders[provider]],
          ['原订单', <Link to={`/payments/${orderId}`}>{orderNumber}</Link>],
          ['退款单号', <span className={cells.mono}>{number}</span>],
          ['原因', reason],
          ['申请', `${requestedBy}　${minuteOf(requestedAt)}`],
          ['复核', decidedBy],
          ['到账', settledAt && <Time>{minuteOf(settledAt)}</Time>],
          ['不同意的原因', refusal],
          ['没有成功', failure && <span className={styles.failure}>{failure}</span>],
        ]}
      />
      <RefundActs refund={refund} />
    </div>
  );
}
