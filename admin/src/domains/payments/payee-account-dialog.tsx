import { funds } from '@yongche/contract/vocabulary';
import { Input, Modal } from 'antd';
import { useState } from 'react';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { useAct } from '../../components/use-act';
import type { Fund } from '../finance/finance';
import { problemOf } from '../identity/sentence';
import { type PayeeAccount, paymentsKey } from './payment';
import styles from './payments.module.css';

interface PayeeAccountDialogProps {
  fund: Fund;
  account: PayeeAccount | undefined;
  onClose: () => void;
}

/** 登记收款账户 of a fund; who pays by transfer sees it at once. */
export function PayeeAccountDialog({ fund, account, onClose }: PayeeAccountDialogProps) {
  const [values, setValues] = useState({ payeeName: account?.payeeName ?? '', bankName: account?.bankName ?? '', bankNumber: account?.bankNumber ?? '' });
  const saving = useAct({
    about: fund,
    send: (details: typeof values) => call('PUT /payee-accounts', { body: { fund, ...details } }),
    renews: [[paymentsKey]],
    done: '收款账户已登记。',
    onDone: onClose,
  });
  const field = (name: keyof typeof values) => ({ value: values[name], onChange: (event: { target: { value: string } }) => setValues({ ...values, [name]: event.target.value }) });
  const number = values.bankNumber.replace(/\s/g, '');
  const isComplete = values.payeeName.trim() !== '' && values.bankName.trim() !== '' && number !== '';
  return (
    <Modal
      open
      title={`${funds[fund]}的收款账户`}
      okText="登记"
      cancelText="取消"
      okButtonProps={{ disabled: !isComplete }}
      confirmLoading={saving.isPending}
      onOk={() => isComplete && saving.mutate({ payeeName: values.payeeName.trim(), bankName: values.bankName.trim(), bankNumber: number })}
      onCancel={onClose}
    >
      <div className={styles.form}>
        <Field label="收款户名" error={problemOf(saving.error, 'payeeName')}>
          <Input autoFocus maxLength={60} {...field('payeeName')} />
        </Field>
        <Field label="开户银行" hint="写到支行" error={problemOf(saving.error, 'bankName')}>
          <Input maxLength={60} {...field('bankName')} />
        </Field>
        <Field label="银行账号" error={problemOf(saving.error, 'bankNumber')}>
          <Input maxLength={40} inputMode="numeric" autoComplete="off" {...field('bankNumber')} />
        </Field>
        <AlertLine tone="warn">付款人会照此转账，请与开户许可证逐字核对。更改记入审计日志。</AlertLine>
        {saving.isError && <AlertLine tone="bad">没有登记：{sentenceOf(saving.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
