import { disciplineSubjects } from '@yongche/contract/vocabulary';
import { NumberLink, Pair, Time } from '../../components/cells';
import cells from '../../components/cells.module.css';
import type { Column } from '../../components/data-table';
import { dayOf } from '../../components/moments';
import { ToneTag } from '../../components/tone-tag';
import type { ViolationSummary } from './discipline';
import styles from './discipline.module.css';
import { DueDay } from './due-day';
import { deadlineOf, hasPoints, pointsWord, standingWord, violationStateOf } from './violation-wording';

/** How a violation stands, as a small coloured label. */
export function ViolationStateTag({ violation }: { violation: Pick<ViolationSummary, 'state' | 'outcome' | 'appealState'> }) {
  const { label, tone } = violationStateOf(violation);
  return <ToneTag tone={tone}>{label}</ToneTag>;
}

/** The columns that the lists of violations share; the number is the link for the keyboard. */
export const violationColumns = {
  number: { title: '编号', cell: ({ id, number }) => <NumberLink to={`/violations/${id}`}>{number}</NumberLink> },
  what: {
    title: '违规',
    cell: ({ code, name }) => (
      <Pair>
        <span title={name}>{name}</span>
        <span>{code}</span>
      </Pair>
    ),
  },
  subject: {
    title: '对象',
    cell: ({ subject: { name, type } }) => (
      <Pair isNarrow>
        <span title={name}>{name}</span>
        <span>{disciplineSubjects[type]}</span>
      </Pair>
    ),
  },
  points: {
    title: '分值',
    cell: (violation) => (
      <span className={styles.lines}>
        <span>{pointsWord(violation)}</span>
        {hasPoints(violation) && <span className={cells.soft}>{standingWord(violation)}</span>}
      </span>
    ),
  },
  state: { title: '状态', cell: (violation) => <ViolationStateTag violation={violation} /> },
  deadline: { title: '期限', cell: (violation) => <Deadline violation={violation} /> },
  noticed: { title: '告知', cell: ({ noticedAt }) => <Time>{dayOf(noticedAt)}</Time> },
} satisfies Record<string, Column<ViolationSummary>>;

function Deadline({ violation }: { violation: ViolationSummary }) {
  const deadline = violation.appealState === 'open' ? undefined : deadlineOf(violation, dayOf(new Date()));
  return deadline ? <DueDay what={deadline.what} day={deadline.day} /> : <span>—</span>;
}
