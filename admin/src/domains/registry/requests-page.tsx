import { requestKinds, requestStates } from '@yongche/contract/vocabulary';
import { Button, Segmented, Tabs } from 'antd';
import { useNavigate, useSearchParams } from 'react-router';
import { call } from '../../api';
import { NumberLink, Pair, Time } from '../../components/cells';
import cells from '../../components/cells.module.css';
import type { Column } from '../../components/data-table';
import { ChoiceFilter, FilterBar } from '../../components/filter';
import { keyIn, searchOf } from '../../components/list-filters';
import { minuteOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { EmptyList, RecordList } from '../../components/record-list';
import { useHotkeys } from '../../components/use-hotkeys';
import { useRecordList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { useStaff } from '../../session';
import { subjectOf, type RegisterRequest, type RegisterSubject, type RequestState, registerKey } from './register';
import { kindsOpenTo } from './request-kinds';
import { longestWaitFirst, waitingOf, waitingPage } from './request-wording';
import { useMay } from './rights';
import { RequestState as StateTag } from './states';
import { StockLines } from './stock-line';

const refetchInterval = 30_000;
const allSubjects: RegisterSubject[] = ['company', 'certificate', 'app', 'terminal'];
const closedStates = { approved: requestStates.approved, refused: requestStates.refused, withdrawn: requestStates.withdrawn };

const number: Column<RegisterRequest> = {
  title: '申请编号',
  cell: ({ id, serial }) => <NumberLink to={`/register/requests/${id}`}>{serial}</NumberLink>,
};
const columns: Column<RegisterRequest>[] = [
  number,
  { title: '业务', cell: ({ kind }) => requestKinds[kind] },
  {
    title: '对象 / 所属',
    cell: ({ subjectName, companyName, marketName }) => (
      <Pair>
        <span>{subjectName}</span>
        <span>{[companyName, marketName].find((owner) => owner && owner !== subjectName)}</span>
      </Pair>
    ),
  },
  { title: '申请人', cell: ({ requestedBy }) => requestedBy },
];

/** 登记业务待办: the day's work of the secretariat; a market's manager sees the own market's requests. */
export default function RequestsPage() {
  const navigate = useNavigate();
  const staff = useStaff();
  const may = useMay();
  const [search, setSearch] = useSearchParams();
  const state = keyIn(search, 'state', requestStates) ?? 'awaiting_decision';
  const kind = keyIn(search, 'kind', requestKinds);
  const filters = { state, ...(kind && { kind }) };
  const requests = useRecordList(
    [registerKey, 'requests', filters],
    (cursor, signal) => call('GET /register-requests', { query: { ...filters, limit: waitingPage, ...(cursor && { cursor }) }, signal }),
    refetchInterval,
  );
  const rows = state === 'awaiting_decision' && requests.rows ? longestWaitFirst(requests.rows) : requests.rows;
  const waiting = requests.first?.awaitingDecision;
  useTitle(waiting ? `(${waiting}) 登记业务待办` : '登记业务待办');
  const open = ({ id }: RegisterRequest) => void navigate(`/register/requests/${id}`);
  const isClosed = state in closedStates;
  useHotkeys({ Enter: () => state === 'awaiting_decision' && rows?.[0] && open(rows[0]) });

  const show = (next: RequestState) => setSearch(searchOf({ state: next, kind }));
  return (
    <div className="page">
      <PageHead title="登记业务待办" note={staff.market?.name}>
        {may('POST /register-requests') && (
          <Button type="primary" onClick={() => navigate('/register/requests/new')}>
            新增申请
          </Button>
        )}
      </PageHead>
      <Tabs
        activeKey={isClosed ? 'approved' : state}
        onChange={(key) => show(key as RequestState)}
        items={[
          { key: 'awaiting_decision', label: waiting === undefined ? '待审核' : `待审核 ${waiting}` },
          { key: 'collecting', label: '待交材料' },
          { key: 'approved', label: '已办结' },
        ]}
      />
      <FilterBar onSubmit={() => undefined}>
        <ChoiceFilter
          label="业务"
          width={240}
          list={Object.fromEntries(kindsOpenTo(staff.role).map((one) => [one, requestKinds[one]]))}
          value={kind}
          onChange={(next) => setSearch(searchOf({ state, kind: next }))}
        />
        {isClosed && (
          <Segmented
            aria-label="结果"
            value={state}
            options={Object.entries(closedStates).map(([value, label]) => ({ value: value as RequestState, label }))}
            onChange={show}
          />
        )}
      </FilterBar>
      <RecordList
        caption={state === 'awaiting_decision' ? '待审核的申请，等候最久的在前' : '登记申请，最近的在前'}
        list={{ ...requests, rows }}
        columns={[...columns, ...lastColumns(state, new Date(requests.updatedAt))]}
        keyOf={({ id }) => id}
        onOpen={open}
        empty={
          state === 'awaiting_decision' && !kind ? (
            <Notice tone="good" title="现在没有待审核的申请">
              {staff.market ? '本市场提交、等待秘书处审核的申请' : '企业、代理人和市场提交的申请'}会自动出现在这里，不用刷新页面。
            </Notice>
          ) : (
            <EmptyList what="申请" isFiltered={kind !== undefined} onClear={() => setSearch(searchOf({ state }))}>
              {state === 'collecting' ? '已提出但材料还没交齐的申请会显示在这里。' : '办结的申请会显示在这里。'}
            </EmptyList>
          )
        }
        foot={<StockLines subjects={kind ? [subjectOf(kind)] : allSubjects} />}
      />
    </div>
  );
}

/** What tells the requests of one tab apart: the wait, what they are missing, or who decided. */
function lastColumns(state: RequestState, now: Date): Column<RegisterRequest>[] {
  if (state === 'awaiting_decision') {
    return [
      { title: '提交时间', cell: ({ submittedAt }) => <Time>{submittedAt && minuteOf(submittedAt)}</Time> },
      { title: '已等候', cell: (request) => <Waiting request={request} now={now} /> },
    ];
  }
  if (state === 'collecting') {
    return [
      { title: '提出时间', cell: ({ requestedAt }) => <Time>{minuteOf(requestedAt)}</Time> },
      { title: '材料', cell: ({ evidence }) => `${evidence.filter((file) => file.state === 'received').length} 份` },
    ];
  }
  return [
    { title: '结果', cell: (request) => <StateTag state={request.state} /> },
    {
      title: '经办人 / 时间',
      cell: ({ decidedBy, decidedAt, requestedAt }) => (
        <Pair>
          <span>{decidedBy ?? '–'}</span>
          <span>{minuteOf(decidedAt ?? requestedAt)}</span>
        </Pair>
      ),
    },
  ];
}

function Waiting({ request, now }: { request: RegisterRequest; now: Date }) {
  const waiting = waitingOf(request, now);
  if (!waiting) return null;
  return <span className={waiting.isLong ? cells.bad : undefined}>{waiting.isLong ? `${waiting.words}，已超1个工作日` : waiting.words}</span>;
}
