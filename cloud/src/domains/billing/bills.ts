import { type EntityManager, In } from 'typeorm';
import { audit, type Act, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { Actor, StaffActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { yuan } from '../../yuan';
import { daysOf } from '../ledger/calendar-month';
import { LedgerBooking } from '../ledger/ledger.entity';
import { postBooking, reverseBooking } from '../ledger/post-booking';
import { sendMessage } from '../notices/messages';
import { giveAdvancesBack, holdAdvances, settleFromAdvances } from '../payments/advance-applications';
import type { Advance } from '../payments/advances';
import { isClearOfMoney } from '../payments/payments-of';
import { addDays } from '../registry/duties';
import { Market } from '../registry/market.entity';
import { billPayables, titleOfBill } from './bill-payable';
import { Bill } from './bill.entity';
import { isImpartialToBill, mayReadBill } from './bills.policy';
import { contractsOn } from './contracts';
import { Tariff } from './tariff.entity';
import { tariffOn } from './tariffs-in-force';

/** 复核 by a second person; all of them or none. @throws billing.bill_not_found, billing.bill_wrong_state, billing.same_person */
export async function checkBills(tx: EntityManager, ids: string[], staff: StaffActor, by: By): Promise<Bill[]> {
  const bills = await lockBills(tx, ids, 'draft', staff);
  const change = { state: 'checked', checkedBy: staff.staffId, checkedAt: by.at } as const;
  const checked: Bill[] = [];
  for (const bill of bills) checked.push(await move(tx, bill, change, by, act('billing.bill_checked', bill)));
  return checked;
}

/**
 * 发布: what is to be paid stands in the ledger from now on, settled as far as the market has paid in advance, and the market and the
 * company that pays for it see the bill; all of them or none. @throws billing.bill_not_found, billing.bill_wrong_state, billing.same_person, billing.no_contract naming the markets
 */
export async function publishBills(tx: EntityManager, ids: string[], staff: StaffActor, by: By): Promise<Bill[]> {
  // What is published already before what is not: in this order every publication locks them.
  const chosen = await tx.find(Bill, { select: { marketId: true }, where: { id: In(ids) } });
  const advances = await holdAdvances(tx, 'service_fee', chosen.map(({ marketId }) => marketId));
  const bills = await lockBills(tx, ids, 'checked', staff);
  const markets = new Map((await tx.findBy(Market, { id: In(bills.map(({ marketId }) => marketId)) })).map(({ id, name }) => [id, name]));
  const contracts = await contractsOfBills(tx, bills);
  const without = bills.filter(({ id }) => !contracts.has(id));
  ensure(without.length === 0, 'billing.no_contract', { markets: without.map(({ marketId }) => markets.get(marketId)) });
  const today = dayInShanghai(by.at);
  const published: Bill[] = [];
  for (const bill of bills) {
    const { content } = (await tariffOn(tx, daysOf(bill.month).last))!;
    const change = { state: 'published', contractId: contracts.get(bill.id)!, publishedBy: staff.staffId, publishedAt: by.at, dueOn: addDays(today, content.payWithinDays) } as const;
    published.push(await move(tx, bill, change, by, act('billing.bill_published', bill, { fen: bill.fen, dueOn: change.dueOn })));
  }
  for (const bill of published) await raise(tx, bill, { marketName: markets.get(bill.marketId)!, advances, today }, by);
  return published;
}

interface Raising {
  marketName: string;
  advances: Advance[];
  today: string;
}

/** 应收, what of it is paid in advance, and the news to who pays the rest. */
async function raise(tx: EntityManager, { id, marketId, number, month, vehicles, fen, dueOn }: Bill, { marketName, advances, today }: Raising, by: By): Promise<void> {
  const title = titleOfBill(month);
  const party = { partyId: marketId, documentId: id };
  const transfers = [{ fund: 'service_fee', debit: { account: 'receivable', ...party }, credit: { account: 'income' }, fen } as const];
  await postBooking(tx, { kind: 'bill_published', key: keyOfRaising(id), on: today, memo: `${marketName} ${title}（${number}）`, document: `bill:${id}`, transfers }, by);
  const [payable] = await billPayables(tx, { ids: [id] });
  const settledFen = await settleFromAdvances(tx, advances, payable!, by);
  if (!payable?.companyId) return;
  const body = `${marketName}${title}账单${number}已发布，共${vehicles}辆，${whatToPay({ fen, dueOn: dueOn! }, settledFen)}`;
  await sendMessage(tx, { to: { companyId: payable.companyId }, kind: 'bill', title: `${title}账单已发布`, body, link: `bill:${id}` }, by.at);
}

function whatToPay({ fen, dueOn }: { fen: number; dueOn: string }, settledFen: number): string {
  if (fen === 0) return '本期无需缴费。';
  const settled = settledFen > 0 ? `，已用预收款抵缴${yuan(settledFen)}` : '';
  if (settledFen === fen) return `应缴${yuan(fen)}${settled}，已缴清，不用再付。`;
  return `应缴${yuan(fen)}${settled ? `${settled}，还需缴纳${yuan(fen - settledFen)}` : ''}，请在${dueOn}前缴清。可在“会籍与缴费”中支付，也可按账单上的账户和附言转账。`;
}

/**
 * 作废, where no money of the market lies with us for it and no receipt stands: what was raised is taken back, an advance that was set
 * against it is one again, and its month can be drafted again for this market.
 * @throws billing.bill_not_found, billing.bill_wrong_state, billing.bill_paid, billing.same_person for a published one by who drafted it
 */
export async function voidBill(tx: EntityManager, { id, reason }: { id: string; reason: string }, staff: StaffActor, by: By): Promise<Bill> {
  const bill = await tx.findOne(Bill, { where: { id }, lock: { mode: 'pessimistic_write' } });
  ensure(bill, 'billing.bill_not_found');
  ensure(bill.state !== 'void', 'billing.bill_wrong_state');
  ensure(bill.state !== 'published' || isImpartialToBill(staff, bill), 'billing.same_person');
  ensure(await isClearOfMoney(tx, 'bill', id), 'billing.bill_paid');
  const change = { state: 'void', liveKey: null, voidedBy: staff.staffId, voidedAt: by.at, voidReason: reason } as const;
  const memo = `作废账单${bill.number}：${reason}`;
  const returnedFen = await giveAdvancesBack(tx, { kind: 'bill', id }, memo, by);
  const voided = await move(tx, bill, change, by, act('billing.bill_voided', bill, { reason, returnedFen }));
  const raised = await tx.findOneBy(LedgerBooking, { key: keyOfRaising(id) });
  if (raised) await reverseBooking(tx, raised.id, { kind: 'bill_voided', memo, on: dayInShanghai(by.at) }, by);
  if (bill.publishedAt) await tellVoided(tx, voided, returnedFen, by.at);
  return voided;
}

async function tellVoided(tx: EntityManager, { id, number, month, voidReason }: Bill, returnedFen: number, at: Date): Promise<void> {
  const [payable] = await billPayables(tx, { ids: [id] });
  if (!payable?.companyId) return;
  const returned = returnedFen > 0 ? `已抵缴的${yuan(returnedFen)}恢复为预收款。` : '';
  const body = `${payable.partyName}的账单${number}已作废，请不要再按它付款。原因：${voidReason}。${returned}如重新出账，会另行通知。`;
  await sendMessage(tx, { to: { companyId: payable.companyId }, kind: 'bill', title: `${titleOfBill(month)}账单已作废`, body, link: `bill:${id}` }, at);
}

/** The bill that an actor may read. @throws billing.bill_not_found, also for somebody else's and for one that is not published to who pays it */
export async function findBill(tx: EntityManager, id: string, actor: Actor): Promise<Bill> {
  const bill = await tx.findOneBy(Bill, { id });
  ensure(bill, 'billing.bill_not_found');
  const [payable] = actor.kind === 'agent' ? await billPayables(tx, { ids: [id] }) : [];
  ensure(mayReadBill(actor, bill, payable?.companyId ?? null), 'billing.bill_not_found');
  return bill;
}

/** By bill: id of the contract with its market that is in force on the last day of its month. */
export async function contractsOfBills(tx: EntityManager, bills: Pick<Bill, 'id' | 'marketId' | 'month'>[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const month of new Set(bills.map((bill) => bill.month))) {
    const own = bills.filter((bill) => bill.month === month);
    const contracts = await contractsOn(tx, own.map(({ marketId }) => marketId), daysOf(month).last);
    for (const { id, marketId } of own) if (contracts.has(marketId)) found.set(id, contracts.get(marketId)!.id);
  }
  return found;
}

/** What an obstacle to publication is called. */
export const noContract = (month: string) => `与这个市场没有在${daysOf(month).last}生效的服务合同，登记合同后才能发布。`;

/** 收费依据: the tariff of the last day of its month, with the resolution that adopted it. */
export async function basisOfBill(tx: EntityManager, { month }: Pick<Bill, 'month'>): Promise<string> {
  const inForce = await tariffOn(tx, daysOf(month).last);
  const tariff = inForce && (await tx.findOne(Tariff, { where: { version: inForce.version }, relations: { resolution: true } }));
  return tariff ? `《${tariff.title}》（${tariff.version}版），${tariff.resolution!.number}` : '没有生效的收费标准';
}

/** In the order of their ids; drafted by somebody else. */
async function lockBills(tx: EntityManager, ids: string[], state: Bill['state'], staff: StaffActor): Promise<Bill[]> {
  const wanted = [...new Set(ids)];
  const bills = await tx.find(Bill, { where: { id: In(wanted) }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
  ensure(bills.length === wanted.length, 'billing.bill_not_found');
  ensure(bills.every((bill) => bill.state === state), 'billing.bill_wrong_state');
  ensure(bills.every((bill) => isImpartialToBill(staff, bill)), 'billing.same_person');
  return bills;
}

const keyOfRaising = (id: string) => `bill_published:${id}`;
const act = (action: Act['action'], { id, number, month }: Bill, details: Record<string, unknown> = {}): Act => ({ action, subject: { type: 'bill', id }, details: { number, month, ...details } });

async function move(tx: EntityManager, bill: Bill, change: Partial<Bill> & Pick<Bill, 'state'>, by: By, told: Act): Promise<Bill> {
  await tx.update(Bill, bill.id, change);
  await audit(tx, by, { ...told, changes: { state: { before: bill.state, after: change.state } } });
  return { ...bill, ...change };
}
