import { useMutation } from '@tanstack/react-query';
import { ReasonDialog } from '../../../components/reason-dialog';
import type { CounterDeal } from '../counter-deal';
import { cancelDeal } from '../store/station';

interface CancelDialogProps {
  deal: CounterDeal;
  onDone: () => void;
  onClose: () => void;
}

/** 取消交易: with its reason; its pictures are no longer needed then. */
export default function CancelDialog({ deal, onDone, onClose }: CancelDialogProps) {
  const cancel = useMutation({ mutationFn: (reason: string) => cancelDeal(deal.id, reason), onSuccess: onDone });
  return (
    <ReasonDialog
      title={`取消交易 ${deal.input.plate}`}
      okText="取消这笔交易"
      label="取消原因"
      hint="记入交易的经过，交易各方和协会可以看到。"
      usualReasons={['客户不办了', '资料不齐，改日再来', '录入有误，重新办理']}
      sending={cancel}
      failed="没有取消"
      onSend={(reason) => cancel.mutate(reason)}
      onClose={onClose}
    >
      <p>取消后不能恢复，已拍的{deal.pictures.length}张照片不再使用。</p>
    </ReasonDialog>
  );
}
