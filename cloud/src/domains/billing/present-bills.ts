import { payees } from '@yongche/contract';
import { type EntityManager, In } from 'typeorm';
import { dayInShanghai } from '../../clock';
import type { Actor } from '../../http/actor';
import { Staff } from '../identity/staff.entity';
import { outstandingOf } from '../ledger/accounts';
import { daysOf } from '../ledger/calendar-month';
import { standingOf } from '../payments/payables';
import { isClearOfMoney, paymentsOf, receiptsOf, receivedOn } from '../payments/payments-of';
import { Market } from '../registry/market.entity';
import { type Bill, BillLine } from './bill.entity';
import { contractsOfBills, noContract } from './bills';
import { mayCheckBill, mayPublishBill, mayVoidBill } from './bills.policy';
import { computeBills } from './compute-bills';
import { contractsOn } from './contracts';
import { ServiceContract } from './service-contract.entity';

/** Bills in a list, in the order in which they come. */
export async function presentSummaries(tx: EntityManager, bills: Bill[], actor: Actor, now: Date) {
  const markets = await namesOf(tx, bills.map(({ marketId }) => marketId));
  const staff = await staffNames(tx, bills, actor);
  const outstanding = await outstandingOf(tx, bills.map(({ id }) => id));
  const unpublished = bills.filter(({ state }) => state === 'draft' || state === 'checked');
  const contracts = await contractsOfBills(tx, unpublished);
  return bills.map((bill) => {
    const { id, number, marketId, month, state, vehicles, fen, storedBytes, draftedAt, publishedAt, dueOn } = bill;
    const outstandingFen = Math.max(0, outstanding.get(id)!);
    return {
      ...{ id, number, marketId, marketName: markets.get(marketId)!, month, state, vehicles, fen, outstandingFen, storedBytes, draftedAt, publishedAt, dueOn },
      standing: standingOfBill(bill, outstandingFen, dayInShanghai(now)),
      draftedBy: staff(bill.draftedBy)!,
      obstacle: unpublished.includes(bill) && !contracts.has(id) ? noContract(month) : null,
      may: { check: mayCheckBill(actor, bill), publish: mayPublishBill(actor, bill) && contracts.has(id) },
    };
  });
}

/** 缴费情况; of what is not published yet nothing has been paid. */
function standingOfBill({ state, fen, publishedAt, dueOn }: Bill, outstandingFen: number, today: string) {
  if (state === 'draft' || state === 'checked') return fen === 0 ? 'nothing' : 'unpaid';
  return standingOf({ cancelled: state === 'void', fen, outstandingFen, dueOn: publishedAt ? dueOn! : today }, today);
}

/** One bill with its lines, payments and receipts, and what may be done with it. */
export async function presentBill(tx: EntityManager, bill: Bill, actor: Actor, now: Date) {
  const [summary] = await presentSummaries(tx, [bill], actor, now);
  const staff = await staffNames(tx, [bill], actor);
  const lines = await tx.find(BillLine, { where: { billId: bill.id }, order: { position: 'ASC' } });
  const receipts = await receiptsOf(tx, 'bill', bill.id);
  const receipted = receipts.reduce((sum, { state, fen }) => sum + (state === 'issued' ? fen : 0), 0);
  const keepsMoney = actor.role === 'finance' || actor.role === 'clerk';
  return {
    ...summary!,
    lines: lines.map(({ billId: _, ...line }) => line),
    carriedFen: bill.carriedFen,
    remittanceCode: bill.remittanceCode,
    contractNumber: bill.contractId ? (await tx.findOneByOrFail(ServiceContract, { id: bill.contractId })).number : null,
    checkedBy: staff(bill.checkedBy),
    publishedBy: staff(bill.publishedBy),
    voidReason: bill.voidReason,
    payments: await paymentsOf(tx, bill.id),
    receipts,
    may: {
      ...summary!.may,
      void: mayVoidBill(actor, bill) && (await isClearOfMoney(tx, 'bill', bill.id)),
      noteCash: keepsMoney && bill.state === 'published' && summary!.outstandingFen > 0,
      issueReceipt: keepsMoney && bill.state === 'published' && (await receivedOn(tx, bill.id)) > receipted,
    },
  };
}
export type PresentedBill = Awaited<ReturnType<typeof presentBill>>;

/** 试算 of a month, by market. */
export async function previewBills(tx: EntityManager, month: string) {
  const computed = await computeBills(tx, month);
  const ids = computed.map(({ marketId }) => marketId);
  const names = await namesOf(tx, ids);
  const contracts = await contractsOn(tx, ids, daysOf(month).last);
  const items = computed.map((each) => ({ ...each, marketName: names.get(each.marketId)!, obstacle: contracts.has(each.marketId) ? null : noContract(month) }));
  const sum = (of: 'vehicles' | 'fen') => computed.reduce((total, each) => total + each[of], 0);
  return { month, items, vehicles: sum('vehicles'), fen: sum('fen') };
}

async function namesOf(tx: EntityManager, marketIds: string[]): Promise<Map<string, string>> {
  const found = marketIds.length > 0 ? await tx.find(Market, { select: { id: true, name: true }, where: { id: In(marketIds) } }) : [];
  return new Map(found.map(({ id, name }) => [id, name]));
}

/** Who made, checked and published them, by name for the association's staff; for others it is the payee. */
async function staffNames(tx: EntityManager, bills: Bill[], actor: Actor): Promise<(id: string | null) => string | null> {
  if (actor.kind === 'agent' || actor.marketId !== null) return (id) => id && payees.service_fee;
  const ids = [...new Set(bills.flatMap(({ draftedBy, checkedBy, publishedBy }) => [draftedBy, checkedBy, publishedBy]))].filter((id) => id !== null);
  const found = ids.length > 0 ? await tx.find(Staff, { select: { id: true, name: true }, where: { id: In(ids) } }) : [];
  const names = new Map(found.map(({ id, name }) => [id, name]));
  return (id) => id && (names.get(id) ?? '');
}
