import { disciplineSubjects, measureKinds, measureStates } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { call } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { CellLink, Pair, Time } from '../../components/cells';
import type { Column } from '../../components/data-table';
import { ChoiceFilter, FilterBar } from '../../components/filter';
import { keyIn, searchOf, withoutEmpty } from '../../components/list-filters';
import { PageHead } from '../../components/page-head';
import { ReasonDialog } from '../../components/reason-dialog';
import { EmptyList, RecordList } from '../../components/record-list';
import { useAct } from '../../components/use-act';
import { useRecordList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { disciplineKey, type Measure } from './discipline';
import styles from './discipline.module.css';
import { MeasureStateTag } from './measure-line';
import { liftingMeans, termOf } from './measure-wording';

const hrefOf = ({ subject: { type, id } }: Measure) => `/standings/${type}/${id}`;

const columns: Column<Measure>[] = [
  {
    title: '对象',
    cell: (measure) => (
      <Pair>
        <CellLink to={hrefOf(measure)}>{measure.subject.name}</CellLink>
        <span>{disciplineSubjects[measure.subject.type]}</span>
      </Pair>
    ),
  },
  { title: '措施', cell: ({ kind }) => measureKinds[kind] },
  { title: '状态', cell: (measure) => <MeasureStateTag measure={measure} /> },
  { title: '期间', cell: (measure) => <Time>{termOf(measure)}</Time> },
  {
    title: '原因',
    cell: ({ reason, endReason }) => (
      <span className={styles.cause}>
        <span>{reason}</span>
        {endReason && <span>{endReason}</span>}
      </span>
    ),
  },
];

function filtersOf(search: URLSearchParams) {
  return withoutEmpty({ state: keyIn(search, 'state', measureStates), kind: keyIn(search, 'kind', measureKinds) });
}

/** 措施: warnings, rectifications, suspensions and cancellations, and their early end. */
export default function MeasuresPage() {
  useTitle('措施');
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [lifted, setLifted] = useState<Measure>();
  const filters = filtersOf(search);
  const measures = useRecordList([disciplineKey, 'measures', filters], (cursor, signal) =>
    call('GET /measures', { query: { ...filters, ...(cursor && { cursor }) }, signal }),
  );
  const mayLift = measures.rows?.some(({ may }) => may.lift) ?? false;
  return (
    <div className="page">
      <PageHead title="措施" note="扣分达到分数时自动采取，期满自动结束" />
      <FilterBar onSubmit={() => undefined}>
        <ChoiceFilter label="措施" list={measureKinds} value={filters.kind} onChange={(kind) => setSearch(searchOf(filters, { kind }))} />
        <ChoiceFilter
          label="状态"
          width={136}
          list={measureStates}
          value={filters.state}
          onChange={(state) => setSearch(searchOf(filters, { state }))}
        />
      </FilterBar>
      <RecordList
        caption="措施，最近的在前"
        list={measures}
        columns={mayLift ? [...columns, liftingColumn(setLifted)] : columns}
        keyOf={({ id }) => id}
        onOpen={(measure) => void navigate(hrefOf(measure))}
        empty={
          <EmptyList what="措施" isFiltered={search.size > 0} onClear={() => setSearch({})}>
            扣分累计到管理细则规定的分数时，系统自动采取警告、限期整改、暂停，列在这里；取消资格先提交会长例会。
          </EmptyList>
        }
      />
      {lifted && <LiftingDialog measure={lifted} onClose={() => setLifted(undefined)} />}
    </div>
  );
}

function liftingColumn(onLift: (measure: Measure) => void): Column<Measure> {
  return {
    title: '操作',
    cell: (measure) =>
      measure.may.lift && (
        <Button
          size="small"
          onClick={(event) => {
            event.stopPropagation();
            onLift(measure);
          }}
        >
          提前解除…
        </Button>
      ),
  };
}

function LiftingDialog({ measure, onClose }: { measure: Measure; onClose: () => void }) {
  const { id, kind, subject } = measure;
  const lift = useAct({
    about: id,
    send: (body: { reason: string }, idempotencyKey) => call('POST /measures/:id/lifting', { params: { id }, body, idempotencyKey }),
    renews: [[disciplineKey]],
    done: `${subject.name} 的${measureKinds[kind]}已提前解除。`,
    onDone: onClose,
  });
  return (
    <ReasonDialog
      title={`提前解除${measureKinds[kind]}　${subject.name}`}
      okText="确认解除"
      label="理由"
      hint="当事人会看到，并记入审计日志"
      usualReasons={['整改完成，核实无误', '主动改正，情节轻微', '会长例会研究同意']}
      sending={lift}
      failed="没有解除"
      onSend={(reason) => lift.mutate({ reason })}
      onClose={onClose}
    >
      <AlertLine tone="info">{liftingMeans(measure)}</AlertLine>
    </ReasonDialog>
  );
}
