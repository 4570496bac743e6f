import { requestKinds, requestStates } from '@yongche/contract/vocabulary';
import { Button, Segmented, Tabs } from 'antd';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { call } from '../../api';
import type { Column } from '../../components/data-table';
import { ChoiceFilter, FilterBar } from '../../components/filter';
import { minuteOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { useHotkeys } from '../../components/use-hotkeys';
import { useTitle } from '../../components/use-title';
import { useStaff } from '../../session';
import { keyIn, searchOf } from './list-filters';
import { subjectOf, type RegisterRequest, type RegisterSubject, type RequestState } from './register';
import { EmptyList, RegisterList } from './register-list';
import styles from './register-page.module.css';
import { kindsOpenTo } from './request-kinds';
import { longestWaitFirst, waitingOf, waitingPage } from './request-wording';
import { useMay } from './rights';
import { RequestState as StateTag } from './states';
import { StockLines } from './stock-line';
import { useRegisterList } from './use-register-list';

const refetchInterval = 30_000;
const allSubjects: RegisterSubject[] = ['company', 'certificate', 'app', 'terminal'];
const closedStates = { approved: requestStates.approved, refused: requestStates.refused, withdrawn: requestStates.withdrawn };

const number: Column<RegisterRequest> = {
  title: '申请编号',
  cell: ({ id, serial }) => (
    <Link className={styles.number} to={`/register/requests/${id}`} onClick={(event) => event.stopPropagation()}>
      {serial}
    </Link>
  ),
};
const columns: Column<RegisterRequest>[] = [
  number,
  { title: '业务', cell: ({ kind }) => requestKinds[kind] },
  {
    title: '对象 / 所属',
    cell: ({ subjectName, companyName, marketName }) => (
      <span className={styles.pair}>
        <span>{subjectName}</span>
        <span>{[companyName, marketName].find((owner) => owner && owner !== subjectName)}</span>
      </span>
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
  const requests = useRegisterList(
    'requests',
    filters,
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
      <header className={styles.head}>
        <h1>
          登记业务待办 {staff.market && <span>{staff.market.name}</span>}
        </h1>
        {may('POST /register-requests') && (
          <Button type="primary" onClick={() => navigate('/register/requests/new')}>
            新增申请
          </Button>
        )}
      </header>
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
      <RegisterList
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
      { title: '提交时间', cell: ({ submittedAt }) => <time className={styles.time}>{submittedAt && minuteOf(submittedAt)}</time> },
      { title: '已等候', cell: (request) => <Waiting request={request} now={now} /> },
    ];
  }
  if (state === 'collecting') {
    return [
      { title: '提出时间', cell: ({ requestedAt }) => <time className={styles.time}>{minuteOf(requestedAt)}</time> },
      { title: '材料', cell: ({ evidence }) => `${evidence.filter((file) => file.state === 'received').length} 份` },
    ];
  }
  return [
    { title: '结果', cell: (request) => <StateTag state={request.state} /> },
    {
      title: '经办人 / 时间',
      cell: ({ decidedBy, decidedAt, requestedAt }) => (
        <span className={styles.pair}>
          <span>{decidedBy ?? '–'}</span>
          <span>{minuteOf(decidedAt ?? requestedAt)}</span>
        </span>
      ),
    },
  ];
}

function Waiting({ request, now }: { request: RegisterRequest; now: Date }) {
  const waiting = waitingOf(request, now);
  if (!waiting) return null;
  return <span className={waiting.isLong ? styles.bad : undefined}>{waiting.isLong ? `${waiting.words}，已超1个工作日` : waiting.words}</span>;
}
