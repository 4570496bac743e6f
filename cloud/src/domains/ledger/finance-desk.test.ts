import { randomUUID } from 'node:crypto';
import { metered, tariffInForce } from '../../../test/billing';
import { beginOn, staffNow } from '../../../test/discipline';
import { booked, system } from '../../../test/ledger';
import { dueOf, duesRaised, joined } from '../../../test/members';
import { newBill, newPayer } from '../../../test/payments';
import { useProduct } from '../../../test/use-product';
import { payableOf, type PayableFacts } from '../payments/payables';
import { type Received, receivePayment } from '../payments/receive-payment';
import type { Fund } from './accounts';
import { reverseBooking } from './post-booking';

const product = useProduct();
const db = () => product().server.deps.db;
beforeEach(() => beginOn(product(), '2026-11-10'));

const desk = async () => (await staffNow(product(), 'finance')).call('GET /finance-desk');
const receivables = async (fund: Fund) => (await staffNow(product(), 'clerk')).call('GET /receivables', { query: { fund } });

/** Money that came for a due or bill; gives the booking. */
async function paid({ kind, id, fen, way = 'bank', on = '2026-11-10' }: { kind: PayableFacts['kind']; id: string; fen: number; way?: Received['way']; on?: string }): Promise<string> {
  return db().transaction(async (tx) => {
    const payable = (await payableOf(tx, kind, id, { lock: true }))!;
    const what = { key: `test:${randomUUID()}`, kind: 'bank_received' as const, reference: 'L-1', memo: '试验', document: `statement_line:${randomUUID()}` };
    return (await receivePayment(tx, { payable, way, fen, on, ...what }, system(product()))).bookingId;
  });
}

describe('财务台', () => {
  it('has what of this year’s dues and bills is to be paid, what came in, and what is still to come', async () => {
    const [large, small] = [await joined(product(), { position: 'president_unit', name: '大单位' }), await joined(product(), { name: '小单位' })];
    await duesRaised(product(), 2026);
    const before = await desk();
    await paid({ kind: 'due', id: await dueOf(product(), large, 2026), fen: 10_000_00 });
    await paid({ kind: 'due', id: await dueOf(product(), small, 2026), fen: 1_000_00, way: 'wechat' });
    const after = await desk();
    expect(after.dues).toEqual({ receivableFen: before.dues.receivableFen, receivedFen: before.dues.receivedFen + 11_000_00, outstandingFen: before.dues.outstandingFen - 11_000_00 });
    expect(after.dues.receivableFen - after.dues.receivedFen).toBe(after.dues.outstandingFen);

    const { subjectId } = await newBill(product(), await newPayer(product()), { fen: 1_500_00 });
    await paid({ kind: 'bill', id: subjectId, fen: 600_00, way: 'alipay' });
    expect((await desk()).serviceFee).toEqual({ receivableFen: after.serviceFee.receivableFen + 1_500_00, receivedFen: after.serviceFee.receivedFen + 600_00, outstandingFen: after.serviceFee.outstandingFen + 900_00 });
  });

  it('a bill that was taken back, and a payment that was, count no more', async () => {
    const { subjectId } = await newBill(product(), await newPayer(product()), { fen: 1_000_00 });
    const raised = await desk();
    const bookingId = await paid({ kind: 'bill', id: subjectId, fen: 1_000_00 });
    const reverse = (id: string) => db().transaction((tx) => reverseBooking(tx, id, { memo: '记错', on: '2026-11-10' }, system(product())));
    await reverse(bookingId);
    expect((await desk()).serviceFee).toEqual(raised.serviceFee);
    const [{ id }] = await db().query("SELECT id FROM ledger_bookings WHERE `key` = ?", [`bill_published:${subjectId}`]);
    await reverse(id);
    const { serviceFee, curve } = await desk();
    expect(serviceFee).toEqual({ ...raised.serviceFee, receivableFen: raised.serviceFee.receivableFen - 1_000_00, outstandingFen: raised.serviceFee.outstandingFen - 1_000_00 });
    const raisedThen = raised.curve.find(({ month, fund }) => month === '2026-11' && fund === 'service_fee')!;
    expect(curve.find(({ month, fund }) => month === '2026-11' && fund === 'service_fee')).toEqual({ ...raisedThen, receivableFen: raisedThen.receivableFen - 1_000_00 });
  });

  it('has what is outstanding by the days since it was due: the day itself is not late yet', async () => {
    const before = await desk();
    const payer = await newPayer(product());
    const bills = { '2026-11-11': 1_00, '2026-11-10': 2_00, '2026-11-09': 4_00, '2026-10-11': 8_00, '2026-10-10': 16_00, '2026-09-11': 32_00, '2026-09-10': 64_00, '2026-08-12': 128_00, '2026-08-11': 256_00, '2025-01-01': 512_00 };
    const ids: string[] = [];
    for (const [dueOn, fen] of Object.entries(bills)) ids.push((await newBill(product(), payer, { fen, dueOn })).subjectId);
    const of = ({ ageing }: typeof before) => ageing.find(({ fund }) => fund === 'service_fee')!;
    const [had, has] = [of(before), of(await desk())];
    const added = Object.fromEntries((['notDueFen', 'to30Fen', 'to60Fen', 'to90Fen', 'over90Fen'] as const).map((span) => [span, has[span] - had[span]]));
    expect(added).toEqual({ notDueFen: 3_00, to30Fen: 12_00, to60Fen: 48_00, to90Fen: 192_00, over90Fen: 768_00 });

    const { items, totalFen } = await receivables('service_fee');
    const mine = items.find(({ documents }) => documents.some(({ id }) => id === ids[0]))!;
    expect(mine).toMatchObject({ kind: 'bill', outstandingFen: 1_023_00, ...added });
    expect(mine.documents.map(({ id }) => id).sort()).toEqual([...ids].sort());
    expect(items.reduce((sum, { outstandingFen }) => sum + outstandingFen, 0)).toBe(totalFen);
    expect(items.map(({ outstandingFen }) => outstandingFen)).toEqual([...items.map(({ outstandingFen }) => outstandingFen)].sort((one, other) => other - one));
    for (const id of ids) await paid({ kind: 'bill', id, fen: (await payableOf(db().manager, 'bill', id))!.outstandingFen });
    expect((await receivables('service_fee')).items.some(({ partyId }) => partyId === mine.partyId)).toBe(false);
  });

  it('says where the money of each fund lies', async () => {
    const before = (await desk()).balances;
    const fund = 'dues' as const;
    await booked(product(), { fund, debit: 'bank', fen: 100_00 });
    await booked(product(), { fund, debit: 'wechat_clearing', fen: 20_00 });
    await booked(product(), { fund, debit: 'alipay_clearing', fen: 3_00 });
    await booked(product(), { fund, debit: 'cash', fen: 4_00 });
    await booked(product(), { fund, debit: 'bank', credit: 'suspense', fen: 5_00 });
    const { balances } = await desk();
    const [had, has] = [before, balances].map((rows) => rows.find((row) => row.fund === fund)!);
    expect(has).toEqual({ fund, bankFen: had!.bankFen + 105_00, clearingFen: had!.clearingFen + 23_00, cashFen: had!.cashFen + 4_00, suspenseFen: had!.suspenseFen + 5_00 });
    expect(balances.find((row) => row.fund === 'service_fee')).toEqual(before.find((row) => row.fund === 'service_fee'));
  });

  it('draws twelve months of what was raised and what was paid, each in its month', async () => {
    const before = (await desk()).curve;
    expect(before.map(({ month, fund }) => `${month} ${fund}`)).toEqual(
      ['2025-12', '2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06', '2026-07', '2026-08', '2026-09', '2026-10', '2026-11'].flatMap((month) => [`${month} dues`, `${month} service_fee`]),
    );
    const document = { partyId: randomUUID(), documentId: randomUUID() };
    const receivable = { account: 'receivable' as const, ...document };
    await booked(product(), { on: '2026-04-30', debit: receivable, credit: 'income', fen: 900_00 });
    await booked(product(), { on: '2026-05-01', debit: 'bank', credit: receivable, fen: 700_00 });
    await booked(product(), { on: '2026-05-02', debit: 'bank', credit: { account: 'advance', ...document }, fen: 50_00 });
    await booked(product(), { on: '2026-06-03', debit: { account: 'advance', ...document }, credit: receivable, fen: 50_00 });
    await booked(product(), { on: '2026-07-04', debit: receivable, credit: { account: 'refund_payable', ...document }, fen: 30_00 });
    await booked(product(), { on: '2025-11-30', debit: receivable, credit: 'income', fen: 1_00 });
    const { curve } = await desk();
    const change = (month: string) => {
      const at = curve.findIndex((point) => point.month === month && point.fund === 'service_fee');
      return [curve[at]!.receivableFen - before[at]!.receivableFen, curve[at]!.receivedFen - before[at]!.receivedFen];
    };
    expect(['2025-12', '2026-04', '2026-05', '2026-06', '2026-07'].map(change)).toEqual([[0, 0], [900_00, 0], [0, 700_00], [0, 50_00], [0, -30_00]]);
    expect(curve.filter(({ fund }) => fund === 'dues')).toEqual(before.filter(({ fund }) => fund === 'dues'));
  });

  it('lists what waits for somebody, and nothing that does not', async () => {
    const todo = async () => Object.fromEntries((await desk()).todo.map(({ what, count }) => [what, count]));
    const before = await todo();
    expect(Object.values(before).every((count) => count > 0)).toBe(true);
    expect(before).not.toHaveProperty('费用申请待审批');
    await booked(product(), { fen: 500_00 });
    const finance = await staffNow(product(), 'finance');
    const { id } = await finance.call('POST /expenses', { body: { fund: 'service_fee', head: 'expense_storage', fen: 500_00, payee: '云服务商', purpose: '存储费' } });
    expect(await todo()).toEqual({ ...before, 费用申请待审批: 1 });
    await (await staffNow(product(), 'president')).call('POST /expenses/:id/approval', { params: { id } });
    expect(await todo()).toEqual({ ...before, 已批准的费用待付款: 1 });
    expect((await desk()).todo.find(({ what }) => what === '月份待月结')).toEqual({ what: '月份待月结', count: 12, link: '/ledger/months' });
  });

  it('counts the cars of this month, by the price that they cost', async () => {
    const [{ id: marketId }] = await db().query('SELECT id FROM markets ORDER BY code LIMIT 1');
    await tariffInForce(product(), { from: '2026-10-01' });
    const before = (await desk()).vehicles;
    await metered(product(), { marketId, on: '2026-11-02', count: 7 });
    await metered(product(), { marketId, on: '2026-11-03', count: 5, member: false });
    await metered(product(), { marketId, on: '2026-10-31', count: 9 });
    expect((await desk()).vehicles).toEqual({ member: before.member + 7, nonMember: before.nonMember + 5, exempt: before.exempt });
  });
});
