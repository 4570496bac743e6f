import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import { Notice } from '../../../components/notice';
import { PageSkeleton } from '../../../components/page-skeleton';
import { useHotkeys } from '../../../components/use-hotkeys';
import { inspectionDayQuery } from '../queries';
import type { DeskState } from './inspection-desk';
import styles from './quiet-desk.module.css';

interface QuietDeskProps {
  state: DeskState;
  onResume: () => void;
  onUndo: () => void;
}

/** The desk without a case: before the first one comes, when the queue is empty, or while the work rests. */
export function QuietDesk({ state: { paused, hasAsked }, onResume, onUndo }: QuietDeskProps) {
  const { data: day } = useQuery(inspectionDayQuery);
  const isResting = paused !== 'no';
  useHotkeys({ u: onUndo });
  useHotkeys({ Enter: onResume }, isResting);
  if (isResting) {
    return (
      <div className={styles.quiet}>
        <Notice
          title="核查已暂停"
          actions={
            <Button type="primary" onClick={onResume}>
              继续核查<kbd className={styles.key}>Enter</kbd>
            </Button>
          }
        >
          {paused === 'idle' ? '15分钟没有操作，手上的案件已退回队列，同事可以领取。' : '手上的案件已退回队列，同事可以领取。'}
        </Notice>
      </div>
    );
  }
  if (!hasAsked) return <PageSkeleton rows={8} />;
  return (
    <div className={styles.quiet}>
      <Notice tone="good" title="现在没有待核查的案件">
        {day && day.waiting > 0 && `排队的${day.waiting}件要由别的同事看。`}新的案件会自动出现在这里，每10秒看一次，不用刷新页面。现在可以先做：
      </Notice>
      <ul className={styles.other}>
        <li>
          <Link to="/problems?state=corrected">待复核的改正{day && day.toReview > 0 ? `（${day.toReview}）` : ''}</Link>
        </li>
        <li>
          <Link to="/problems?state=overdue">逾期未改正的问题单{day && day.overdueProblems > 0 ? `（${day.overdueProblems}）` : ''}</Link>
        </li>
        <li>
          <Link to="/violations">告知与申辩</Link>
        </li>
      </ul>
    </div>
  );
}
