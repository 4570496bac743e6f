import { billStates, paymentStandings } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useNavigate, useSearchParams } from 'react-router';
import { call } from '../../api';
import { countOf } from '../../components/counts';
import { ChoiceFilter, FilterBar } from '../../components/filter';
import { idIn, keyIn, searchOf, withoutEmpty } from '../../components/list-filters';
import { MarketFilter } from '../../components/market-filter';
import { yuanOf } from '../../components/money';
import { AnyMonthFilter } from '../../components/month-filter';
import { PageHead } from '../../components/page-head';
import { EmptyList, RecordList } from '../../components/record-list';
import { useRecordList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { useChoice } from '../registry/use-choice';
import { BatchActs } from './batch-acts';
import { billColumns } from './bill-columns';
import { type BillList, type BillSummary, billingKey } from './billing';
import styles from './billing.module.css';
import { useMay } from './rights';

const { number, market, vehicles, fen, outstanding, state, dueOn, drafted } = billColumns;
const columns = [number, market, vehicles, fen, outstanding, state, dueOn, drafted];

function filtersOf(search: URLSearchParams) {
  const month = search.get('month') ?? '';
  return withoutEmpty({
    month: /^20\d\d-(0[1-9]|1[0-2])$/.test(month) ? month : undefined,
    state: keyIn(search, 'state', billStates),
    standing: keyIn(search, 'standing', paymentStandings),
    marketId: idIn(search, 'marketId'),
  });
}

/** 账单: drafted by one person, checked and published by another, then paid; many at once. */
export default function BillsPage() {
  useTitle('服务费账单');
  const navigate = useNavigate();
  const may = useMay();
  const [search, setSearch] = useSearchParams();
  const filters = filtersOf(search);
  const bills = useRecordList([billingKey, 'bills', filters], (cursor, signal) => call('GET /bills', { query: { ...filters, limit: 100, ...(cursor && { cursor }) }, signal }));
  const rows = bills.rows ?? [];
  const isDecider = may('POST /bill-checks');
  const choice = useChoice<BillSummary>({ rows, nameOf: (bill) => `${bill.marketName} ${bill.month}`, isOpen: (bill) => bill.may.check || bill.may.publish });
  const change = (part: object) => setSearch(searchOf(filters, part));
  const isWaiting = rows.some((bill) => bill.state === 'draft' || bill.state === 'checked');
  const isChoosing = isDecider && rows.some((bill) => bill.may.check || bill.may.publish);
  return (
    <div className="page">
      <PageHead title="服务费账单" note="一人出账，另一人复核，再发布">
        {may('GET /bill-previews') && (
          <Button type={may('POST /bill-runs') ? 'primary' : 'default'} onClick={() => void navigate('/bills/preview')}>
            {may('POST /bill-runs') ? '试算与出账…' : '试算'}
          </Button>
        )}
      </PageHead>
      <FilterBar onSubmit={() => undefined}>
        <AnyMonthFilter month={filters.month} onChange={(next) => change({ month: next })} />
        <ChoiceFilter label="办理" width={150} list={billStates} value={filters.state} onChange={(next) => change({ state: next })} />
        <ChoiceFilter label="付款" list={paymentStandings} value={filters.standing} onChange={(next) => change({ standing: next })} />
        <MarketFilter width={190} value={filters.marketId} onChange={(next) => change({ marketId: next })} />
      </FilterBar>
      {isDecider && isWaiting && <BatchActs rows={rows} chosen={choice.chosen} onChoose={choice.choose} />}
      <RecordList
        caption="服务费账单，最近的月份在前"
        list={bills}
        columns={isChoosing ? [choice.column, ...columns] : columns}
        keyOf={({ id }) => id}
        onOpen={({ id }) => void navigate(`/bills/${id}`)}
        empty={
          <EmptyList what="账单" isFiltered={search.size > 0} onClear={() => setSearch({})}>
            一个月过完后，由财务试算并出账，每个市场一张。
          </EmptyList>
        }
        foot={bills.first && bills.first.totals.bills > 0 && <Totals totals={bills.first.totals} />}
      />
    </div>
  );
}

/** What the filters find together, void bills apart. */
export function Totals({ totals: { bills, vehicles, fen, outstandingFen } }: Pick<BillList, 'totals'>) {
  return (
    <p className={styles.foot}>
      <span>
        共 <b>{countOf(bills)}</b> 张（作废的不计）
      </span>
      <span>
        车辆 <b>{countOf(vehicles)}</b>
      </span>
      <span>
        金额 <b>{yuanOf(fen)}</b>
      </span>
      <span>
        未付 <b>{yuanOf(outstandingFen)}</b>
      </span>
    </p>
  );
}
