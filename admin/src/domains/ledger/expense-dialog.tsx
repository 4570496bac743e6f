import { useQuery } from '@tanstack/react-query';
import { expenseHeads, funds } from '@yongche/contract/vocabulary';
import { Input, Modal, Segmented, Select } from 'antd';
import { useState } from 'react';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { dayOf } from '../../components/moments';
import { yuanOf } from '../../components/money';
import { MoneyInput } from '../../components/money-input';
import { useAct } from '../../components/use-act';
import { bothFunds, type Fund } from '../finance/finance';
import { problemOf } from '../identity/sentence';
import { type ExpenseHead, type ExpenseInput, ledgerKey } from './ledger';
import { budgetWarning, leftOf } from './ledger-wording';
import styles from './ledger.module.css';
import { budgetsQuery } from './queries';

/** 申请费用 from one of the funds, for a head that its money is for; what is there and what the budget has stand beside the sum. */
export function ExpenseDialog({ onClose }: { onClose: () => void }) {
  const [fund, setFund] = useState<Fund>('service_fee');
  const [head, setHead] = useState<ExpenseHead>();
  const [fen, setFen] = useState<number | null>(null);
  const [payee, setPayee] = useState('');
  const [purpose, setPurpose] = useState('');
  const budgets = useQuery(budgetsQuery(fund, Number(dayOf(new Date()).slice(0, 4)))).data;
  const heads = budgets?.items.filter(({ allowed }) => allowed) ?? [];
  const budget = heads.find((one) => one.head === head);
  const request = useAct({
    about: fund,
    send: (body: ExpenseInput, idempotencyKey) => call('POST /expenses', { body, idempotencyKey }),
    renews: [[ledgerKey]],
    done: '已申请，等会长审批。',
    onDone: onClose,
  });
  const isTooMuch = fen !== null && budgets !== undefined && fen > budgets.availableFen;
  const isComplete = budget !== undefined && fen !== null && fen > 0 && !isTooMuch && payee.trim() !== '' && purpose.trim() !== '';
  const warning = budget && fen !== null && fen > 0 ? budgetWarning(budget, fen) : undefined;
  return (
    <Modal
      open
      title="申请费用"
      okText="申请"
      cancelText="取消"
      okButtonProps={{ disabled: !isComplete }}
      confirmLoading={request.isPending}
      onOk={() => isComplete && request.mutate({ fund, head: budget.head, fen, payee: payee.trim(), purpose: purpose.trim() })}
      onCancel={onClose}
    >
      <div className={styles.form}>
        <Field label="资金" hint={fund === 'service_fee' ? '服务费专款专用，只能列支下面这些科目' : '会费用于协会的会员服务和日常办公'}>
          <Segmented block value={fund} options={bothFunds.map((value) => ({ value, label: funds[value] }))} onChange={setFund} />
        </Field>
        <Field label="科目" error={problemOf(request.error, 'head')}>
          <Select
            placeholder="请选择"
            value={budget?.head ?? null}
            options={heads.map((one) => ({ value: one.head, label: `${expenseHeads[one.head]}　预算剩余 ${yuanOf(leftOf(one))}` }))}
            onChange={(next: ExpenseHead | null) => setHead(next ?? undefined)}
          />
        </Field>
        <Field
          label="金额"
          hint={budgets ? `可用余额 ${yuanOf(budgets.availableFen)}` : '正在读取可用余额'}
          error={isTooMuch ? `超过可用余额 ${yuanOf(budgets.availableFen)}` : problemOf(request.error, 'fen')}
        >
          <MoneyInput value={fen} onChange={setFen} />
        </Field>
        <Field label="收款单位" hint="与发票和银行户名一致，对账时按它匹配" error={problemOf(request.error, 'payee')}>
          <Input maxLength={60} value={payee} onChange={(event) => setPayee(event.target.value)} />
        </Field>
        <Field label="用途" error={problemOf(request.error, 'purpose')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={300} showCount value={purpose} onChange={(event) => setPurpose(event.target.value)} />
        </Field>
        <AlertLine tone={warning ? 'warn' : 'info'}>{warning ?? '会长批准后由财务付款，付款前不占用资金。'}</AlertLine>
        {request.isError && <AlertLine tone="bad">没有申请：{sentenceOf(request.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
