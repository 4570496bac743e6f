import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { type Act, audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { StaffActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { insertRows } from '../../insert-rows';
import { nextNumber } from '../../next-number';
import { daysOf, monthAfter, monthOf } from '../ledger/calendar-month';
import { newRemittanceCode } from '../payments/remittance-code';
import { Bill, BillLine } from './bill.entity';
import { type ComputedBill, computeBills } from './compute-bills';
import { unmeteredDeals } from './meter-missing';
import { holdOpenMonth } from './open-month';

/**
 * 出账: a draft for every market of which something is charged in a month that is over, unless it has its bill. Months are drafted
 * one after the other, and from then on nothing more goes into this one: what is metered late stands in the next.
 * @throws billing.month_not_over, billing.deals_unmetered, billing.month_out_of_order
 */
export async function draftBills(tx: EntityManager, month: string, staff: StaffActor, by: By): Promise<{ month: string; drafted: number; vehicles: number; fen: number }> {
  const openMonth = await holdOpenMonth(tx);
  ensure(month < monthOf(dayInShanghai(by.at)), 'billing.month_not_over');
  ensure((await unmeteredDeals(tx, { to: daysOf(month).last, limit: 1 })).length === 0, 'billing.deals_unmetered');
  ensure(!(await isEarlierUnbilled(tx, { month, openMonth })), 'billing.month_out_of_order');
  const standing = new Set((await tx.query("SELECT market_id AS id FROM bills WHERE month = ? AND state <> 'void'", [month])).map(({ id }: { id: string }) => id));
  const computed = (await computeBills(tx, month)).filter(({ marketId }) => !standing.has(marketId));
  if (computed.length > 0) await writeDrafts(tx, month, computed, staff, by);
  await tx.query('UPDATE billing_open_month SET month = GREATEST(month, ?) WHERE one = 1', [monthAfter(month)]);
  const sum = (of: 'vehicles' | 'fen') => computed.reduce((total, each) => total + each[of], 0);
  return { month, drafted: computed.length, vehicles: sum('vehicles'), fen: sum('fen') };
}

/** Whether something is charged in an earlier month that was not drafted, or whose bill is void and not drafted again. */
async function isEarlierUnbilled(tx: EntityManager, { month, openMonth }: { month: string; openMonth: string }): Promise<boolean> {
  const [row]: { found: number }[] = await tx.query(
    `SELECT EXISTS (SELECT 1 FROM meter_events WHERE bill_month >= ? AND bill_month < ? AND exemption IS NULL)
       OR EXISTS (SELECT 1 FROM bills v WHERE v.month < ? AND v.state = 'void' AND NOT EXISTS (SELECT 1 FROM bills l WHERE l.live_key = CONCAT(v.market_id, ':', v.month))) AS found`,
    [openMonth, month, month],
  );
  return Boolean(row!.found);
}

async function writeDrafts(tx: EntityManager, month: string, computed: ComputedBill[], staff: StaffActor, by: By): Promise<void> {
  const unchecked = { checkedBy: null, checkedAt: null, contractId: null, publishedBy: null, publishedAt: null, dueOn: null, voidedBy: null, voidedAt: null, voidReason: null };
  const bills: Bill[] = [];
  for (const { marketId, lines: _, ...amounts } of computed) {
    const number = await nextBillNumber(tx, month);
    bills.push({ id: uuidv7(), number, marketId, month, liveKey: `${marketId}:${month}`, state: 'draft', ...amounts, remittanceCode: newRemittanceCode('bill'), draftedBy: staff.staffId, draftedAt: by.at, ...unchecked });
  }
  await insertRows(tx, Bill, bills);
  await insertRows(tx, BillLine, computed.flatMap(({ lines }, at) => lines.map((line) => ({ billId: bills[at]!.id, ...line }))));
  const acts = bills.map(({ id, number, marketId, vehicles, fen, carriedFen }): Act => ({ action: 'billing.bill_drafted', subject: { type: 'bill', id }, details: { number, marketId, month, vehicles, fen, carriedFen } }));
  await audit(tx, by, ...acts);
}

/** 账单号 by the month that it bills. */
async function nextBillNumber(tx: EntityManager, month: string): Promise<string> {
  const prefix = `ZD${month.replace('-', '')}`;
  return `${prefix}${String(await nextNumber(tx, prefix)).padStart(4, '0')}`;
}
