import { useQuery } from '@tanstack/react-query';
import { terminalStates } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { call } from '../../api';
import type { Column } from '../../components/data-table';
import { ChoiceFilter, FilterBar } from '../../components/filter';
import { useTitle } from '../../components/use-title';
import { useStaff } from '../../session';
import { idIn, keyIn, searchOf, withoutEmpty } from './list-filters';
import { marketsQuery } from './queries';
import { registerKey, type Terminal } from './register';
import { EmptyList, RegisterList } from './register-list';
import styles from './register-page.module.css';
import { useMay } from './rights';
import { TerminalState } from './states';
import { StockLines } from './stock-line';

const columns: Column<Terminal>[] = [
  {
    title: '编号',
    cell: ({ id, number }) => (
      <Link className={styles.number} to={`/register/terminals/${id}`} onClick={(event) => event.stopPropagation()}>
        {number}
      </Link>
    ),
  },
  {
    title: '固定端',
    cell: ({ name, location }) => (
      <span className={styles.pair}>
        <span>{name}</span>
        <span>{location}</span>
      </span>
    ),
  },
  { title: '市场', cell: ({ marketName }) => marketName },
  { title: '状态', cell: (terminal) => <TerminalState terminal={terminal} /> },
  { title: '开通日期', cell: ({ openedOn }) => <time className={styles.time}>{openedOn}</time> },
];

/** 固定端: the counters' machines; a market's people see those of their own market. */
export default function TerminalsPage() {
  useTitle('固定端');
  const navigate = useNavigate();
  const staff = useStaff();
  const may = useMay();
  const [search, setSearch] = useSearchParams();
  const filters = withoutEmpty({ marketId: idIn(search, 'marketId'), state: keyIn(search, 'state', terminalStates) });
  const markets = useQuery({ ...marketsQuery, enabled: !staff.market });
  const terminals = useQuery({
    queryKey: [registerKey, 'terminals', filters],
    queryFn: ({ signal }) => call('GET /terminals', { query: filters, signal }),
  });
  const change = (part: object) => setSearch(searchOf({ ...filters, ...part }));
  return (
    <div className="page">
      <header className={styles.head}>
        <h1>
          固定端 {staff.market && <span>{staff.market.name}</span>}
        </h1>
        {may('POST /register-requests') && (
          <Button type="primary" onClick={() => navigate('/register/requests/new?kind=terminal_issue')}>
            申请开通
          </Button>
        )}
      </header>
      <FilterBar onSubmit={() => undefined}>
        {!staff.market && (
          <ChoiceFilter
            label="市场"
            width={220}
            list={Object.fromEntries(markets.data?.markets.map(({ id, name }) => [id, name]) ?? [])}
            value={markets.data ? filters.marketId : undefined}
            onChange={(marketId) => change({ marketId })}
          />
        )}
        <ChoiceFilter label="状态" list={terminalStates} value={filters.state} onChange={(state) => change({ state })} />
      </FilterBar>
      <RegisterList
        caption="固定端名册"
        list={{
          rows: terminals.data?.items,
          error: terminals.error,
          isStale: terminals.isPlaceholderData,
          hasMore: false,
          isLoadingMore: false,
          loadMore: () => undefined,
          retry: () => void terminals.refetch(),
        }}
        columns={staff.market ? columns.filter(({ title }) => title !== '市场') : columns}
        keyOf={({ id }) => id}
        onOpen={({ id }) => void navigate(`/register/terminals/${id}`)}
        empty={
          <EmptyList what="固定端" isFiltered={search.size > 0} onClear={() => setSearch({})}>
            市场负责人或秘书处提出“固定端开通”申请，批准后显示在这里。
          </EmptyList>
        }
        foot={<StockLines subjects={['terminal']} />}
      />
    </div>
  );
}
