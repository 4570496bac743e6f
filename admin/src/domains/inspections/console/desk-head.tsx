import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { shareWord } from '../../checks/pack-wording';
import { inspectionDayQuery } from '../queries';
import styles from './desk-head.module.css';

interface DeskHeadProps {
  isPaused: boolean;
  onPause: () => void;
  onResume: () => void;
  onKeys: () => void;
}

/** One line at the top: how the day goes. */
export function DeskHead({ isPaused, onPause, onResume, onKeys }: DeskHeadProps) {
  const { data: day } = useQuery(inspectionDayQuery);
  const agreement = day?.agreement;
  // A click leaves the keyboard with the case: Enter must not press this button again.
  const keep = { size: 'small', onMouseDown: (event: { preventDefault: () => void }) => event.preventDefault() } as const;
  return (
    <header className={styles.head}>
      <h1>核查台</h1>
      <dl className={styles.figures}>
        <Figure title="今日已核">
          <b>{day?.decided ?? '–'}</b>
          <span>/ {day?.target ?? '–'}</span>
          <progress max={day?.target ?? 1} value={day?.decided ?? 0} aria-label="今日进度" />
        </Figure>
        <Figure title="排队">{day?.waiting ?? '–'}</Figure>
        <Figure title="命中率" hint="今日有问题的占已核的份额">
          {day ? shareWord(day.problems, day.decided) : '–'}
        </Figure>
        <Figure title="复核一致率" hint={`近90天，同一案件两人独立核查${agreement ? `，共${agreement.pairs}件` : ''}；κ 为扣除碰巧一致后的一致程度`}>
          {agreement ? shareWord(agreement.agreed, agreement.pairs) : '–'}
          {agreement?.kappa != null && <small>κ {agreement.kappa.toFixed(2)}</small>}
        </Figure>
        <Figure title="待复核" hint="代理人已改正，等核查员复核">
          {day?.toReview ?? '–'}
        </Figure>
        <Figure title="逾期整改" tone={day && day.overdueProblems > 0 ? 'bad' : undefined}>
          {day?.overdueProblems ?? '–'}
        </Figure>
      </dl>
      <Button {...keep} onClick={onKeys}>
        按键<kbd>?</kbd>
      </Button>
      {isPaused ? (
        <Button {...keep} type="primary" onClick={onResume}>
          继续核查
        </Button>
      ) : (
        <Button {...keep} onClick={onPause}>
          暂停核查
        </Button>
      )}
    </header>
  );
}

function Figure({ title, hint, tone, children }: { title: string; hint?: string; tone?: 'bad' | undefined; children: ReactNode }) {
  return (
    <div className={styles.figure} data-tone={tone} title={hint}>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}
