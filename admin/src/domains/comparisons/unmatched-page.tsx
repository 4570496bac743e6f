import { useQuery } from '@tanstack/react-query';
import { businesses, unmatchedCauses, unmatchedSides } from '@yongche/contract/vocabulary';
import { Button, Segmented } from 'antd';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { call } from '../../api';
import { BackLink } from '../../components/back-link';
import { Name, NumberLink, Time } from '../../components/cells';
import type { Column } from '../../components/data-table';
import { FilterBar } from '../../components/filter';
import { idIn, keyIn, searchOf, withoutEmpty } from '../../components/list-filters';
import { MarketFilter } from '../../components/market-filter';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { PlateBadge } from '../../components/plate-badge';
import { EmptyList, RecordList } from '../../components/record-list';
import { useRecordList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { VinText } from '../../components/vin-text';
import { countOf } from '../statistics/statistics-wording';
import { causeNames, explanation, monthNamed } from './comparison-wording';
import { comparisonsKey, type Unmatched, type UnmatchedPage as Answer } from './comparisons';
import { listsQuery } from './queries';
import { useMay } from './rights';
import styles from './comparisons.module.css';

type Cause = keyof typeof unmatchedCauses;

/** 未对上的交易与登记 of a month, one by one, each with its cause and what explains it. */
export default function UnmatchedPage() {
  const { month = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  useTitle(`${monthNamed(month)}未对上的交易与登记`);
  const side = keyIn(search, 'side', unmatchedSides) ?? 'ours';
  const filters = { side, ...withoutEmpty({ cause: keyIn(search, 'cause', unmatchedCauses), marketId: idIn(search, 'marketId') }) };
  const list = useRecordList([comparisonsKey, 'unmatched', month, filters], (cursor, signal) => call('GET /unmatched-deals', { query: { month, ...filters, ...(cursor && { cursor }) }, signal }));
  const change = (part: object) => setSearch(searchOf(filters, part));
  const may = useMay();
  return (
    <div className="page">
      <BackLink to={`/comparisons/${month}`} title={`${monthNamed(month)}按市场核对`} />
      <PageHead title={`${monthNamed(month)}未对上的`} note="按车架号逐笔核对，系统给出可能的原因">
        <Segmented aria-label="哪一边" value={side} onChange={(next) => setSearch(searchOf(filters, { side: next, cause: undefined }))} options={[{ value: 'ours', label: '影像有、车管无' }, { value: 'office', label: '车管有、影像无' }]} />
      </PageHead>
      <FilterBar onSubmit={() => undefined}>
        <MarketFilter width={200} value={filters.marketId} onChange={(marketId) => change({ marketId })} />
        {list.first && <Causes causes={list.first.causes} chosen={filters.cause} onChoose={(cause) => change({ cause })} />}
      </FilterBar>
      <RecordList
        caption={`${unmatchedSides[side]}，按日期排列`}
        list={list}
        columns={columnsOf(side, may('GET /transactions/:id'))}
        keyOf={({ id }) => id}
        empty={
          filters.cause || filters.marketId ? (
            <EmptyList isFiltered what="记录" onClear={() => setSearch({ side })}>
              {null}
            </EmptyList>
          ) : (
            <NothingOpen month={month} />
          )
        }
      />
    </div>
  );
}

/** Either all is matched, or there is no list yet to be matched with. */
function NothingOpen({ month }: { month: string }) {
  const may = useMay();
  const navigate = useNavigate();
  const lists = useQuery(listsQuery).data?.items;
  if (!lists || lists.some((list) => list.month === month)) {
    return (
      <Notice tone="good" title="全部对上了">
        这个月没有未对上的记录。
      </Notice>
    );
  }
  const importing = (
    <Button type="primary" onClick={() => void navigate(`/comparisons/import?month=${month}`)}>
      导入登记明细
    </Button>
  );
  return (
    <Notice title="还没有导入这个月的登记明细" actions={may('POST /registration-lists') && importing}>
      导入车管所的逐笔登记后，才能逐笔核对；由秘书处文员导入。
    </Notice>
  );
}

/** One button per cause that occurs, with its count; the chosen one again shows all. */
function Causes({ causes, chosen, onChoose }: Pick<Answer, 'causes'> & { chosen: Cause | undefined; onChoose: (cause: Cause | undefined) => void }) {
  const all = causes.reduce((sum, { count }) => sum + count, 0);
  return (
    <div className={styles.causes} role="group" aria-label="原因">
      <Button type={chosen ? 'default' : 'primary'} ghost={!chosen} aria-pressed={!chosen} onClick={() => onChoose(undefined)}>
        全部 {countOf(all)}
      </Button>
      {causes.map(({ cause, count }) => (
        <Button key={cause} type={chosen === cause ? 'primary' : 'default'} ghost={chosen === cause} aria-pressed={chosen === cause} title={unmatchedCauses[cause]} onClick={() => onChoose(chosen === cause ? undefined : cause)}>
          {causeNames[cause]} {countOf(count)}
        </Button>
      ))}
    </div>
  );
}

function columnsOf(side: keyof typeof unmatchedSides, mayOpen: boolean): Column<Unmatched>[] {
  return [
    { title: side === 'ours' ? '完成日期' : '登记日期', cell: ({ on }) => <Time>{on}</Time> },
    { title: '号牌', cell: ({ plate }) => (plate ? <PlateBadge plate={plate} /> : '—') },
    { title: '车架号', cell: ({ vin }) => <VinText vin={vin} /> },
    { title: '业务', cell: ({ business }) => (business ? businesses[business] : '—') },
    { title: '市场', cell: ({ marketName }) => <Name>{marketName ?? '未写明'}</Name> },
    ...(side === 'ours' ? [{ title: '流水号', cell: ({ id, serial }: Unmatched) => (mayOpen ? <NumberLink to={`/transactions/${id}`}>{serial}</NumberLink> : serial) }] : []),
    {
      title: '原因',
      cell: (row) => (
        <span className={styles.cause}>
          <b>{causeNames[row.cause]}</b>
          <span>
            {explanation(row)}
            {row.other?.transactionId && mayOpen && <Link to={`/transactions/${row.other.transactionId}`}>看那一笔</Link>}
          </span>
        </span>
      ),
    },
  ];
}
