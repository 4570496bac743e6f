import { useQuery } from '@tanstack/react-query';
import { expenseHeads, expenseStates, funds } from '@yongche/contract/vocabulary';
import { App, Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { call } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Facts } from '../../components/facts';
import { minuteOf } from '../../components/moments';
import { yuanOf } from '../../components/money';
import { ReasonDialog } from '../../components/reason-dialog';
import { ToneTag } from '../../components/tone-tag';
import { useAct } from '../../components/use-act';
import { bookingsHref } from '../finance/finance-links';
import { type Expense, ledgerKey } from './ledger';
import { budgetWarning, expenseTones, leftOf } from './ledger-wording';
import styles from './ledger.module.css';
import { budgetsQuery } from './queries';
import { useMay } from './rights';

const renews = [[ledgerKey]];

/** One request for money: what it is for, what the fund and its budget have, and what the reader may do about it. */
export function ExpenseDetail({ expense }: { expense: Expense }) {
  const { fund, head, state, fen, payee, purpose, requestedBy, requestedAt, decidedBy, decisionReason, paidOn } = expense;
  const may = useMay();
  return (
    <div className={styles.form}>
      <Facts
        facts={[
          ['状态', <ToneTag tone={expenseTones[state]}>{expenseStates[state]}</ToneTag>],
          ['金额', yuanOf(fen)],
          ['收款单位', payee],
          ['用途', purpose],
          ['资金', funds[fund]],
          ['科目', expenseHeads[head]],
          ['申请', `${requestedBy}　${minuteOf(requestedAt)}`],
          ['审批', decidedBy],
          [state === 'withdrawn' ? '撤回原因' : '不批准的原因', decisionReason],
          ['付款日', paidOn],
          ['分录', paidOn && may('GET /ledger/bookings') && <Link to={bookingsHref({ fund, account: head, from: paidOn, to: paidOn })}>查看付款的分录</Link>],
        ]}
      />
      {state === 'submitted' && may('GET /budgets') && <Means expense={expense} />}
      {state === 'approved' && <AlertLine tone="info">已批准。财务付款后，在银行对账单导入时匹配，状态自动变为已付款。</AlertLine>}
      <Acts expense={expense} />
    </div>
  );
}

/** What the fund and the head's budget have for it. */
function Means({ expense: { fund, head, fen, requestedAt } }: { expense: Expense }) {
  const budgets = useQuery(budgetsQuery(fund, Number(minuteOf(requestedAt).slice(0, 4)))).data;
  const budget = budgets?.items.find((one) => one.head === head);
  if (!budgets || !budget) return null;
  const warning = budgetWarning(budget, fen);
  const isShort = budgets.availableFen < fen;
  return (
    <AlertLine tone={isShort ? 'bad' : warning ? 'warn' : 'info'}>
      {funds[fund]}可用余额 {yuanOf(budgets.availableFen)}；{expenseHeads[head]}本年预算 {yuanOf(budget.budgetFen)}，还剩 {yuanOf(leftOf(budget))}。
      {isShort ? '余额不够这笔支出，不能批准。' : fen > leftOf(budget) && budget.budgetFen > 0 && `批准后超出预算 ${yuanOf(fen - leftOf(budget))}。`}
    </AlertLine>
  );
}

function Acts({ expense }: { expense: Expense }) {
  const { id, fen, payee, state, may } = expense;
  const decides = useMay()('POST /expenses/:id/approval');
  const { modal } = App.useApp();
  const [asking, setAsking] = useState<'refusal' | 'withdrawal'>();
  const approve = useAct({
    about: id,
    send: (_: void, idempotencyKey) => call('POST /expenses/:id/approval', { params: { id }, idempotencyKey }),
    renews,
    done: '已批准，财务可以付款。',
    failed: '没有批准',
  });
  const ask = () =>
    void modal.confirm({
      title: `批准费用 ${yuanOf(fen)}`,
      content: `付给${payee}。批准后这笔钱即被占用，由财务付款。`,
      okText: '批准',
      cancelText: '再看看',
      onOk: () => approve.mutateAsync().catch(() => undefined),
    });
  return (
    <>
      {decides && state === 'submitted' && !may.decide && <p className={styles.soft}>您是申请人，须由另一人审批。</p>}
      {(may.decide || may.withdraw) && (
        <p className={styles.acts}>
          {may.withdraw && (
            <Button danger onClick={() => setAsking('withdrawal')}>
              撤回…
            </Button>
          )}
          {may.decide && (
            <>
              <Button onClick={() => setAsking('refusal')}>不批准…</Button>
              <Button type="primary" loading={approve.isPending} onClick={ask}>
                批准…
              </Button>
            </>
          )}
        </p>
      )}
      {asking && <EndingDialog expense={expense} act={asking} onClose={() => setAsking(undefined)} />}
    </>
  );
}

const words = {
  refusal: { title: '不批准', okText: '不批准', done: '没有批准，已告知原因。', failed: '没有退回', reasons: ['预算里没有这一项', '金额有误，请重新申请', '须先经会议决定'], what: '申请人会看到原因，需要时可以重新申请。' },
  withdrawal: { title: '撤回', okText: '确认撤回', done: '已撤回。', failed: '没有撤回', reasons: ['不再需要', '金额有误', '改由其他资金支付'], what: '撤回后占用的资金放开，需要时可以重新申请。' },
} as const;

function EndingDialog({ expense: { id, number, fen }, act, onClose }: { expense: Expense; act: keyof typeof words; onClose: () => void }) {
  const { title, okText, done, failed, reasons, what } = words[act];
  const end = useAct({
    about: `${act} ${id}`,
    send: (body: { reason: string }, idempotencyKey) => call(`POST /expenses/:id/${act}`, { params: { id }, body, idempotencyKey }),
    renews,
    done,
    onDone: onClose,
  });
  return (
    <ReasonDialog
      title={`${title} ${number}　${yuanOf(fen)}`}
      okText={okText}
      label="原因"
      hint="记入审计日志"
      usualReasons={[...reasons]}
      sending={end}
      failed={failed}
      onSend={(reason) => end.mutate({ reason })}
      onClose={onClose}
    >
      <p>{what}</p>
    </ReasonDialog>
  );
}
