import { useQuery } from '@tanstack/react-query';
import { Segmented, Select } from 'antd';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { idIn } from '../../components/list-filters';
import { LoadFailure } from '../../components/load-failure';
import { marketsQuery } from '../../components/markets-query';
import { Notice } from '../../components/notice';
import { PageSkeleton } from '../../components/page-skeleton';
import { useTitle } from '../../components/use-title';
import { useStaff } from '../../session';
import { AdviserView } from './adviser-board';
import { BoardScreen } from './board-screen';
import { MarketView } from './market-board';
import { PresidentView } from './president-board';
import { adviserBoardQuery, marketBoardQuery, presidentBoardQuery } from './queries';
import { useMay } from './rights';

/** Each view, and the endpoint that says for whom it is; whoever may see several begins with the first. */
const views = [
  { value: 'president', label: '会长', endpoint: 'GET /dashboards/president' },
  { value: 'adviser', label: '政策指导员', endpoint: 'GET /dashboards/adviser' },
  { value: 'market', label: '市场', endpoint: 'GET /dashboards/market' },
] as const;
type View = (typeof views)[number]['value'];

/** 看板: the few numbers of whoever looks, on one screen. */
export default function DashboardPage() {
  useTitle('看板');
  const may = useMay();
  const [search, setSearch] = useSearchParams();
  const own = views.filter(({ endpoint }) => may(endpoint));
  const view = own.find(({ value }) => value === search.get('view')) ?? own[0]!;
  const choice = own.length > 1 && <Segmented aria-label="看板" value={view.value} options={own.map(({ value, label }) => ({ value, label }))} onChange={(next: View) => setSearch({ view: next })} />;
  if (view.value === 'president') return <President choice={choice} />;
  return view.value === 'adviser' ? <Adviser choice={choice} /> : <Market choice={choice} />;
}

function President({ choice }: { choice: ReactNode }) {
  return (
    <BoardScreen title="会长看板" board={useQuery(presidentBoardQuery)} choice={choice}>
      {(board) => <PresidentView board={board} />}
    </BoardScreen>
  );
}

function Adviser({ choice }: { choice: ReactNode }) {
  return (
    <BoardScreen title="政策指导员看板" board={useQuery(adviserBoardQuery)} choice={choice}>
      {(board) => <AdviserView board={board} />}
    </BoardScreen>
  );
}

function Market({ choice }: { choice: ReactNode }) {
  const isOwn = useStaff().market !== null;
  return isOwn ? <OneMarket choice={choice} /> : <AnyMarket choice={choice} />;
}

function OneMarket({ marketId, choice }: { marketId?: string; choice: ReactNode }) {
  const board = useQuery(marketBoardQuery(marketId));
  return (
    <BoardScreen title={board.data ? board.data.market.name : '市场看板'} board={board} choice={choice}>
      {(board) => <MarketView board={board} />}
    </BoardScreen>
  );
}

/** For whoever sees all of them: the one that the address names, or the first. */
function AnyMarket({ choice }: { choice: ReactNode }) {
  const [search, setSearch] = useSearchParams();
  const markets = useQuery(marketsQuery);
  if (markets.isPending) return <PageSkeleton rows={10} />;
  if (!markets.data) return <LoadFailure error={markets.error} onRetry={() => void markets.refetch()} />;
  const marketId = idIn(search, 'marketId') ?? markets.data.markets[0]?.id;
  if (marketId === undefined) return <Notice title="还没有登记市场">市场登记后，这里显示它的数字。</Notice>;
  return (
    <OneMarket
      marketId={marketId}
      choice={
        <>
          <Select
            aria-label="市场"
            style={{ width: 200 }}
            value={marketId}
            options={markets.data.markets.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(next: string) => setSearch({ view: 'market', marketId: next })}
          />
          {choice}
        </>
      }
    />
  );
}
