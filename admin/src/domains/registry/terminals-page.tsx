import { useQuery } from '@tanstack/react-query';
import { terminalStates } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useNavigate, useSearchParams } from 'react-router';
import { call } from '../../api';
import { NumberLink, Pair, Time } from '../../components/cells';
import type { Column } from '../../components/data-table';
import { ChoiceFilter, FilterBar } from '../../components/filter';
import { idIn, keyIn, searchOf, withoutEmpty } from '../../components/list-filters';
import { MarketFilter } from '../../components/market-filter';
import { PageHead } from '../../components/page-head';
import { EmptyList, RecordList } from '../../components/record-list';
import { wholeList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { useStaff } from '../../session';
import { registerKey, type Terminal } from './register';
import { useMay } from './rights';
import { TerminalState } from './states';
import { TerminalDeviceCell } from './terminal-device';
import { TerminalRequirement } from './terminal-requirement';
import { StockLines } from './stock-line';

const columns: Column<Terminal>[] = [
  {
    title: '编号',
    cell: ({ id, number }) => <NumberLink to={`/register/terminals/${id}`}>{number}</NumberLink>,
  },
  {
    title: '固定端',
    cell: ({ name, location }) => (
      <Pair>
        <span>{name}</span>
        <span>{location}</span>
      </Pair>
    ),
  },
  { title: '市场', cell: ({ marketName }) => marketName },
  { title: '状态', cell: (terminal) => <TerminalState terminal={terminal} /> },
  { title: '电脑', cell: ({ device }) => <TerminalDeviceCell device={device} /> },
  { title: '开通日期', cell: ({ openedOn }) => <Time>{openedOn}</Time> },
];

/** 固定端: the counters' machines; a market's people see those of their own market. */
export default function TerminalsPage() {
  useTitle('固定端');
  const navigate = useNavigate();
  const staff = useStaff();
  const may = useMay();
  const [search, setSearch] = useSearchParams();
  const filters = withoutEmpty({ marketId: idIn(search, 'marketId'), state: keyIn(search, 'state', terminalStates) });
  const terminals = useQuery({
    queryKey: [registerKey, 'terminals', filters],
    queryFn: ({ signal }) => call('GET /terminals', { query: filters, signal }),
  });
  const change = (part: object) => setSearch(searchOf(filters, part));
  return (
    <div className="page">
      <PageHead title="固定端" note={staff.market?.name}>
        {may('POST /register-requests') && (
          <Button type="primary" onClick={() => navigate('/register/requests/new?kind=terminal_issue')}>
            申请开通
          </Button>
        )}
      </PageHead>
      <FilterBar onSubmit={() => undefined}>
        {!staff.market && <MarketFilter width={220} value={filters.marketId} onChange={(marketId) => change({ marketId })} />}
        <ChoiceFilter label="状态" list={terminalStates} value={filters.state} onChange={(state) => change({ state })} />
      </FilterBar>
      {terminals.data && <TerminalRequirement markets={terminals.data.markets} isOfOne={filters.marketId !== undefined || staff.market !== null} />}
      <RecordList
        caption="固定端名册"
        list={wholeList(terminals)}
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
