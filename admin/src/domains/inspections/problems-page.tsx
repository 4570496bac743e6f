import { problemStates } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { call } from '../../api';
import { NumberLink, Pair, Time } from '../../components/cells';
import cells from '../../components/cells.module.css';
import type { Column } from '../../components/data-table';
import { ChoiceFilter, FilterBar } from '../../components/filter';
import { KeywordFilter } from '../../components/keyword-filter';
import { type Changed, keyIn, searchOf, withoutEmpty, wordIn } from '../../components/list-filters';
import { minuteOf } from '../../components/moments';
import { PageHead } from '../../components/page-head';
import { PlateBadge } from '../../components/plate-badge';
import { EmptyList, RecordList } from '../../components/record-list';
import { useRecordList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { useStaff } from '../../session';
import { DueDay } from '../discipline/due-day';
import { type ProblemSummary, problemsKey } from './problem';
import { ProblemStateTag } from './problem-state-tag';
import { isDue } from './problem-wording';
import styles from './problem.module.css';

/** As much as the server takes of a keyword. */
const longestKeyword = 40;

const columns: Column<ProblemSummary>[] = [
  {
    title: '编号 / 流水号',
    cell: ({ id, number, serial }) => (
      <Pair>
        <NumberLink to={`/problems/${id}`}>{number}</NumberLink>
        <span className={cells.mono}>{serial}</span>
      </Pair>
    ),
  },
  { title: '车牌', cell: ({ plate }) => <PlateBadge plate={plate} /> },
  { title: '问题', cell: ({ findings }) => <Findings findings={findings} /> },
  { title: '状态', cell: ({ state }) => <ProblemStateTag state={state} /> },
  { title: '改正期限', cell: (problem) => <Deadline problem={problem} /> },
  {
    title: '代理人 / 企业',
    cell: ({ agentName, companyName }) => (
      <Pair isNarrow>
        <span>{agentName}</span>
        <span>{companyName}</span>
      </Pair>
    ),
  },
  { title: '市场', cell: ({ marketName }) => marketName },
  { title: '发现', cell: ({ foundAt }) => <Time>{minuteOf(foundAt)}</Time> },
];

function Findings({ findings }: Pick<ProblemSummary, 'findings'>) {
  return (
    <span className={styles.findings} title={findings.join('\n')}>
      {findings.slice(0, 2).map((finding) => (
        <span key={finding}>{finding}</span>
      ))}
      {findings.length > 2 && <span className={cells.soft}>等 {findings.length} 处</span>}
    </span>
  );
}

/** The deadline counts while the agent has to correct; afterwards what was done by when. */
function Deadline({ problem }: { problem: ProblemSummary }) {
  const { dueOn, correctedAt, closedAt, state } = problem;
  if (isDue(problem)) return <DueDay day={dueOn} />;
  if (state === 'corrected' && correctedAt) {
    return (
      <Pair>
        <Time>{dueOn}</Time>
        <span>{minuteOf(correctedAt)} 改正</span>
      </Pair>
    );
  }
  return <Time>{closedAt ? `${minuteOf(closedAt)} 办结` : dueOn}</Time>;
}

function filtersOf(search: URLSearchParams) {
  return withoutEmpty({ q: wordIn(search, 'q', longestKeyword), state: keyIn(search, 'state', problemStates) });
}
type Filters = ReturnType<typeof filtersOf>;

/** 问题单: what inspectors found in completed deals, and how far its correction is. */
export default function ProblemsPage() {
  useTitle('问题单');
  const navigate = useNavigate();
  const { market } = useStaff();
  const [search, setSearch] = useSearchParams();
  const filters = filtersOf(search);
  const problems = useRecordList([problemsKey, filters], (cursor, signal) =>
    call('GET /problems', { query: { ...filters, ...(cursor && { cursor }) }, signal }),
  );
  return (
    <div className="page">
      <PageHead title="问题单" note={market ? `${market.name}的交易` : '核查发现的问题，到改正为止'} />
      <ProblemFilters key={search.toString()} filters={filters} onChange={(next) => setSearch(searchOf(next))} />
      <RecordList
        caption="问题单，最近发现的在前"
        list={problems}
        columns={market ? columns.filter(({ title }) => title !== '市场') : columns}
        keyOf={({ id }) => id}
        onOpen={({ id }) => void navigate(`/problems/${id}`)}
        empty={
          <EmptyList what="问题单" isFiltered={search.size > 0} onClear={() => setSearch({})}>
            核查员在核查中判为“有问题”的交易会列在这里，并自动通知代理人和市场限期改正。
          </EmptyList>
        }
      />
    </div>
  );
}

interface ProblemFiltersProps {
  filters: Filters;
  onChange: (filters: Changed<Filters>) => void;
}

function ProblemFilters({ filters, onChange }: ProblemFiltersProps) {
  const [q, setQ] = useState(filters.q ?? '');
  const entered = { ...filters, q: q.trim() };
  return (
    <FilterBar onSubmit={() => onChange(entered)}>
      <KeywordFilter
        label="问题单编号、流水号或车牌"
        placeholder="例如 浙B12345"
        maxLength={longestKeyword}
        value={q}
        onChange={setQ}
        onClear={() => onChange({ ...filters, q: undefined })}
      />
      <ChoiceFilter label="状态" width={136} list={problemStates} value={filters.state} onChange={(state) => onChange({ ...entered, state })} />
      <Button htmlType="submit">查询</Button>
    </FilterBar>
  );
}
