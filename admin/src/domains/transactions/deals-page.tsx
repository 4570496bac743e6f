import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { call } from '../../api';
import { Time } from '../../components/cells';
import type { Column } from '../../components/data-table';
import { searchOf } from '../../components/list-filters';
import { minuteOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { RecordList } from '../../components/record-list';
import { wholeList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { useStaff } from '../../session';
import type { DealSummary } from './deal';
import { dealColumns } from './deal-columns';
import { DealFilterBar } from './deal-filter-bar';
import { filtersOf } from './deal-filters';
import styles from './deals-page.module.css';
import { StateTag } from './state-tag';

const pageSize = 20;

const columns: Column<DealSummary>[] = [
  dealColumns.serial,
  dealColumns.plate,
  dealColumns.vin,
  dealColumns.business,
  {
    title: '状态',
    cell: ({ state, toRetake }) => (
      <span className={styles.state}>
        <StateTag state={state} />
        {toRetake > 0 && <span>{toRetake}张待补拍</span>}
      </span>
    ),
  },
  dealColumns.agent,
  { title: '新建时间', cell: ({ createdAt }) => <Time>{minuteOf(createdAt)}</Time> },
];

/** 交易查询: an operator finds the deals of the own market, the others those of every market. */
export default function DealsPage() {
  useTitle('交易查询');
  const navigate = useNavigate();
  const staff = useStaff();
  const location = useLocation();
  const [search, setSearch] = useSearchParams();
  const filters = filtersOf(search);
  // The cursors of the pages before this one; they live in the browser's history with their page.
  const former = (location.state as { former?: (string | null)[] } | null)?.former ?? [];
  const cursor = search.get('cursor');
  const deals = useQuery({
    queryKey: ['transactions', filters, cursor],
    queryFn: ({ signal }) =>
      call('GET /transactions', { query: { ...filters, limit: pageSize, ...(cursor && { cursor }) }, signal }),
    placeholderData: keepPreviousData,
  });

  const turnTo = (target: string | null, pages: (string | null)[]) => {
    const address = searchOf(filters);
    if (target) address.set('cursor', target);
    setSearch(address, { state: { former: pages } });
  };
  const nextCursor = deals.data?.nextCursor;
  const isNarrowed = Object.keys(filters).length > 0 || cursor !== null;
  return (
    <div className="page">
      <PageHead title="交易查询" note={staff.market ? `${staff.market.name}的交易` : '全部市场的交易'} />
      <DealFilterBar key={search.toString()} filters={filters} onChange={(next) => setSearch(searchOf(next))} />
      <RecordList
        caption="交易，最近新建的在前"
        list={wholeList(deals)}
        columns={staff.market ? columns : [...columns.slice(0, 5), dealColumns.market, ...columns.slice(5)]}
        keyOf={({ id }) => id}
        onOpen={({ id }) => void navigate(`/transactions/${id}`)}
        empty={
          <Notice
            title={isNarrowed ? '没有符合条件的交易' : '还没有交易'}
            actions={isNarrowed && <Button onClick={() => setSearch({})}>清除条件</Button>}
          >
            {isNarrowed ? '请检查流水号、车牌或车架号是否输全，或放宽状态和日期。' : '代理人在小程序新建交易后，会显示在这里。'}
          </Notice>
        }
      />
      {deals.data && (former.length > 0 || cursor || nextCursor) && (
        <nav className={styles.pages} aria-label="翻页">
          <Button
            disabled={former.length === 0 && !cursor}
            onClick={() => turnTo(former.at(-1) ?? null, former.slice(0, -1))}
          >
            上一页
          </Button>
          <span>第 {former.length + 1} 页</span>
          <Button
            disabled={!nextCursor || deals.isPlaceholderData}
            onClick={() => nextCursor && turnTo(nextCursor, [...former, cursor])}
          >
            下一页
          </Button>
        </nav>
      )}
    </div>
  );
}
