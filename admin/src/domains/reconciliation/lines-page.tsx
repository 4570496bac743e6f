import { useQuery } from '@tanstack/react-query';
import { differenceKinds, funds, statementLineKinds, statementLineStates, statementSources } from '@yongche/contract/vocabulary';
import { Button, Drawer } from 'antd';
import { useSearchParams } from 'react-router';
import { call } from '../../api';
import { Pair, RowButton, Time } from '../../components/cells';
import type { Column } from '../../components/data-table';
import { ChoiceFilter, FilterBar } from '../../components/filter';
import { idIn, searchOf } from '../../components/list-filters';
import { yuanOf } from '../../components/money';
import { AnyMonthFilter } from '../../components/month-filter';
import { PageHead } from '../../components/page-head';
import { EmptyList, RecordList } from '../../components/record-list';
import { ToneTag } from '../../components/tone-tag';
import { useRecordList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { LineDetail } from './line-detail';
import { lineFiltersOf } from './lines-filters';
import { lineQuery } from './queries';
import { reconciliationKey, type StatementLine } from './reconciliation';
import { ReconciliationTabs } from './reconciliation-tabs';
import { lineSentence, lineTones, partyOf } from './reconciliation-wording';
import styles from './reconciliation.module.css';

const columns: Column<StatementLine>[] = [
  {
    title: '对方',
    cell: (line) => (
      <Pair>
        <RowButton>{partyOf(line)}</RowButton>
        <span>{line.memo ?? line.number}</span>
      </Pair>
    ),
  },
  { title: '日期', cell: ({ on }) => <Time>{on}</Time> },
  {
    title: '来源',
    cell: ({ source, fund }) => (
      <Pair>
        <span>{statementSources[source]}</span>
        <span>{funds[fund]}</span>
      </Pair>
    ),
  },
  { title: '类型', cell: ({ kind }) => statementLineKinds[kind] },
  { title: '金额', align: 'right', cell: ({ fen }) => yuanOf(fen) },
  { title: '结果', cell: ({ state }) => <ToneTag tone={lineTones[state]}>{statementLineStates[state]}</ToneTag> },
  { title: '说明', cell: (line) => <span className={styles.sentence}>{lineSentence(line)}</span> },
];

/** 对账明细: every line of every statement with what became of it; one of them open beside the list. */
export default function LinesPage() {
  useTitle('对账明细');
  const [search, setSearch] = useSearchParams();
  const filters = lineFiltersOf(search);
  const lines = useRecordList([reconciliationKey, 'lines', filters], (cursor, signal) => call('GET /statement-lines', { query: { ...filters, ...(cursor && { cursor }) }, signal }));
  const openId = idIn(search, 'line');
  const listed = lines.rows?.find(({ id }) => id === openId);
  const asked = useQuery({ ...lineQuery(openId ?? ''), enabled: openId !== undefined && lines.rows !== undefined && !listed });
  const opened = listed ?? asked.data?.items[0];
  const change = (part: object) => setSearch(searchOf(filters, part));
  return (
    <div className="page">
      <PageHead title="对账" note="支付平台和银行的每一笔，与总账逐笔核对" />
      <ReconciliationTabs />
      <FilterBar onSubmit={() => undefined}>
        <AnyMonthFilter month={filters.month} onChange={(month) => change({ month })} />
        <ChoiceFilter label="结果" list={statementLineStates} value={filters.state} onChange={(state) => change({ state })} />
        <ChoiceFilter label="来源" width={140} list={statementSources} value={filters.source} onChange={(source) => change({ source })} />
        <ChoiceFilter label="资金" width={150} list={funds} value={filters.fund} onChange={(fund) => change({ fund })} />
        <ChoiceFilter label="差异" width={220} list={differenceKinds} value={filters.difference} onChange={(difference) => change({ difference })} />
        {filters.statementId && (
          <Button type="text" onClick={() => change({ statementId: undefined })}>
            只看一份对账单 ✕
          </Button>
        )}
      </FilterBar>
      <RecordList
        caption="对账明细，最近的在前"
        list={lines}
        columns={columns}
        keyOf={({ id }) => id}
        onOpen={({ id }) => change({ line: id })}
        empty={
          <EmptyList what="对账明细" isFiltered={search.size > 0} onClear={() => setSearch({})}>
            下载支付平台账单或导入银行对账单后，每一笔都列在这里。
          </EmptyList>
        }
      />
      <Drawer title={opened && `${partyOf(opened)}　${yuanOf(opened.fen)}`} size={560} open={openId !== undefined && opened !== undefined} onClose={() => change({})} destroyOnHidden>
        {opened && <LineDetail key={`${opened.id} ${opened.state}`} line={opened} />}
      </Drawer>
    </div>
  );
}
