import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { LoadFailure } from '../../components/load-failure';
import { yuanOf } from '../../components/money';
import { Notice } from '../../components/notice';
import { PageSkeleton } from '../../components/page-skeleton';
import { useHotkeys } from '../../components/use-hotkeys';
import { useTitle } from '../../components/use-title';
import { Workspace, WorkspaceHead } from '../../components/workspace';
import type { Fund } from '../finance/finance';
import styles from './desk.module.css';
import { DeskList } from './desk-list';
import { LinePane } from './line-pane';
import type { StatementLine } from './reconciliation';
import { partyOf } from './reconciliation-wording';
import { ReopeningDialog } from './reopening-dialog';
import { useLineDesk } from './use-line-desk';

const fundChoices: { value: Fund | 'both'; label: string }[] = [
  { value: 'both', label: '全部' },
  { value: 'service_fee', label: '服务费' },
  { value: 'dues', label: '会费' },
];

/** 处理差异: line after line by the keyboard; each decision is booked at once, and can be taken back with a reason. */
export default function DeskPage() {
  useTitle('处理差异');
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const desk = useLineDesk(search);
  const [reopening, setReopening] = useState<StatementLine>();
  const { list, lines, line, open, last, filters } = desk;
  const undo = () => last?.mayReopen && setReopening(last);
  useHotkeys({ u: undo }, !reopening);
  return (
    <Workspace>
      <WorkspaceHead back={{ to: '/reconciliation', title: '对账' }}>
        <h1 className={styles.title}>处理差异</h1>
        <span className={styles.count}>还有 {open} 条</span>
        <Segmented
          size="small"
          aria-label="资金"
          value={filters.fund ?? 'both'}
          options={fundChoices}
          onChange={(fund) => void navigate(desk.hrefOf({ fund: fund === 'both' ? undefined : fund }))}
        />
        {last && <LastLine last={last} onUndo={undo} />}
      </WorkspaceHead>
      {list.isPending && <PageSkeleton rows={8} />}
      {list.isError && !list.data && <LoadFailure error={list.error} onRetry={() => void list.refetch()} />}
      {line && (
        <div className={styles.columns}>
          <DeskList lines={lines} chosen={line} onChoose={desk.choose} />
          <LinePane key={line.id} line={line} isFresh={desk.isFresh} isFree={!reopening} onMove={desk.move} onDecided={desk.takeOut} />
        </div>
      )}
      {list.data && !line && (
        <Notice
          tone="good"
          title={filters.fund || filters.month || filters.statementId ? '这些差异都处理完了' : '没有待处理的差异'}
          actions={
            <Button type="primary" onClick={() => void navigate('/reconciliation')}>
              回到对账
            </Button>
          }
        >
          每一笔都与总账对上了，或已写明怎样处理。
        </Notice>
      )}
      {reopening && <ReopeningDialog line={reopening} onDone={desk.bringBack} onClose={() => setReopening(undefined)} />}
    </Workspace>
  );
}

/** What was decided last, and the way back. */
function LastLine({ last, onUndo }: { last: StatementLine; onUndo: () => void }) {
  return (
    <p className={styles.last} role="status">
      <span>
        {partyOf(last)} {yuanOf(last.fen)} <b>{last.outcome}</b>
      </span>
      {last.mayReopen && (
        <button type="button" onMouseDown={(event) => event.preventDefault()} onClick={onUndo}>
          <kbd>U</kbd> 撤销…
        </button>
      )}
    </p>
  );
}
