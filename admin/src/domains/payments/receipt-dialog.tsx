import type { QueryKey } from '@tanstack/react-query';
import { receiptKinds } from '@yongche/contract/vocabulary';
import { DatePicker, Input, Modal } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useState } from 'react';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { yuanOf } from '../../components/money';
import { MoneyInput } from '../../components/money-input';
import { useAct } from '../../components/use-act';
import { problemOf } from '../identity/sentence';
import { type Payable, type PayableKind, paymentsKey } from './payment';
import { receiptKindOf, unreceiptedFen } from './payment-wording';
import styles from './payments.module.css';

interface ReceiptDialogProps {
  payable: Payable;
  renews: QueryKey[];
  onClose: () => void;
}

/** 登记票据: the number of what was issued elsewhere, the society's receipt for a due, a VAT invoice for the service fee. */
export function ReceiptDialog({ payable, renews, onClose }: ReceiptDialogProps) {
  const { kind, id, title } = payable;
  const name = receiptKinds[receiptKindOf[kind]];
  const open = unreceiptedFen(payable);
  const [number, setNumber] = useState('');
  const [fen, setFen] = useState<number | null>(open > 0 ? open : null);
  const [issuedOn, setIssuedOn] = useState(() => dayjs().format('YYYY-MM-DD'));
  const registration = useAct({
    about: id,
    send: (body: { kind: PayableKind; subjectId: string; number: string; fen: number; issuedOn: string }, idempotencyKey) => call('POST /receipts', { body, idempotencyKey }),
    renews: [[paymentsKey], ...renews],
    done: `${name}已登记。`,
    onDone: onClose,
  });
  const isComplete = number.trim() !== '' && fen !== null && fen > 0;
  return (
    <Modal
      open
      title={`登记${name}　${title}`}
      okText="登记"
      cancelText="取消"
      okButtonProps={{ disabled: !isComplete }}
      confirmLoading={registration.isPending}
      onOk={() => isComplete && registration.mutate({ kind, subjectId: id, number: number.trim(), fen, issuedOn })}
      onCancel={onClose}
    >
      <div className={styles.form}>
        <Field label="票据号码" hint={kind === 'due' ? '财政电子票据上的号码' : '管理公司开具的发票号码'} error={problemOf(registration.error, 'number')}>
          <Input autoFocus maxLength={40} spellCheck={false} autoComplete="off" value={number} onChange={(event) => setNumber(event.target.value)} />
        </Field>
        <Field label="金额" hint={`已收到、还没有票据的 ${yuanOf(open)}`} error={problemOf(registration.error, 'fen')}>
          <MoneyInput value={fen} onChange={setFen} />
        </Field>
        <Field label="开具日期" error={problemOf(registration.error, 'issuedOn')}>
          <DatePicker
            allowClear={false}
            value={dayjs(issuedOn)}
            disabledDate={(day) => day.isAfter(dayjs(), 'day')}
            onChange={(day) => day && setIssuedOn(day.format('YYYY-MM-DD'))}
          />
        </Field>
        {registration.isError && <AlertLine tone="bad">没有登记：{sentenceOf(registration.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
