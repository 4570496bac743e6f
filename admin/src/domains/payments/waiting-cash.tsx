import { type QueryKey, useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { call } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { yuanOf } from '../../components/money';
import { ReasonDialog } from '../../components/reason-dialog';
import { useAct } from '../../components/use-act';
import { type CashReceipt, paymentsKey } from './payment';
import { waitingCashQuery } from './queries';
import { useMay } from './rights';

interface WaitingCashProps {
  /** The due or bill. */
  subjectId: string;
  renews: QueryKey[];
}

/** Cash that is noted for a due or bill and waits for the second person, with what that person does. */
export function WaitingCash({ subjectId, renews }: WaitingCashProps) {
  const may = useMay();
  const noted = useQuery({ ...waitingCashQuery, enabled: may('GET /cash-receipts') });
  const waiting = noted.data?.items.filter((one) => one.subjectId === subjectId) ?? [];
  return waiting.map((cash) => <WaitingLine key={cash.id} cash={cash} renews={renews} />);
}

function WaitingLine({ cash, renews }: { cash: CashReceipt; renews: QueryKey[] }) {
  const { id, fen, receivedOn, note, notedBy, mayDecide } = cash;
  const { modal } = App.useApp();
  const [isRefusing, setRefusing] = useState(false);
  const everything = [[paymentsKey], ...renews];
  const confirm = useAct({
    about: id,
    send: (_: void, idempotencyKey) => call('POST /cash-receipts/:id/confirmation', { params: { id }, idempotencyKey }),
    renews: everything,
    done: '现金已复核入账。',
    failed: '没有入账',
  });
  const refuse = useAct({
    about: id,
    send: (body: { reason: string }, idempotencyKey) => call('POST /cash-receipts/:id/refusal', { params: { id }, body, idempotencyKey }),
    renews: everything,
    done: '已退回登记。',
    onDone: () => setRefusing(false),
  });
  const ask = () =>
    void modal.confirm({
      title: `复核现金 ${yuanOf(fen)}`,
      content: '请清点现金，与登记一致再入账。入账后不能撤回，只能退款。',
      okText: '清点无误，入账',
      cancelText: '再看看',
      onOk: () => confirm.mutateAsync().catch(() => undefined),
    });
  return (
    <AlertLine
      tone="warn"
      actions={
        mayDecide && (
          <>
            <Button size="small" onClick={() => setRefusing(true)}>
              退回…
            </Button>
            <Button size="small" type="primary" loading={confirm.isPending} onClick={ask}>
              复核入账…
            </Button>
          </>
        )
      }
    >
      {notedBy}登记 {receivedOn} 收到现金 {yuanOf(fen)}（{note}），待另一人复核后入账。
      {isRefusing && (
        <ReasonDialog
          title={`退回现金登记 ${yuanOf(fen)}`}
          okText="退回"
          label="原因"
          hint="登记人会看到"
          usualReasons={['金额与现金不符', '没有见到现金', '登记有误']}
          sending={refuse}
          failed="没有退回"
          onSend={(reason) => refuse.mutate({ reason })}
          onClose={() => setRefusing(false)}
        >
          <p>退回后不入账，这笔款仍为未缴。</p>
        </ReasonDialog>
      )}
    </AlertLine>
  );
}
