import { type EntityManager, In } from 'typeorm';
import { yuan } from '../../yuan';
import type { Fund } from '../ledger/accounts';
import { PaymentOrder } from '../payments/payment-order.entity';
import { isPayer, namedByCode, saysCharge, saysInterest } from './fit-bank-line';
import { nameKey, openItems, type OpenItems, type OpenPayable } from './open-items';
import { type Provider, providerNamed, runOfDays } from './payouts';
import { type Decision, decisionsFor } from './reconciliation.policy';
import { StatementLine } from './statement.entity';

/** What one key decides. */
export interface Candidate {
  key: number;
  decision: Decision;
  subjectId: string | null;
  title: string;
  why: string;
}
type Choice = Omit<Candidate, 'key'> & { weight: number };

const mostKeys = 9;
const mostPayables = 6;

/** 可选处理 of lines that wait, best first, by their ids; a line that needs nobody has none. */
export async function candidatesFor(tx: EntityManager, lines: StatementLine[]): Promise<Map<string, Candidate[]>> {
  const waiting = lines.filter((line) => decisionsFor(line).length > 0);
  const found = new Map<string, Candidate[]>();
  for (const fund of new Set(waiting.map((line) => line.fund))) {
    const ofFund = waiting.filter((line) => line.fund === fund);
    const items = await openItems(tx, fund, ofFund);
    const suspended = ofFund.some(({ kind }) => kind === 'bank_out') ? await tx.findBy(StatementLine, { fund, kind: 'bank_in', decision: 'suspense' }) : [];
    const ours = await ordersOf(tx, fund, ofFund);
    for (const line of ofFund) {
      const choices = line.source === 'bank' ? bankChoices(line, items, suspended) : providerChoices(line, items, ours.has(line.orderNumber ?? ''));
      const ranked = choices.sort((one, other) => other.weight - one.weight).slice(0, mostKeys);
      found.set(line.id, ranked.map(({ weight: _, ...choice }, index) => ({ key: index + 1, ...choice })));
    }
  }
  return found;
}

async function ordersOf(tx: EntityManager, fund: Fund, lines: StatementLine[]): Promise<Set<string>> {
  const numbers = lines.flatMap(({ source, orderNumber }) => (source === 'bank' ? [] : (orderNumber ?? [])));
  const orders = numbers.length > 0 ? await tx.find(PaymentOrder, { select: { number: true }, where: { fund, number: In(numbers) } }) : [];
  return new Set(orders.map(({ number }) => number));
}

const choice = (decision: Decision, weight: number, title: string, why: string, subjectId: string | null = null): Choice => ({ decision, subjectId, title, why, weight });

function bankChoices(line: StatementLine, items: OpenItems, suspended: StatementLine[]): Choice[] {
  if (line.kind === 'bank_out') return outChoices(line, items, suspended);
  const payables = payableChoices(line, items);
  if (line.state !== 'open') return payables;
  const provider = providerNamed(line);
  const isCash = /现金|现存|存现|缴存/.test(line.memo ?? '');
  return [
    ...payables,
    ...(provider ? [choice('payout', 7, '支付平台结算到账', payoutFits(line, items, provider))] : []),
    ...(items.cashFen >= line.fen ? [choice('cash_banked', isCash ? 7 : 1, '现金存入', `库存现金${yuan(items.cashFen)}，${items.cashFen === line.fen ? '金额相符' : `存入后还剩${yuan(items.cashFen - line.fen)}`}`)] : []),
    ...(saysInterest(line) ? [choice('interest', 7, '银行利息', '摘要为结息')] : []),
    choice('suspense', 0, '转入待查款项', '暂时查不明付款人；查明后可再计入应缴款，或原路退回'),
    ...(saysInterest(line) ? [] : [choice('interest', -1, '银行利息', '摘要没有写明是利息')]),
  ];
}

function payoutFits({ fen, tradedOn }: StatementLine, { unpaidDays }: OpenItems, provider: Provider): string {
  const days = runOfDays(unpaidDays, { provider, fen, by: tradedOn });
  return days ? `金额与${days.from}至${days.to}的应结金额相符` : '付款方是支付平台；金额与各日账单的应结金额都不相符，请先核对账单是否已下载';
}

/** Payables by what speaks for them: code, name, sum; what nothing speaks for is not offered. */
function payableChoices(line: StatementLine, items: OpenItems): Choice[] {
  const named = namedByCode(line, items);
  return items.payables
    .map((payable) => payableChoice(line, payable, named.includes(payable)))
    .filter(({ weight }) => weight >= 2)
    .sort((one, other) => other.weight - one.weight)
    .slice(0, mostPayables);
}

function payableChoice(line: StatementLine, payable: OpenPayable, byCode: boolean): Choice {
  const { id, partyName, title, outstandingFen, remittanceCode } = payable;
  const [same, alike] = [isPayer(line, payable), isAlike(line, payable)];
  const beyond = line.fen - outstandingFen;
  const sum = outstandingFen <= 0 ? '这一笔已经缴清，将全部记为预收款' : beyond === 0 ? '金额正好' : beyond > 0 ? `比未缴的${yuan(outstandingFen)}多${yuan(beyond)}，多的记为预收款` : `比未缴的${yuan(outstandingFen)}少${yuan(-beyond)}`;
  const name = same ? '户名一致' : alike ? `户名相近（${partyName}）` : line.counterparty ? '户名不同' : '没有户名';
  const weight = (byCode ? 8 : 0) + (same ? 4 : alike ? 2 : 0) + (beyond === 0 ? 2 : 0);
  return choice('payable', weight, `${partyName} ${title}`, [byCode ? `附言有缴款码${remittanceCode}` : '附言没有缴款码', name, sum].join('；'), id);
}

/** One name holds the other: a branch, a trade name. */
function isAlike({ counterparty, memo }: StatementLine, { payers }: OpenPayable): boolean {
  const theirs = nameKey(counterparty ?? '');
  return payers.some((name) => (theirs.length >= 4 && (name.includes(theirs) || theirs.includes(name))) || nameKey(memo ?? '').includes(name));
}

function outChoices(line: StatementLine, { expenses }: OpenItems, suspended: StatementLine[]): Choice[] {
  const fitting = expenses.filter(({ fen }) => fen === -line.fen);
  const returnable = suspended.filter(({ fen }) => fen === -line.fen);
  return [
    ...fitting.map(({ id, number, payee, purpose }) => {
      const same = line.counterparty !== null && nameKey(payee) === nameKey(line.counterparty);
      return choice('expense', same ? 8 : 4, `${number} ${payee}：${purpose}`, `金额相符；${same ? '收款单位一致' : `收款单位不同，申请的是${payee}`}`, id);
    }),
    ...returnable.map(({ id, tradedOn, counterparty }) => choice('returned', counterparty !== null && counterparty === line.counterparty ? 9 : 3, `退回${tradedOn}的来款`, counterparty === line.counterparty ? '金额与户名都和待查的来款一致' : '金额与待查的来款一致，户名不同', id)),
    choice('bank_charge', saysCharge(line) ? 7 : 0, '银行手续费', saysCharge(line) ? '摘要为银行收费' : '摘要没有写明是银行收费；付给别人的款请先申请费用并由会长批准'),
  ];
}

/** What can be done about a provider's line; what is an order of ours is settled as one. */
function providerChoices(line: StatementLine, items: OpenItems, isOurs: boolean): Choice[] {
  const allowed = decisionsFor(line).filter((decision) => (isOurs ? line.difference !== 'unknown_payment' || decision === 'accept_provider' : decision !== 'accept_provider'));
  return allowed.flatMap((decision): Choice[] => {
    if (decision === 'payable') return payableChoices(line, items);
    if (decision === 'suspense' && line.fen < 0) return [choice('suspense', 0, '从待查款项退回', '退的是待查款项里的一笔')];
    if (decision === 'suspense') return [choice('suspense', 0, '转入待查款项', line.difference === 'double_payment' ? '暂不确定记给谁，查明后再计入应缴款' : '系统没有这张订单，暂时查不明付款人')];
    if (decision === 'explained') return [choice('explained', 5, '已说明', '次日的账单里会出现，或平台已经更正；请写明原因')];
    return [choice('accept_provider', 6, '按平台账单补记', acceptingMeans(line))];
  });
}

function acceptingMeans({ difference, fen }: StatementLine): string {
  const sum = yuan(Math.abs(fen));
  switch (difference) {
    case 'unknown_payment':
      return `订单补记为已支付，${sum}计入应缴款；已无欠款的按规则原路退回`;
    case 'double_payment':
      return `${sum}记为付款人的预收款`;
    case 'missing_payment':
      return `冲回${sum}的收款，应缴款恢复未缴`;
    case 'unknown_refund':
      return `${sum}从预收款中退，不足部分恢复未缴`;
    case 'missing_refund':
      return `${sum}仍记为应退款`;
    default:
      return `以平台账单的${sum}为准，差额补记或冲回`;
  }
}
