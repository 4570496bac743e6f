import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { call } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { BackLink } from '../../components/back-link';
import { Name, NumberLink } from '../../components/cells';
import { countOf } from '../../components/counts';
import { type Column, DataTable } from '../../components/data-table';
import { FilterBar } from '../../components/filter';
import { LoadFailure } from '../../components/load-failure';
import { dayOf } from '../../components/moments';
import { yuanOf } from '../../components/money';
import { MonthFilter } from '../../components/month-filter';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { monthBefore, monthIn } from '../../components/periods';
import { useAct } from '../../components/use-act';
import { useTitle } from '../../components/use-title';
import { type BillPreview, type BillPreviews, type BillSummary, billingKey } from './billing';
import { lineSum, lineTitle, previewSentence, sizeWord } from './billing-wording';
import styles from './billing.module.css';
import { billPreviewsQuery, billsOfMonthQuery } from './queries';
import { useMay } from './rights';

const columns: Column<BillPreview>[] = [
  {
    title: '市场',
    cell: ({ marketName }) => (
      <Name>
        <b>{marketName}</b>
      </Name>
    ),
  },
  {
    title: '明细',
    cell: ({ lines }) => (
      <span className={styles.lines}>
        {lines.map((line) => (
          <span key={line.position}>
            {lineTitle(line)}　{lineSum(line)}
          </span>
        ))}
      </span>
    ),
  },
  { title: '车辆', align: 'right', cell: ({ vehicles }) => countOf(vehicles) },
  {
    title: '应收',
    align: 'right',
    cell: ({ fen, carriedFen }) => (
      <span className={styles.lines}>
        <b>{yuanOf(fen)}</b>
        {carriedFen < 0 && <span>{yuanOf(carriedFen)} 结转下期</span>}
      </span>
    ),
  },
  { title: '数据量', align: 'right', cell: ({ storedBytes }) => sizeWord(storedBytes) },
];

/** The bills that a month has already, by market; a void one counts for nothing. */
type Drafted = ReadonlyMap<string, BillSummary>;

const draftedColumn = (drafted: Drafted): Column<BillPreview> => ({
  title: '出账',
  cell: ({ marketId, obstacle }) => {
    const bill = drafted.get(marketId);
    if (bill) return <NumberLink to={`/bills/${bill.id}`}>{bill.number}</NumberLink>;
    return obstacle ? <span className={styles.obstacle}>可以，但不能发布：{obstacle}</span> : '可以';
  },
});

/** 试算与出账: what the bills of a month would be, by the same computation that then drafts them. */
export default function BillPreviewPage() {
  useTitle('试算与出账');
  const may = useMay();
  const [search, setSearch] = useSearchParams();
  const present = dayOf(new Date()).slice(0, 7);
  const month = search.has('month') ? monthIn(search, new Date()) : monthBefore(present);
  const preview = useQuery(billPreviewsQuery(month));
  const bills = useQuery(billsOfMonthQuery(month));
  const failed = [preview, bills].find((query) => query.isError && !query.data);
  const drafted: Drafted | undefined = bills.data && new Map(bills.data.items.filter(({ state }) => state !== 'void').map((bill) => [bill.marketId, bill]));
  const shown = preview.data && drafted && { preview: preview.data, drafted, isOver: month < present };
  return (
    <div className="page">
      <BackLink to="/bills" title="服务费账单" />
      <PageHead title="试算与出账" note="试算不影响任何人；出账后由另一人复核">
        {may('POST /bill-runs') && shown && <RunButton {...shown} />}
      </PageHead>
      <FilterBar onSubmit={() => undefined}>
        <MonthFilter month={month} onChange={(next) => setSearch({ month: next })} />
      </FilterBar>
      {!failed && !shown && <PageSkeleton rows={6} />}
      {failed && <LoadFailure error={failed.error} onRetry={() => void failed.refetch()} />}
      {shown && <Preview {...shown} />}
    </div>
  );
}

interface PreviewProps {
  preview: BillPreviews;
  drafted: Drafted;
  /** Whether the month is over: only then it can be billed. */
  isOver: boolean;
}

function Preview({ preview, drafted, isOver }: PreviewProps) {
  const { month, items } = preview;
  if (items.length === 0) {
    return (
      <section className="card">
        <Notice title={`${month} 没有要计费的车辆`}>没有生效的收费标准，或这个月没有完成的交易。</Notice>
      </section>
    );
  }
  const open = items.filter(({ marketId }) => !drafted.has(marketId)).length;
  return (
    <div className={styles.stack}>
      <AlertLine
        tone={!isOver ? 'warn' : open > 0 ? 'info' : 'good'}
        actions={
          drafted.size > 0 && (
            <Link to={`/bills?month=${month}`}>
              看 {month} 的账单
            </Link>
          )
        }
      >
        {previewSentence(preview, { open, isOver })}
      </AlertLine>
      <section className={`card ${styles.scroll}`}>
        <DataTable caption={`${month} 试算`} columns={[...columns, draftedColumn(drafted)]} rows={items} keyOf={({ marketId }) => marketId} />
      </section>
    </div>
  );
}

function RunButton({ preview: { month, items }, drafted, isOver }: PreviewProps) {
  const { modal, message } = App.useApp();
  const navigate = useNavigate();
  const open = items.filter(({ marketId }) => !drafted.has(marketId));
  const draft = useAct({
    about: month,
    send: (_: void, idempotencyKey) => call('POST /bill-runs', { body: { month }, idempotencyKey }),
    renews: [[billingKey]],
    failed: '没有出账',
    onDone: ({ drafted: count, vehicles, fen: sum }) => {
      void message.success(count > 0 ? `已出账 ${count} 张，${countOf(vehicles)} 辆，共 ${yuanOf(sum)}，等另一人复核。` : `${month} 的账单都已出过，没有新的。`);
      void navigate(`/bills?month=${month}`);
    },
  });
  const ask = () =>
    void modal.confirm({
      title: `${month} 出账`,
      content: `${open.length} 个市场各一张草稿，共 ${yuanOf(open.reduce((sum, { fen }) => sum + fen, 0))}。出账后再计量的车辆进入下一期账单。`,
      okText: '出账',
      cancelText: '再看看',
      onOk: () => draft.mutateAsync().catch(() => undefined),
    });
  return (
    <Button type="primary" disabled={!isOver || open.length === 0} title={!isOver ? '这个月还没有过完' : open.length === 0 ? '已经全部出账' : undefined} loading={draft.isPending} onClick={ask}>
      {month} 出账…
    </Button>
  );
}
