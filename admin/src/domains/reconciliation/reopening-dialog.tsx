import { yuanOf } from '../../components/money';
import { ReasonDialog } from '../../components/reason-dialog';
import type { StatementLine } from './reconciliation';
import { partyOf } from './reconciliation-wording';
import { useReopening } from './use-decision';

interface ReopeningDialogProps {
  line: StatementLine;
  onDone: (reopened: StatementLine) => void;
  onClose: () => void;
}

/** 撤销处理 with the reason that is kept. */
export function ReopeningDialog({ line, onDone, onClose }: ReopeningDialogProps) {
  const reopen = useReopening(line, (reopened) => {
    onDone(reopened);
    onClose();
  });
  return (
    <ReasonDialog
      title={`撤销处理　${partyOf(line)} ${yuanOf(line.fen)}`}
      okText="撤销"
      label="原因"
      hint="写进冲回的分录，并记入审计日志"
      usualReasons={['按错了键', '付款人另有所指', '金额应分开处理']}
      sending={reopen}
      failed="没有撤销"
      onSend={(reason) => reopen.mutate({ reason })}
      onClose={onClose}
    >
      <p>{line.outcome}。撤销后分录冲回，这一条重新等待处理。</p>
    </ReasonDialog>
  );
}
