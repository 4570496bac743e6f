import { In } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { By } from '../src/audit/audit';
import { startOfDay } from '../src/clock';
import type { Deps } from '../src/deps';
import { Bill } from '../src/domains/billing/bill.entity';
import { checkBills, publishBills } from '../src/domains/billing/bills';
import { draftBills } from '../src/domains/billing/draft-bills';
import { meterMissing } from '../src/domains/billing/meter-missing';
import { writeRecord } from '../src/domains/evidence/record';
import { Account } from '../src/domains/identity/account.entity';
import { Staff } from '../src/domains/identity/staff.entity';
import { approveExpense, requestExpense } from '../src/domains/ledger/expenses';
import { daysOf, monthAfter } from '../src/domains/ledger/calendar-month';
import { closeMonth } from '../src/domains/ledger/months';
import type { Fund } from '../src/domains/ledger/accounts';
import { Certificate } from '../src/domains/registry/certificate.entity';
import { Market } from '../src/domains/registry/market.entity';
import { importBankStatement } from '../src/domains/reconciliation/bank-statements';
import { readBankStatement } from '../src/domains/reconciliation/bank-statement-file';
import { CounterCheck } from '../src/domains/transactions/counter-check.entity';
import { createDeal } from '../src/domains/transactions/deals';
import { Transaction } from '../src/domains/transactions/transaction.entity';
import type { AgentActor, StaffActor } from '../src/http/actor';
import { insertRows } from '../src/insert-rows';
import { bankFile, movementsOf } from './demo-bank';
import { demoMarketCodes } from './demo-city';
import { employeeOf } from './demo-rule-book';
import { publishMonth } from './demo-statistics';
import { madeDeal } from './documents/deal';

/** What there is before the server runs. */
export type PastDeps = Pick<Deps, 'db' | 'keys' | 'clock' | 'log'>;

/** Deals of a month, by market: a big one, a middle one, and one that is no member. */
const dealsByMarket: Record<string, number> = { '0001': 9, '0002': 6, '0003': 4 };

interface Told {
  month: string;
  isFirst: boolean;
  /** The month before this one: its bills are drafted, and its odd payments open. */
  isLast: boolean;
}

/** One month of the demo city's past: its deals, then, in the first days of the next one, bank statements, bills and the close. */
export async function tellMonth(deps: PastDeps, { month, isFirst, isLast }: Told): Promise<void> {
  await dealsOf(deps, month);
  const next = `${monthAfter(month)}-`;
  const now = deps.clock.now();
  /** A moment of the next month, but none that is still to come. */
  const moment = (day: string, hour: number) => new Date(Math.min(startOfDay(next + day).getTime() + hour * 3600_000, now.getTime()));
  for (const fund of ['dues', 'service_fee'] as const) await bank(deps, { fund, month, isFirst, isLast }, moment('01', 9));
  await bill(deps, month, moment('01', 10), { published: !isLast });
  if (isFirst) await ask(deps, moment('02', 14));
  if (!isLast) await close(deps, month, moment('03', 9));
  await deps.db.transaction((tx) => publishMonth(tx, { month, isFirst, isLast, at: moment('03', 10) }));
}

/** Completed deals of the month, after what was done in its first days, begun by an agent; they have no pictures, since nobody took any. */
async function dealsOf({ db, keys }: PastDeps, month: string): Promise<void> {
  const markets = await db.manager.find(Market, { where: { code: In([...demoMarketCodes]) }, order: { code: 'ASC' } });
  const agent = await pastAgent(db.manager);
  const planned = markets.flatMap(({ id, code, name }) => Array.from({ length: dealsByMarket[code] ?? 3 }, (_, n) => ({ marketId: id, name, code, day: `${month}-${String(4 + ((n * 7 + Number(code) * 3) % 24)).padStart(2, '0')}`, n })));
  for (const { marketId, name, code, day, n } of planned.sort((a, b) => a.day.localeCompare(b.day))) {
    const at = new Date(startOfDay(day).getTime() + (9 + (n % 8)) * 3600_000);
    const made = madeDeal(`money ${month} ${code} ${n}`, { business: 'city_transfer', mortgage: 'none', on: day, marketName: name });
    const operator = await db.manager.findOneByOrFail(Staff, { marketId, role: 'operator' });
    const person = (side: 'seller' | 'buyer') => ({ side, kind: 'person' as const, name: made[side].person.name, idNumber: made[side].person.number, attendance: 'present' as const });
    const input = { business: made.business, marketId, vin: made.vin, plate: made.plate, mortgaged: false, parties: [person('seller'), person('buyer')] };
    await db.transaction(async (tx) => {
      const { deal } = await createDeal(tx, { input, agent, keys }, { author: agent, origin: undefined, at });
      const completed = { state: 'completed', channel: n % 5 < 3 ? 'mobile' : 'fixed', submittedAt: at, firstSubmittedAt: at, completedAt: new Date(at.getTime() + 20 * 60_000), completedBy: operator.id } as const;
      await tx.update(Transaction, deal.id, completed);
      const openedAt = new Date(completed.completedAt.getTime() - (35 + ((n * 37) % 160)) * 1000);
      await insertRows(tx, CounterCheck, [{ id: uuidv7(), transactionId: deal.id, marketId, staffId: operator.id, outcome: 'completed', openedAt, decidedAt: completed.completedAt, codes: [] }]);
      await writeRecord(tx, keys, await tx.findOneByOrFail(Transaction, { id: deal.id }), completed.completedAt);
    });
  }
}

/** The agent with the newest certificate in force, on a phone of the past. */
async function pastAgent(tx: Deps['db']['manager']): Promise<AgentActor> {
  const [certificate] = await tx.find(Certificate, { where: { state: 'in_force' }, order: { number: 'DESC' }, take: 1 });
  const { id: certificateId, personId } = certificate!;
  const known = await tx.findOneBy(Account, { host: 'wechat', openId: 'demo-past' });
  const account: Account = known ?? { id: uuidv7(), host: 'wechat', openId: 'demo-past', claimedPersonId: personId, personId, createdAt: new Date() };
  if (!known) await tx.insert(Account, account);
  return { kind: 'agent', role: 'agent', companyId: null, certificateId, sessionId: '', accountId: account.id, host: 'wechat', personId };
}

async function bill(deps: PastDeps, month: string, at: Date, { published }: { published: boolean }): Promise<void> {
  const { db } = deps;
  await meterMissing({ ...deps, clock: { now: () => at } });
  const [drafter, checker] = [await employeeOf(db.manager, 'finance'), await employeeOf(db.manager, 'finance2')];
  await db.transaction(async (tx) => {
    await draftBills(tx, month, drafter, by(drafter, at));
    const ids = (await tx.findBy(Bill, { month, state: 'draft' })).map(({ id }) => id);
    if (!published || ids.length === 0) return;
    await checkBills(tx, ids, checker, by(checker, at));
    await publishBills(tx, ids, checker, by(checker, at));
  });
}

async function bank({ db }: PastDeps, told: Told & { fund: Fund }, at: Date): Promise<void> {
  const finance = await employeeOf(db.manager, 'finance');
  const bytes = bankFile(await movementsOf(db.manager, told));
  const file = { name: `${told.fund === 'dues' ? '会费户' : '服务费专户'}对账单${told.month}.csv`, bytes, type: 'csv' as const };
  const read = await readBankStatement(file);
  const { problems } = await db.transaction((tx) => importBankStatement(tx, { fund: told.fund, to: daysOf(told.month).last, file, read, actor: finance }, by(finance, at)));
  if (problems.length > 0) throw new Error(`the demo's bank statement of ${told.month}: ${JSON.stringify(problems)}`);
}

/** Two expenses: one that the bank pays in the next month, one that waits for the president. */
async function ask({ db }: PastDeps, at: Date): Promise<void> {
  const [finance, clerk, president] = [await employeeOf(db.manager, 'finance'), await employeeOf(db.manager, 'clerk'), await employeeOf(db.manager, 'president')];
  await db.transaction(async (tx) => {
    const { id } = await requestExpense(tx, { fund: 'service_fee', head: 'expense_storage', fen: 6_800_00, payee: '示范云计算有限公司', purpose: '影像存储与带宽，一个季度' }, finance, by(finance, at));
    await approveExpense(tx, id, president, by(president, at));
    await requestExpense(tx, { fund: 'dues', head: 'expense_meetings', fen: 4_200_00, payee: '样板会议服务有限公司', purpose: '下半年会员大会场地' }, clerk, by(clerk, at));
  });
}

async function close({ db }: PastDeps, month: string, at: Date): Promise<void> {
  const finance = await employeeOf(db.manager, 'finance');
  await db.transaction((tx) => closeMonth(tx, month, finance, by(finance, at)));
}

const by = (author: StaffActor, at: Date): By => ({ author, origin: undefined, at });
