import type { QueryKey } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { call } from '../../api';
import { yuanOf } from '../../components/money';
import { ReasonDialog } from '../../components/reason-dialog';
import { useAct } from '../../components/use-act';
import { type CashReceipt, paymentsKey } from './payment';

interface CashActsProps {
  cash: CashReceipt;
  /** What is read anew beside the payments themselves. */
  renews: QueryKey[];
  size?: 'small' | 'middle';
}

/** What the second person does with cash that waits: count it and confirm, or give it back. */
export function CashActs({ cash: { id, fen }, renews, size = 'middle' }: CashActsProps) {
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
    <>
      <Button size={size} onClick={() => setRefusing(true)}>
        退回…
      </Button>
      <Button size={size} type="primary" loading={confirm.isPending} onClick={ask}>
        复核入账…
      </Button>
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
    </>
  );
}
