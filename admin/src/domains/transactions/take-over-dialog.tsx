import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { ApiError, call } from '../../api';
import { ReasonDialog } from '../../components/reason-dialog';
import { useIdempotencyKey } from '../../components/use-idempotency-key';
import type { Deal } from './deal';
import { dealQuery, historyQuery } from './queries';

interface TakeOverDialogProps {
  id: string;
  /** The colleague who has the deal open. */
  hold: NonNullable<Deal['hold']>;
  onClose: () => void;
}

/** 接手: why an operator takes a deal out of a colleague's hands; it stands in the deal's history. */
export function TakeOverDialog({ id, hold, onClose }: TakeOverDialogProps) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const intent = useIdempotencyKey();
  const taking = useMutation({
    mutationFn: (reason: string) => {
      const body = { from: hold.staffId, reason };
      return call('POST /transactions/:id/hold-takeovers', { params: { id }, body, idempotencyKey: intent.keyFor([id, body]) });
    },
    onSuccess: (deal) => {
      client.setQueryData(dealQuery(id).queryKey, deal);
      void message.success('已接手，请从头逐张核对。');
      onClose();
    },
    onSettled: (_, error) => {
      intent.settle(error);
      void client.invalidateQueries({ queryKey: historyQuery(id).queryKey });
      if (error instanceof ApiError) void client.invalidateQueries({ queryKey: dealQuery(id).queryKey, exact: true });
    },
  });
  return (
    <ReasonDialog
      title={`接手${hold.operatorName}的核对`}
      okText="接手"
      label="接手原因"
      hint="您的姓名和原因记入交易经过；对方再操作时会看到已由您接手"
      usualReasons={['同事离开柜台，客户在等', '同事请我接着办', '同事的电脑出了故障']}
      sending={taking}
      failed="没有接手"
      onSend={(reason) => taking.mutate(reason)}
      onClose={onClose}
    >
      <p>{hold.operatorName}正在核对这笔交易。接手后由您从头核对，对方标记过的照片不会带过来。</p>
    </ReasonDialog>
  );
}
