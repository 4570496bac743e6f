import { useQuery } from '@tanstack/react-query';
import { dutyKinds, dutyStates } from '@yongche/contract/vocabulary';
import { useNavigate, useSearchParams } from 'react-router';
import { CellLink, Pair, Time } from '../../components/cells';
import cells from '../../components/cells.module.css';
import type { Column } from '../../components/data-table';
import { ChoiceFilter } from '../../components/filter';
import { keyIn, searchOf } from '../../components/list-filters';
import { EmptyList, RecordList } from '../../components/record-list';
import { wholeList } from '../../components/use-record-list';
import { useStaff } from '../../session';
import styles from './cleanup-page.module.css';
import { dutiesQuery } from './cleanup-queries';
import { LettersButton } from './duties-letters';
import { type Duty, dueWords, isOpen, urgencyOf } from './duties-wording';
import { DutyState } from './states';
import { useChoice } from './use-choice';

const columns: Column<Duty>[] = [
  {
    title: '企业',
    cell: ({ companyId, companyName }) => <CellLink to={`/register/companies/${companyId}`}>{companyName}</CellLink>,
  },
  {
    title: '应办事项',
    cell: ({ kind, cause }) => (
      <span className={styles.what}>
        <span>{dutyKinds[kind]}</span>
        <span>{cause}</span>
      </span>
    ),
  },
  { title: '状态', cell: ({ state }) => <DutyState state={state} /> },
  { title: '截止日', cell: (duty) => <DueDay duty={duty} /> },
  { title: '最近提醒', cell: ({ remindedOn }) => <Time>{remindedOn ?? '—'}</Time> },
  { title: '告知函', cell: ({ letterOn }) => <Time>{letterOn ?? '—'}</Time> },
  { title: '逾期后', cell: ({ kind }) => `按 ${kind} 处理` },
];

function DueDay({ duty }: { duty: Duty }) {
  const now = new Date();
  return (
    <Pair>
      <Time>{duty.dueOn}</Time>
      <span className={{ calm: cells.soft, soon: cells.warn, late: cells.bad }[urgencyOf(duty, now)]}>{dueWords(duty, now)}</span>
    </Pair>
  );
}

/** ④ 报告义务: who has to report a closing or a change, until when, and what has been done about it. */
export function DutiesList() {
  const isClerk = useStaff().role === 'clerk';
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const state = keyIn(search, 'state', dutyStates);
  const kind = keyIn(search, 'kind', dutyKinds);
  const duties = useQuery(dutiesQuery);
  const rows = duties.data?.items.filter((duty) => (!state || duty.state === state) && (!kind || duty.kind === kind));
  const choice = useChoice({ rows: rows ?? [], nameOf: ({ companyName }) => companyName, isOpen });
  return (
    <>
      <div className={styles.bar}>
        <div className={styles.chosen}>
          <ChoiceFilter label="状态" list={dutyStates} value={state} onChange={(next) => setSearch(searchOf({ kind, state: next }))} />
          <ChoiceFilter label="事项" list={dutyKinds} width={250} value={kind} onChange={(next) => setSearch(searchOf({ state, kind: next }))} />
        </div>
        {isClerk && <LettersButton duties={choice.chosen} disabledBecause={choice.chosen.length === 0 ? '先勾选待办或逾期的义务' : undefined} />}
      </div>
      <RecordList
        caption="报告义务，先到期的在前"
        list={wholeList(duties, rows)}
        columns={isClerk ? [choice.column, ...columns] : columns}
        keyOf={({ id }) => id}
        onOpen={(duty) => (isClerk ? choice.toggle(duty) : void navigate(`/register/companies/${duty.companyId}`))}
        empty={
          <EmptyList what="报告义务" isFiltered={Boolean(state ?? kind)} onClear={() => setSearch({})}>
            执照歇业、注销或登记事项变更后，企业应在30天内来办理；导入执照状态后，欠办的企业会列在这里，系统在到期前10天和3天提醒。
          </EmptyList>
        }
      />
    </>
  );
}
