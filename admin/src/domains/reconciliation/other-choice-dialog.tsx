import { Button, Modal } from 'antd';
import { useState } from 'react';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { yuanOf } from '../../components/money';
import { type OpenPayable, PayablePicker } from '../finance/payable-picker';
import type { Decision, StatementLine } from './reconciliation';
import { otherChoices, partyOf } from './reconciliation-wording';
import styles from './reconciliation.module.css';

interface OtherChoiceDialogProps {
  line: StatementLine;
  onChoose: (choice: Pick<Decision, 'decision' | 'subjectId'>) => void;
  onClose: () => void;
}

/** 其他处理: a due or bill that nothing speaks for, or the provider's payout under another name. */
export function OtherChoiceDialog({ line, onChoose, onClose }: OtherChoiceDialogProps) {
  const others = otherChoices(line);
  const [payable, setPayable] = useState<OpenPayable>();
  const choose = (choice: Pick<Decision, 'decision' | 'subjectId'>) => {
    onClose();
    onChoose(choice);
  };
  const beyond = payable ? line.fen - payable.outstandingFen : 0;
  return (
    <Modal
      open
      title={`其他处理　${partyOf(line)} ${yuanOf(line.fen)}`}
      okText="计入这一笔"
      cancelText="取消"
      okButtonProps={{ disabled: !payable }}
      onOk={() => payable && choose({ decision: 'payable', subjectId: payable.id })}
      onCancel={onClose}
    >
      <div className={styles.form}>
        {others.payable && (
          <Field label="计入哪一笔应缴款" hint="没有缴清的会费或账单；请先与付款人核实">
            <PayablePicker fund={line.fund} value={payable} onChange={setPayable} />
          </Field>
        )}
        {payable && beyond !== 0 && (
          <AlertLine tone="warn">{beyond > 0 ? `比未缴的多 ${yuanOf(beyond)}，多的记为预收款。` : `比未缴的少 ${yuanOf(-beyond)}，其余仍为欠款。`}</AlertLine>
        )}
        {others.payout && (
          <p>
            <Button onClick={() => choose({ decision: 'payout', subjectId: null })}>这是支付平台的结算款</Button>
          </p>
        )}
      </div>
    </Modal>
  );
}
