import { useQuery } from '@tanstack/react-query';
import { dutyKinds, dutyStates } from '@yongche/contract/vocabulary';
import { Checkbox } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { Column } from '../../components/data-table';
import { ChoiceFilter } from '../../components/filter';
import { useStaff } from '../../session';
import styles from './cleanup-page.module.css';
import { dutiesQuery, wholeList } from './cleanup-queries';
import { LettersButton } from './duties-letters';
import { type Duty, dueWords, isOpen, urgencyOf } from './duties-wording';
import { keyIn, searchOf } from './list-filters';
import { EmptyList, RegisterList } from './register-list';
import page from './register-page.module.css';
import { DutyState } from './states';

const columns: Column<Duty>[] = [
  {
    title: '企业',
    cell: ({ companyId, companyName }) => (
      <Link to={`/register/companies/${companyId}`} onClick={(event) => event.stopPropagation()}>
        {companyName}
      </Link>
    ),
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
  { title: '最近提醒', cell: ({ remindedOn }) => <time className={page.time}>{remindedOn ?? '—'}</time> },
  { title: '告知函', cell: ({ letterOn }) => <time className={page.time}>{letterOn ?? '—'}</time> },
  { title: '逾期后', cell: ({ kind }) => `按 ${kind} 处理` },
];

function DueDay({ duty }: { duty: Duty }) {
  const now = new Date();
  return (
    <span className={page.pair}>
      <time className={page.time}>{duty.dueOn}</time>
      <span className={{ calm: page.soft, soon: styles.soon, late: styles.late }[urgencyOf(duty, now)]}>{dueWords(duty, now)}</span>
    </span>
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
  const [chosenIds, setChosenIds] = useState<ReadonlySet<string>>(new Set());
  const rows = duties.data?.items.filter((duty) => (!state || duty.state === state) && (!kind || duty.kind === kind));
  const chosen = rows?.filter((duty) => chosenIds.has(duty.id)) ?? [];

  const toggle = (duty: Duty) => {
    if (!isOpen(duty)) return;
    const next = new Set(chosenIds);
    if (!next.delete(duty.id)) next.add(duty.id);
    setChosenIds(next);
  };
  const choice: Column<Duty> = {
    title: '选择',
    cell: (duty) => (
      <Checkbox
        aria-label={`选择${duty.companyName}`}
        checked={chosenIds.has(duty.id)}
        disabled={!isOpen(duty)}
        onClick={(event) => event.stopPropagation()}
        onChange={() => toggle(duty)}
      />
    ),
  };
  return (
    <>
      <div className={styles.bar}>
        <div className={styles.chosen}>
          <ChoiceFilter label="状态" list={dutyStates} value={state} onChange={(next) => setSearch(searchOf({ kind, state: next }))} />
          <ChoiceFilter label="事项" list={dutyKinds} width={250} value={kind} onChange={(next) => setSearch(searchOf({ state, kind: next }))} />
        </div>
        {isClerk && <LettersButton duties={chosen} disabledBecause={chosen.length === 0 ? '先勾选待办或逾期的义务' : undefined} />}
      </div>
      <RegisterList
        caption="报告义务，先到期的在前"
        list={wholeList(duties, rows)}
        columns={isClerk ? [choice, ...columns] : columns}
        keyOf={({ id }) => id}
        onOpen={(duty) => (isClerk ? toggle(duty) : void navigate(`/register/companies/${duty.companyId}`))}
        empty={
          <EmptyList what="报告义务" isFiltered={Boolean(state ?? kind)} onClear={() => setSearch({})}>
            执照歇业、注销或登记事项变更后，企业应在30天内来办理；导入执照状态后，欠办的企业会列在这里，系统在到期前10天和3天提醒。
          </EmptyList>
        }
      />
    </>
  );
}
