import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useNavigate, useSearchParams } from 'react-router';
import { call } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { BackLink } from '../../components/back-link';
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
import { type BillPreview, type BillPreviews, billingKey } from './billing';
import { lineSum, lineTitle, sizeWord } from './billing-wording';
import styles from './billing.module.css';
import { billPreviewsQuery } from './queries';
import { useMay } from './rights';

const columns: Column<BillPreview>[] = [
  { title: '市场', cell: ({ marketName }) => <b>{marketName}</b> },
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
  { title: '车辆', align: 'right', cell: ({ vehicles }) => vehicles },
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
  { title: '发布', cell: ({ obstacle }) => (obstacle ? <span className={styles.obstacle}>{obstacle}</span> : '可以') },
];

/** 试算与出账: what the bills of a month would be, by the same computation that then drafts them. */
export default function BillPreviewPage() {
  useTitle('试算与出账');
  const may = useMay();
  const [search, setSearch] = useSearchParams();
  const present = dayOf(new Date()).slice(0, 7);
  const month = search.has('month') ? monthIn(search, new Date()) : monthBefore(present);
  const preview = useQuery(billPreviewsQuery(month));
  return (
    <div className="page">
      <BackLink to="/bills" title="服务费账单" />
      <PageHead title="试算与出账" note="试算不影响任何人；出账后由另一人复核">
        {may('POST /bill-runs') && preview.data && <RunButton preview={preview.data} isOver={month < present} />}
      </PageHead>
      <FilterBar onSubmit={() => undefined}>
        <MonthFilter month={month} onChange={(next) => setSearch({ month: next })} />
      </FilterBar>
      {preview.isPending && <PageSkeleton rows={6} />}
      {preview.isError && !preview.data && <LoadFailure error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.data && <Preview preview={preview.data} isOver={month < present} />}
    </div>
  );
}

interface PreviewProps {
  preview: BillPreviews;
  /** Whether the month is over: only then it can be billed. */
  isOver: boolean;
}

function Preview({ preview: { month, items, vehicles, fen }, isOver }: PreviewProps) {
  if (items.length === 0) {
    return (
      <section className="card">
        <Notice title={`${month} 没有要计费的车辆`}>没有生效的收费标准，或这个月没有完成的交易。</Notice>
      </section>
    );
  }
  return (
    <div className={styles.stack}>
      <AlertLine tone={isOver ? 'info' : 'warn'}>
        {month} 共 {items.length} 个市场、{vehicles} 辆、{yuanOf(fen)}。{isOver ? '已经出过账的市场不会重复出账。' : '这个月还没有过完，只能试算，不能出账。'}
      </AlertLine>
      <section className={`card ${styles.scroll}`}>
        <DataTable caption={`${month} 试算`} columns={columns} rows={items} keyOf={({ marketId }) => marketId} />
      </section>
    </div>
  );
}

function RunButton({ preview: { month, items, fen }, isOver }: PreviewProps) {
  const { modal, message } = App.useApp();
  const navigate = useNavigate();
  const draft = useAct({
    about: month,
    send: (_: void, idempotencyKey) => call('POST /bill-runs', { body: { month }, idempotencyKey }),
    renews: [[billingKey]],
    failed: '没有出账',
    onDone: ({ drafted, vehicles, fen: sum }) => {
      void message.success(drafted > 0 ? `已出账 ${drafted} 张，${vehicles} 辆，共 ${yuanOf(sum)}，等另一人复核。` : `${month} 的账单都已出过，没有新的。`);
      void navigate(`/bills?month=${month}`);
    },
  });
  const ask = () =>
    void modal.confirm({
      title: `${month} 出账`,
      content: `${items.length} 个市场各一张草稿，共 ${yuanOf(fen)}。出账后再计量的车辆进入下一期账单。`,
      okText: '出账',
      cancelText: '再看看',
      onOk: () => draft.mutateAsync().catch(() => undefined),
    });
  return (
    <Button type="primary" disabled={!isOver || items.length === 0} title={isOver ? undefined : '这个月还没有过完'} loading={draft.isPending} onClick={ask}>
      {month} 出账…
    </Button>
  );
}
