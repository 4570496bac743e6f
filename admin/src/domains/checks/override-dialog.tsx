import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { call } from '../../api';
import { ReasonDialog } from '../../components/reason-dialog';
import { useIdempotencyKey } from '../../components/use-idempotency-key';
import type { RuleResult } from './check';
import { dealCheckKey } from './queries';

interface OverrideDialogProps {
  transactionId: string;
  result: RuleResult;
  onClose: () => void;
}

/** 放行: why the operator lets the deal through in spite of a rule; it is counted and stands in the deal's history. */
export function OverrideDialog({ transactionId, result: { rule, title, sentence }, onClose }: OverrideDialogProps) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const intent = useIdempotencyKey();
  const override = useMutation({
    mutationFn: (body: { rule: typeof rule; reason: string }) =>
      call('POST /transactions/:id/check-overrides', { params: { id: transactionId }, body, idempotencyKey: intent.keyFor([transactionId, body]) }),
    onSuccess: (check) => {
      client.setQueryData(dealCheckKey(transactionId), check);
      void message.success(`已放行 ${rule} ${title}。`);
      onClose();
    },
    onSettled: (_, error) => {
      intent.settle(error);
      void client.invalidateQueries({ queryKey: ['transaction', transactionId] });
    },
  });
  return (
    <ReasonDialog
      title={`放行 ${rule} ${title}`}
      okText="确认放行"
      label="放行理由"
      hint="写明核对了什么；您的姓名和理由记入交易经过，计入放行统计"
      usualReasons={['已与原件核对，原件一致，系统读错', '当事人已出示其他证明，已核对', '车管所系统已核实']}
      sending={override}
      failed="没有放行"
      onSend={(reason) => override.mutate({ rule, reason })}
      onClose={onClose}
    >
      <p>{sentence}</p>
    </ReasonDialog>
  );
}
