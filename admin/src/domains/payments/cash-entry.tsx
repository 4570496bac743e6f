import { Modal } from 'antd';
import { useState } from 'react';
import { Field } from '../../components/field';
import { financeKey } from '../finance/finance';
import { type OpenPayable, PayablePicker } from '../finance/payable-picker';
import { CashDialog } from './cash-dialog';
import styles from './payments.module.css';

/** 登记现金: first for which due or bill, then how much. */
export function CashEntry({ onClose }: { onClose: () => void }) {
  const [payable, setPayable] = useState<OpenPayable>();
  const [isChosen, setChosen] = useState(false);
  if (payable && isChosen) return <CashDialog payable={{ ...payable, title: `${payable.partyName} ${payable.title}` }} renews={[[financeKey]]} onClose={onClose} />;
  return (
    <Modal open title="登记现金收款" okText="下一步" cancelText="取消" okButtonProps={{ disabled: !payable }} onOk={() => setChosen(true)} onCancel={onClose}>
      <div className={styles.form}>
        <Field label="缴哪一笔" hint="没有缴清的会费和账单">
          <PayablePicker value={payable} onChange={setPayable} />
        </Field>
      </div>
    </Modal>
  );
}
