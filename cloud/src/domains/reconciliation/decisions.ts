import type { EntityManager } from 'typeorm';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { StaffActor } from '../../http/actor';
import { ensure, refuseField } from '../../http/errors';
import { yuan } from '../../yuan';
import { type AccountRef, balanceOf } from '../ledger/accounts';
import { Expense } from '../ledger/expense.entity';
import { lockLedger, postBooking } from '../ledger/post-booking';
import { payableOf, type PayableFacts } from '../payments/payables';
import { moneyAccounts, receivePayment, tellPayer } from '../payments/receive-payment';
import { acceptProvider, orderOfLine } from './accept-provider';
import { bookBankLine, documentOf, referenceOf, type Settled } from './book-bank-line';
import type { Fit } from './fit-bank-line';
import { type Provider, providerNamed, runOfDays, unpaidDays } from './payouts';
import { type Decision, decisionsFor } from './reconciliation.policy';
import { StatementLine } from './statement.entity';

export interface Decided {
  id: string;
  decision: Decision;
  subjectId: string | null;
  note: string;
}

/** The line, locked. @throws reconciliation.line_not_found */
export async function lockLine(tx: EntityManager, id: string): Promise<StatementLine> {
  const line = await tx.findOne(StatementLine, { where: { id }, lock: { mode: 'pessimistic_write' } });
  ensure(line, 'reconciliation.line_not_found');
  return line;
}

/**
 * 处理一条差异 with one key: books what it was decided to be. A line that was put into suspense can be decided once more, when it is
 * found out whose money it is, also after its month was closed.
 * @throws reconciliation.line_not_found, reconciliation.line_wrong_state, reconciliation.decision_unfit
 */
export async function decideLine(tx: EntityManager, { id, decision, subjectId, note }: Decided, actor: StaffActor, by: By): Promise<StatementLine> {
  const line = await lockLine(tx, id);
  const allowed = decisionsFor(line);
  ensure(allowed.length > 0, 'reconciliation.line_wrong_state');
  ensure(allowed.includes(decision), 'reconciliation.decision_unfit');
  const settled = await (line.state === 'decided' ? resolveSuspense(tx, line, subjectId, by) : line.source === 'bank' ? decideBank(tx, line, decision, subjectId, by) : decideProvider(tx, line, { decision, subjectId, note }, by));
  const outcome = [settled.outcome, note].filter(Boolean).join('；').slice(0, 500);
  const change = { ...settled, outcome, state: 'decided' as const, decidedBy: actor.staffId, decidedAt: by.at };
  await tx.update(StatementLine, id, change);
  const { source, fund, fen, difference, state } = line;
  await audit(tx, by, { action: 'reconciliation.line_decided', subject: { type: 'statement_line', id }, details: { source, fund, fen, difference, decision, subjectId: settled.subjectId }, changes: { state: { before: state, after: 'decided' } } });
  return { ...line, ...change };
}

const settled = (decision: Decision, outcome: string, subjectId: string | null = null): Settled => ({ decision, subjectId, outcome, paysSource: null, paysFrom: null, paysTo: null });

async function decideBank(tx: EntityManager, line: StatementLine, decision: Decision, subjectId: string | null, by: By): Promise<Settled> {
  if (decision === 'returned') return sendBack(tx, line, subjectId, by);
  return bookBankLine(tx, line, await fitFor(tx, line, decision, subjectId), by);
}

/** What a person says that a bank line is, as far as it can be that. */
async function fitFor(tx: EntityManager, line: StatementLine, decision: Decision, subjectId: string | null): Promise<Fit> {
  switch (decision) {
    case 'payable':
      return { decision, shares: [{ payable: { ...(await lockPayable(tx, line, subjectId)), payers: [] }, fen: line.fen }], why: '财务认定' };
    case 'expense': {
      const expense = subjectId === null ? null : await tx.findOneBy(Expense, { id: subjectId, fund: line.fund });
      ensure(expense?.fen === -line.fen, 'reconciliation.decision_unfit');
      return { decision, expense, why: '财务认定' };
    }
    case 'payout':
      return payoutFor(tx, line);
    case 'cash_banked':
      await lockLedger(tx);
      ensure((await balanceOf(tx, line.fund, { account: 'cash' })) >= line.fen, 'reconciliation.decision_unfit');
      return { decision, why: '库存现金存入银行' };
    case 'interest':
      return { decision, why: '银行利息' };
    case 'bank_charge':
      return { decision, why: '银行收费' };
    case 'suspense':
      return { decision, why: '转入待查款项，查明后再计入应缴款或退回' };
    default:
      ensure(false, 'reconciliation.decision_unfit');
  }
}

/** The due or bill of the line's fund, locked; money of one fund is never set against a debt to the other (law.md R-F10). */
async function lockPayable(tx: EntityManager, { fund }: StatementLine, subjectId: string | null): Promise<PayableFacts> {
  const payable = subjectId === null ? null : await payableOf(tx, fund === 'dues' ? 'due' : 'bill', subjectId, { lock: true });
  ensure(payable && !payable.cancelled, 'reconciliation.decision_unfit');
  return payable;
}

/** Whose settlement it is: who is named, else the one provider whose clearing account holds so much; of which days, where they come to exactly that. */
async function payoutFor(tx: EntityManager, line: StatementLine): Promise<Fit> {
  await lockLedger(tx);
  const named = providerNamed(line);
  const holding: Provider[] = [];
  for (const provider of named ? [named] : (['wechat', 'alipay'] as const)) if ((await balanceOf(tx, line.fund, { account: moneyAccounts[provider] })) >= line.fen) holding.push(provider);
  const [provider, other] = holding;
  ensure(provider && !other, 'reconciliation.decision_unfit');
  const days = runOfDays(await unpaidDays(tx, line.fund), { provider, fen: line.fen, by: line.tradedOn });
  return { decision: 'payout', provider, days: days ?? null, why: days ? `${days.from}至${days.to}的结算款` : '支付平台结算款' };
}

/** 原路退回: money in suspense that went back to where it came from. */
async function sendBack(tx: EntityManager, line: StatementLine, subjectId: string | null, by: By): Promise<Settled> {
  const came = subjectId === null ? null : await tx.findOne(StatementLine, { where: { id: subjectId }, lock: { mode: 'pessimistic_write' } });
  ensure(came?.kind === 'bank_in' && came.decision === 'suspense' && came.fund === line.fund && came.fen === -line.fen, 'reconciliation.decision_unfit');
  await post(tx, line, 'returned', '退回来款', { debit: 'suspense', credit: 'bank' }, by);
  await tx.update(StatementLine, came.id, { decision: 'returned', subjectId: line.id, outcome: `${line.tradedOn}已原路退回` });
  return settled('returned', `退回${came.tradedOn}的来款${yuan(came.fen)}`, came.id);
}

/** 待查款项查明: booked today, for the month of the line may be closed. */
async function resolveSuspense(tx: EntityManager, line: StatementLine, subjectId: string | null, by: By): Promise<Settled> {
  const payable = await lockPayable(tx, line, subjectId);
  const { fund, partyId, id: documentId, outstandingFen } = payable;
  const owed = Math.min(line.fen, Math.max(0, outstandingFen));
  const debit: AccountRef = { account: 'suspense' };
  const entry = { kind: 'suspense_resolved' as const, key: `suspense_resolved:${line.id}:${line.turn}`, on: dayInShanghai(by.at), memo: `${payable.partyName} ${payable.title}，待查款项查明`, document: documentOf(line), reference: referenceOf(line) };
  const transfers = [
    { fund, debit, credit: { account: 'receivable' as const, partyId, documentId }, fen: owed },
    { fund, debit, credit: { account: 'advance' as const, partyId, documentId }, fen: line.fen - owed },
  ];
  await postBooking(tx, { ...entry, transfers }, by);
  await tellPayer(tx, payable, '缴款已入账', `${line.tradedOn}的转账 ${yuan(line.fen)} 已查明，计入${payable.title}。`, by.at);
  return settled('payable', `待查款项查明，计入“${payable.partyName} ${payable.title}”${yuan(line.fen)}`, payable.id);
}

async function decideProvider(tx: EntityManager, line: StatementLine, { decision, subjectId, note }: Omit<Decided, 'id'>, by: By): Promise<Settled> {
  if (decision === 'accept_provider') return settled(decision, await acceptProvider(tx, line, by));
  if (decision === 'explained') {
    if (note === '') refuseField('note', '请写明原因，例如“次日账单已包含”。');
    return settled(decision, '已说明');
  }
  // An order of ours is settled as one: whatever else its money were booked as, the provider's answer would book it again.
  ensure(line.difference !== 'unknown_payment' || !(await orderOfLine(tx, line)), 'reconciliation.decision_unfit');
  if (decision === 'suspense') return holdBack(tx, line, by);
  const payable = await lockPayable(tx, line, subjectId);
  const booking = { way: line.source, fen: line.fen, on: line.tradedOn, key: `provider_difference:${line.id}:${line.turn}`, kind: 'provider_difference' as const, reference: referenceOf(line), document: documentOf(line) };
  await receivePayment(tx, { ...booking, payable, memo: `${payable.partyName} ${payable.title}，按平台账单补记` }, by);
  return settled(decision, `计入“${payable.partyName} ${payable.title}”${yuan(line.fen)}`, payable.id);
}

/** A provider's money of which nobody knows what it is waits in suspense; a refund of it comes from there. */
async function holdBack(tx: EntityManager, line: StatementLine, by: By): Promise<Settled> {
  const clearing = moneyAccounts[line.source];
  await lockLedger(tx);
  ensure(line.fen > 0 || -(await balanceOf(tx, line.fund, { account: 'suspense' })) >= -line.fen, 'reconciliation.decision_unfit');
  await post(tx, line, 'provider_difference', '支付平台来款待查', line.fen > 0 ? { debit: clearing, credit: 'suspense' } : { debit: 'suspense', credit: clearing }, by);
  return settled('suspense', line.fen > 0 ? '转入待查款项，查明后再计入应缴款' : '从待查款项退回');
}

async function post(tx: EntityManager, line: StatementLine, kind: 'returned' | 'provider_difference', memo: string, { debit, credit }: Record<'debit' | 'credit', AccountRef['account']>, by: By): Promise<void> {
  const transfers = [{ fund: line.fund, debit: { account: debit }, credit: { account: credit }, fen: Math.abs(line.fen) }];
  await postBooking(tx, { kind, key: `${kind}:${line.id}:${line.turn}`, on: line.tradedOn, memo, document: documentOf(line), reference: referenceOf(line), transfers }, by);
}
