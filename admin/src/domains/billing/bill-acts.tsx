import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { yuanOf } from '../../components/money';
import { ReasonDialog } from '../../components/reason-dialog';
import { useAct } from '../../components/use-act';
import { CashDialog } from '../payments/cash-dialog';
import { ReceiptDialog } from '../payments/receipt-dialog';
import { CheckButton, PublishButton } from './batch-acts';
import { type Bill, billingKey } from './billing';

const renews = [[billingKey]];

/** What the caller may do with a bill as it stands; the server says which of these. */
export function BillActs({ bill }: { bill: Bill }) {
  const { id, marketName, month, may } = bill;
  const [asking, setAsking] = useState<'cash' | 'receipt' | 'voiding'>();
  const close = () => setAsking(undefined);
  const payable = { ...bill, kind: 'bill' as const, id, title: `${marketName} ${month}服务费` };
  return (
    <>
      {may.check && <CheckButton bills={[bill]} onDone={close} />}
      {may.publish && <PublishButton bills={[bill]} onDone={close} />}
      {may.noteCash && <Button onClick={() => setAsking('cash')}>登记现金…</Button>}
      {may.issueReceipt && <Button onClick={() => setAsking('receipt')}>登记发票…</Button>}
      {may.void && (
        <Button danger onClick={() => setAsking('voiding')}>
          作废…
        </Button>
      )}
      {asking === 'cash' && <CashDialog payable={payable} renews={renews} onClose={close} />}
      {asking === 'receipt' && <ReceiptDialog payable={payable} renews={renews} onClose={close} />}
      {asking === 'voiding' && <VoidingDialog bill={bill} onClose={close} />}
    </>
  );
}

function VoidingDialog({ bill: { id, number, marketName, fen, state }, onClose }: { bill: Bill; onClose: () => void }) {
  const annul = useAct({
    about: id,
    send: (body: { reason: string }, idempotencyKey) => call('POST /bills/:id/voiding', { params: { id }, body, idempotencyKey }),
    renews,
    done: `账单 ${number} 已作废。`,
    onDone: onClose,
  });
  return (
    <ReasonDialog
      title={`作废账单　${marketName} ${number}`}
      okText="确认作废"
      label="原因"
      hint={state === 'published' ? '市场会看到，并记入审计日志' : '记入审计日志'}
      usualReasons={['计量有误，重新出账', '会籍变动，重新计价', '合同有变']}
      sending={annul}
      failed="没有作废"
      onSend={(reason) => annul.mutate({ reason })}
      onClose={onClose}
    >
      <AlertLine tone="warn">
        {state === 'published' ? `应收减少 ${yuanOf(fen)}。` : ''}作废后不能恢复，其中的车辆可以重新出账；已经收款的不能作废。
      </AlertLine>
    </ReasonDialog>
  );
}
