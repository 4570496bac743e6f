import { useQuery } from '@tanstack/react-query';
import { deadlineStates } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useState } from 'react';
import { sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { dayOf } from '../../components/moments';
import { ToneTag } from '../../components/tone-tag';
import { DeadlineDialog } from './deadline-dialog';
import { dayWord, deadlineTone, leftWord, placeInYear } from './deadline-wording';
import styles from './deadlines.module.css';
import type { Deadline } from './figures';
import { deadlinesQuery } from './queries';
import { useMay } from './rights';

/** 年度期限: the year as a line with its two days, and what is known of each. */
export function DeadlinesCard() {
  const deadlines = useQuery(deadlinesQuery());
  if (deadlines.isError && !deadlines.data) {
    return (
      <div className={styles.alert}>
        <AlertLine tone="warn" actions={<Button size="small" onClick={() => void deadlines.refetch()}>重试</Button>}>
          没有读到年度期限：{sentenceOf(deadlines.error)}
        </AlertLine>
      </div>
    );
  }
  const items = deadlines.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className={`card ${styles.deadlines}`} aria-label="年度期限">
      <h2>
        {items[0]!.year}年期限<small>对上一年度的工作</small>
      </h2>
      <YearLine deadlines={items} today={dayOf(new Date())} />
      <ul>
        {items.map((deadline) => (
          <DeadlineLine key={deadline.code} deadline={deadline} />
        ))}
      </ul>
    </section>
  );
}

function YearLine({ deadlines, today }: { deadlines: Deadline[]; today: string }) {
  const year = deadlines[0]!.year;
  return (
    <div className={styles.year} aria-hidden="true">
      {Array.from({ length: 12 }, (_, at) => (
        <span key={at}>{at + 1}月</span>
      ))}
      {today.startsWith(String(year)) && <i data-mark="today" style={{ left: `${placeInYear(today)}%` }} title={`今天 ${today}`} />}
      {deadlines.map((deadline) => (
        <i key={deadline.code} data-mark={deadline.state} style={{ left: `${placeInYear(deadline.dueOn)}%` }} title={`${deadline.name}：${deadline.dueOn}`} />
      ))}
    </div>
  );
}

function DeadlineLine({ deadline }: { deadline: Deadline }) {
  const [isAsking, setAsking] = useState(false);
  const may = useMay();
  const { name, source, dueOn, state, doneBy, note } = deadline;
  return (
    <li>
      <b>{dayWord(dueOn)}前</b>
      <span>
        {name}
        <small>
          {source}
          {note && `　${note}`}
          {doneBy && `　${doneBy}登记`}
        </small>
      </span>
      <em>{leftWord(deadline)}</em>
      <ToneTag tone={deadlineTone(deadline)}>{deadlineStates[state]}</ToneTag>
      {may('POST /deadlines/:code/completion') && state !== 'done' && <Button onClick={() => setAsking(true)}>登记完成</Button>}
      {isAsking && <DeadlineDialog deadline={deadline} onClose={() => setAsking(false)} />}
    </li>
  );
}
