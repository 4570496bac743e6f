import { registerReasons, registerSubjects } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useNavigate, useSearchParams } from 'react-router';
import { call } from '../../api';
import { CellLink, Pair, Time } from '../../components/cells';
import cells from '../../components/cells.module.css';
import type { Column } from '../../components/data-table';
import { DaysFilter } from '../../components/days-filter';
import { ChoiceFilter, FilterBar } from '../../components/filter';
import { dayIn, idIn, keyIn, searchOf, withoutEmpty } from '../../components/list-filters';
import { minuteOf } from '../../components/moments';
import { PageHead } from '../../components/page-head';
import { periodOf, usualPeriods } from '../../components/periods';
import { EmptyList, RecordList } from '../../components/record-list';
import { useRecordList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { changesOf, changeSentence, deltaWord, eventTitle } from './event-wording';
import { FiguresPanel } from './figures-panel';
import styles from './ledger-page.module.css';
import { registerKey, type RegisterEvent } from './register';
import { useMay } from './rights';
import { subjectHref } from './stock-wording';

const columns: Column<RegisterEvent>[] = [
  { title: '时间', cell: ({ at }) => <Time>{minuteOf(at)}</Time> },
  {
    title: '对象',
    cell: ({ subjectType, subjectId, subjectName }) => (
      <Pair>
        <CellLink to={subjectHref(subjectType, subjectId, subjectName)}>
          {subjectName}
        </CellLink>
        <span>{registerSubjects[subjectType]}</span>
      </Pair>
    ),
  },
  { title: '变动', cell: (event) => eventTitle(event) },
  { title: '增减', align: 'right', cell: ({ delta }) => <b className={delta < 0 ? cells.bad : undefined}>{deltaWord(delta)}</b> },
  {
    title: '内容',
    cell: (event) => (
      <span className={styles.content}>
        {changesOf(event).map((change) => (
          <span key={change.label}>{changeSentence(change)}</span>
        ))}
        {event.note && <span>{event.note}</span>}
      </span>
    ),
  },
  { title: '经办人', cell: ({ actor }) => actor },
];

/** 登记台账: the events from which every published stock follows, and the proof that it does. */
export default function LedgerPage() {
  useTitle('登记台账');
  const [search, setSearch] = useSearchParams();
  const may = useMay();
  const period = periodOf({ from: dayIn(search, 'from'), to: dayIn(search, 'to') }, new Date());
  const change = (part: object) => setSearch(searchOf(Object.fromEntries(search), part));
  return (
    <div className="page">
      <PageHead title="登记台账">
        <DaysFilter
          label="期间（含首尾两日）"
          from={period.from}
          to={period.to}
          isWhole
          presets={usualPeriods(new Date())}
          onChange={change}
        />
      </PageHead>
      <FiguresPanel period={period} />
      {may('GET /register-events') && <Events period={period} search={search} onChange={change} />}
    </div>
  );
}

interface EventsProps {
  period: { from: string; to: string };
  search: URLSearchParams;
  onChange: (part: object) => void;
}

function Events({ period, search, onChange }: EventsProps) {
  const navigate = useNavigate();
  const filters = withoutEmpty({
    subjectType: keyIn(search, 'subjectType', registerSubjects),
    reason: keyIn(search, 'reason', registerReasons),
    subjectId: idIn(search, 'subjectId'),
  });
  const query = { ...filters, ...period };
  const events = useRecordList([registerKey, 'events', query], (cursor, signal) =>
    call('GET /register-events', { query: { ...query, ...(cursor && { cursor }) }, signal }),
  );
  const clear = () => onChange({ subjectType: undefined, reason: undefined, subjectId: undefined });
  return (
    <section className={styles.events} aria-label="变动明细">
      <FilterBar onSubmit={() => undefined}>
        <ChoiceFilter label="对象" list={registerSubjects} value={filters.subjectType} onChange={(subjectType) => onChange({ subjectType })} />
        <ChoiceFilter label="事由" width={190} list={registerReasons} value={filters.reason} onChange={(reason) => onChange({ reason })} />
        {filters.subjectId && (
          <Button type="text" onClick={() => onChange({ subjectId: undefined })}>
            只看一个对象的变动 ✕
          </Button>
        )}
      </FilterBar>
      <RecordList
        caption="登记变动，最近的在前"
        list={events}
        columns={columns}
        keyOf={({ id }) => id}
        onOpen={({ subjectType, subjectId, subjectName }) => void navigate(subjectHref(subjectType, subjectId, subjectName))}
        empty={
          <EmptyList what="变动" isFiltered={Object.keys(filters).length > 0} onClear={clear}>
            这段时间登记没有变动。可以换一个期间。
          </EmptyList>
        }
      />
    </section>
  );
}
