import type { QueryKey } from '@tanstack/react-query';
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
import styles from './payments.module.css';

interface CashDialogProps {
  payable: Pick<Payable, 'kind' | 'id' | 'title' | 'outstandingFen'>;
  renews: QueryKey[];
  onClose: () => void;
}

/** 登记现金收款: noted by one person; it counts once another has confirmed it. */
export function CashDialog({ payable: { kind, id, title, outstandingFen }, renews, onClose }: CashDialogProps) {
  const [fen, setFen] = useState<number | null>(outstandingFen);
  const [receivedOn, setReceivedOn] = useState(() => dayjs().format('YYYY-MM-DD'));
  const [words, setWords] = useState('');
  const noting = useAct({
    about: id,
    send: (body: { kind: PayableKind; subjectId: string; fen: number; receivedOn: string; note: string }, idempotencyKey) => call('POST /cash-receipts', { body, idempotencyKey }),
    renews: [[paymentsKey], ...renews],
    done: '已登记，等另一人复核后入账。',
    onDone: onClose,
  });
  const isTooMuch = fen !== null && fen > outstandingFen;
  const isComplete = fen !== null && fen > 0 && !isTooMuch && words.trim() !== '';
  return (
    <Modal
      open
      title={`登记现金收款　${title}`}
      okText="登记"
      cancelText="取消"
      okButtonProps={{ disabled: !isComplete }}
      confirmLoading={noting.isPending}
      onOk={() => isComplete && noting.mutate({ kind, subjectId: id, fen, receivedOn, note: words.trim() })}
      onCancel={onClose}
    >
      <div className={styles.form}>
        <Field
          label="金额"
          hint={`尚未缴纳 ${yuanOf(outstandingFen)}`}
          error={isTooMuch ? `超过尚未缴纳的 ${yuanOf(outstandingFen)}` : problemOf(noting.error, 'fen')}
        >
          <MoneyInput autoFocus value={fen} onChange={setFen} />
        </Field>
        <Field label="收到日期" error={problemOf(noting.error, 'receivedOn')}>
          <DatePicker
            allowClear={false}
            value={dayjs(receivedOn)}
            disabledDate={(day) => day.isAfter(dayjs(), 'day')}
            onChange={(day) => day && setReceivedOn(day.format('YYYY-MM-DD'))}
          />
        </Field>
        <Field label="说明" hint="谁交来的、收据编号、现金放在哪里" error={problemOf(noting.error, 'note')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 4 }} maxLength={200} value={words} onChange={(event) => setWords(event.target.value)} />
        </Field>
        <AlertLine tone="info">登记后由另一人清点复核，复核后才入账、才算缴纳。</AlertLine>
        {noting.isError && <AlertLine tone="bad">没有登记：{sentenceOf(noting.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
