import { call } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { yuanOf } from '../../components/money';
import { ReasonDialog } from '../../components/reason-dialog';
import { useAct } from '../../components/use-act';
import { type DueFile, membersKey } from './member';

/** 撤销一笔没有缴过的会费: by the president, with the reason. */
export function CancellationDialog({ due: { id, memberName, year, fen }, onClose }: { due: DueFile; onClose: () => void }) {
  const cancel = useAct({
    about: id,
    send: (body: { reason: string }, idempotencyKey) => call('POST /dues/:id/cancellation', { params: { id }, body, idempotencyKey }),
    renews: [[membersKey]],
    done: '这笔会费已撤销。',
    onDone: onClose,
  });
  return (
    <ReasonDialog
      title={`撤销会费　${memberName} ${year}年`}
      okText="确认撤销"
      label="原因"
      hint="留在记录中，并记入审计日志"
      usualReasons={['会员已退会', '重复部署', '会长例会决定免缴']}
      sending={cancel}
      failed="没有撤销"
      onSend={(reason) => cancel.mutate({ reason })}
      onClose={onClose}
    >
      <AlertLine tone="warn">撤销后应收减少 {yuanOf(fen)}，不能恢复；已经缴过款的不能撤销。</AlertLine>
    </ReasonDialog>
  );
}
