import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { type Act, audit } from '../../src/audit/audit';
import { startOfDay } from '../../src/clock';
import { Bill } from '../../src/domains/billing/bill.entity';
import { checkBills, publishBills } from '../../src/domains/billing/bills';
import { draftBills } from '../../src/domains/billing/draft-bills';
import type { Fund } from '../../src/domains/ledger/accounts';
import { daysOf, monthAfter, monthsBetween } from '../../src/domains/ledger/calendar-month';
import { LedgerMonth } from '../../src/domains/ledger/ledger.entity';
import { closeMonth } from '../../src/domains/ledger/months';
import { raiseDues } from '../../src/domains/members/dues-runs';
import { Member } from '../../src/domains/members/member.entity';
import { openPayables, type PayableFacts } from '../../src/domains/payments/payables';
import { importBankStatement } from '../../src/domains/reconciliation/bank-statements';
import type { BankRow } from '../../src/domains/reconciliation/bank-statement-file';
import { StatementLine } from '../../src/domains/reconciliation/statement.entity';
import { insertRows } from '../../src/insert-rows';
import { bankFile } from '../demo-bank';
import { on, type Step, unpaidOf } from './governance';
import type { YearPlan } from './plan';
import { actorOf, byOf } from './staff';

/** The books are kept from the month of the first dues until everything is paid. */
const [firstMonth, lastMonth] = ['2019-03', '2020-03'] as const;
/** The service fee is billed for the months from its tariff to the end of 2019, each in the next one (domain.md 1.3 g). */
const billed = ['2019-05', '2019-12'] as const;
/** Those who did not pay in 2019 pay in this month. */
const lateMonth = '2020-02';
/** What was on the account for dues before. */
const duesBefore = 168_300_00;
const charge = 10_00;

/** What became of the money, month by month: dues are raised, bills are drafted, checked and published, the bank's statements are matched, and the month is closed. */
export function moneyOf(plan: YearPlan): Step[] {
  const [next, day] = [(month: string) => monthAfter(month), (month: string, n: number) => `${month}-${String(n).padStart(2, '0')}`];
  return [
    on('2019-03-01', 10, (tx, at) => raiseDues(tx, 2019, byOf('clerk', at))),
    on('2019-10-08', 10, (tx, at) => raiseDues(tx, 2019, byOf('clerk', at))),
    ...monthsBetween(...billed).map((month) => on(day(next(month), 2), 10, (tx, at) => bill(tx, month, at))),
    ...monthsBetween(firstMonth, lastMonth).flatMap((month) => [
      on(day(next(month), 1), 9, (tx, at) => bank(tx, { fund: 'dues', month, at, plan })),
      on(day(next(month), 1), 10, (tx, at) => bank(tx, { fund: 'service_fee', month, at, plan })),
      on(day(next(month), 3), 9, (tx, at) => closeMonth(tx, month, actorOf('finance'), byOf('finance', at))),
    ]),
  ];
}

async function bill(tx: EntityManager, month: string, at: Date): Promise<void> {
  const [drafter, checker] = ['finance', 'finance2'] as const;
  await draftBills(tx, month, actorOf(drafter), byOf(drafter, at));
  const ids = (await tx.find(Bill, { select: { id: true }, where: { month, state: 'draft' } })).map(({ id }) => id);
  await checkBills(tx, ids, actorOf(checker), byOf(checker, at));
  await publishBills(tx, ids, actorOf(checker), byOf(checker, at));
}

/** The bank's statement of a month: what came in with its code, and the bank's charge. */
async function bank(tx: EntityManager, { fund, month, at, plan }: { fund: Fund; month: string; at: Date; plan: YearPlan }): Promise<void> {
  const paying = await payersOf(tx, { fund, month, plan });
  const last = await tx.findOne(StatementLine, { where: { fund, source: 'bank' }, order: { position: 'DESC' } });
  if (!last && paying.length === 0) return;
  const dayOf = (n: number) => `${month}-${String(n).padStart(2, '0')}`;
  const moves = paying.map(({ outstandingFen, partyName, title, remittanceCode }, n) => ({ on: dayOf(5 + Math.floor((n * 19) / paying.length)), fen: outstandingFen, counterparty: partyName, memo: `${title} ${remittanceCode}` }));
  let balanceFen = last?.balanceFen ?? (fund === 'dues' ? duesBefore : 0);
  const movements = [...moves, { on: dayOf(25), fen: -charge, counterparty: '演示银行', memo: '账户管理费' }].map((move) => ({ ...move, balanceFen: (balanceFen += move.fen) }));
  const file = { name: `${fund === 'dues' ? '会费户' : '服务费专户'}对账单${month}.csv`, bytes: bankFile(movements), type: 'csv' as const };
  // As the reader of such files gives them back, who begins a thread for each.
  const rows = movements.map((move, n): BankRow => ({ line: n + 2, at: null, serial: `${move.on.replaceAll('-', '')}${String(n + 1).padStart(6, '0')}`, accountTail: null, ...move }));
  const { problems } = await importBankStatement(tx, { fund, to: daysOf(month).last, file, read: { rows, problems: [], empty: false, accounts: [] }, actor: actorOf('finance') }, byOf('finance', at));
  if (problems.length > 0) throw new Error(`the demo year's bank statement of ${month}: ${JSON.stringify(problems)}`);
}

/** The fee is paid in the month in which it is billed; of the dues six in ten in the month of the deadline, the others in the next, some a year later. */
async function payersOf(tx: EntityManager, { fund, month, plan }: { fund: Fund; month: string; plan: YearPlan }): Promise<PayableFacts[]> {
  const open = (await openPayables(tx, fund)).filter(({ dueOn }) => dueOn < '2021');
  if (fund === 'service_fee') return open;
  const late = unpaidOf(plan);
  const ids = new Set((await tx.find(Member, { select: { id: true, creditCode: true } })).filter(({ creditCode }) => late.has(creditCode)).map(({ id }) => id));
  const due = open.filter(({ partyId }) => month >= lateMonth || !ids.has(partyId));
  return month === firstMonth ? due.slice(0, Math.ceil(due.length * 0.6)) : due;
}

/** Closes the months between the demo year and the demo city's own story, in which nothing was booked, all at once when the last of them is over: months are closed one after the other. */
export async function closeUntil(tx: EntityManager, month: string): Promise<void> {
  const months = monthsBetween(monthAfter(lastMonth), month);
  const by = byOf('finance', new Date(startOfDay(`${monthAfter(month)}-01`).getTime()));
  const rows = months.map((each): LedgerMonth => ({ month: each, id: uuidv7(), closedBy: actorOf('finance').staffId, closedAt: by.at }));
  await insertRows(tx, LedgerMonth, rows);
  await audit(tx, by, ...rows.map(({ id, month: each }): Act => ({ action: 'ledger.month_closed', subject: { type: 'month', id }, details: { month: each } })));
}
