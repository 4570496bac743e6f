import { outstandingOf } from '../../../test/bank-accounts';
import { beginOn, staffNow } from '../../../test/discipline';
import { balancesOf, bookingsOf, confirmedCash, type Host, newDue, newPayer, type Owed, paymentService, type Payer } from '../../../test/payments';
import { booked, netOf, ownBill, paidOnline, refundedOnline, strangeOrder, useRoundsByHand } from '../../../test/provider-money';
import { decidedBy, linesOf } from '../../../test/reconciliation';
import { useProduct } from '../../../test/use-product';
import { balanceOf } from '../ledger/accounts';
import { reconciliationRound } from './rounds';

const product = useProduct();
useRoundsByHand(product);
const deps = () => product().server.deps;
const staff = (username: string) => staffNow(product(), username);
const round = () => reconciliationRound(deps());
const clearing = (host: Host) => balanceOf(deps().db.manager, 'dues', { account: `${host}_clearing` });
const own = (host: Host, ...days: string[]) => ownBill(product(), host, 'dues', ...days);
const order = (host: Host, number: string) => booked(product(), host, number);
const outstanding = (owed: Owed) => outstandingOf(product(), owed);

/** A due, paid in the payer's host. */
async function paid(payer: Payer, fen: number): Promise<{ id: string; number: string; due: Owed }> {
  const due = await newDue(product(), payer, { fen });
  return { ...(await paidOnline(product(), payer, due)), due };
}

describe('差异', () => {
  it('ten planted ones are found, ten of ten, by their kinds; each is decided with one key, and the clearing accounts are what the providers’ own bills come to', async () => {
    beginOn(product(), '2026-11-11');
    const [wechat, alipay] = [await newPayer(product(), 'wechat'), await newPayer(product(), 'alipay')];
    const channels = deps().payments.dues;
    const before = { wechat: await clearing('wechat'), alipay: await clearing('alipay') };
    const kept = [await paid(wechat, 1000_00), await paid(alipay, 1000_00)];
    // 1, 2: extra. The system knows nothing of them.
    await strangeOrder(product(), wechat, 'EXTRA0000001', 111_00);
    await strangeOrder(product(), alipay, 'EXTRA0000002', 222_00);
    // 3, 4: missing. The bill lacks what we hold as paid, and as given back.
    const missing = await paid(wechat, 333_00);
    order('wechat', missing.number).merchantId = 'gone';
    const unreturned = await paid(wechat, 444_00);
    const lost = await refundedOnline(product(), unreturned.id, 44_00);
    order('wechat', unreturned.number).refunds.length = 0;
    // 5, 6: amount. The provider took more, and less.
    const more = await paid(alipay, 555_00);
    order('alipay', more.number).fen = 655_00;
    const less = await paid(wechat, 666_00);
    order('wechat', less.number).fen = 600_00;
    // 7, 8: refund. Made at the provider's own desk; and of another sum than ours.
    const desk = await paid(wechat, 777_00);
    await channels.wechat!.refund({ refundNumber: 'DESK00000001', orderNumber: desk.number, fen: 70_00, totalFen: 777_00, reason: '平台退款', notifyUrl: `${product().url}/api/payment-notices/wechat/dues` });
    const other = await paid(alipay, 888_00);
    await refundedOnline(product(), other.id, 80_00);
    order('alipay', other.number).refunds[0]!.fen = 88_00;
    // 9, 10: double. The same order was paid twice.
    const twice = [await paid(wechat, 999_00), await paid(alipay, 123_00)];
    (await strangeOrder(product(), wechat, 'TWICE0000001', 999_00)).number = twice[0]!.number;
    (await strangeOrder(product(), alipay, 'TWICE0000002', 123_00)).number = twice[1]!.number;

    product().clock.advance(26 * 3600);
    await round();
    const open = await linesOf(product(), { state: 'open' });
    const planted = [
      ['wechat', 'unknown_payment', 111_00, 'EXTRA0000001'],
      ['alipay', 'unknown_payment', 222_00, 'EXTRA0000002'],
      ['wechat', 'missing_payment', 333_00, missing.number],
      ['wechat', 'missing_refund', -44_00, lost.number],
      ['alipay', 'wrong_amount', 655_00, more.number],
      ['wechat', 'wrong_amount', 600_00, less.number],
      ['wechat', 'unknown_refund', -70_00, 'DESK00000001'],
      ['alipay', 'wrong_amount', -88_00, expect.any(String)],
      ['wechat', 'double_payment', 999_00, twice[0]!.number],
      ['alipay', 'double_payment', 123_00, twice[1]!.number],
    ];
    expect(open.map(({ source, difference, fen, number }) => [source, difference, fen, number])).toEqual(expect.arrayContaining(planted));
    expect(open).toHaveLength(10);
    const figures = await (await staff('finance')).call('GET /reconciliation', { query: { month: '2026-11' } });
    expect(figures.open).toBe(10);
    expect(Object.fromEntries(figures.differences.map(({ kind, open: waiting }) => [kind, waiting]))).toEqual({ unknown_payment: 2, missing_payment: 1, missing_refund: 1, wrong_amount: 3, unknown_refund: 1, double_payment: 2 });

    const of = (difference: string, source: Host, number?: string) => open.find((line) => line.difference === difference && line.source === source && (number === undefined || line.number === number))!;
    const due = await newDue(product(), wechat, { fen: 111_00 });
    const unknown = of('unknown_payment', 'wechat');
    expect((await (await staff('finance')).send('POST /statement-lines/:id/decision', { params: { id: unknown.id }, body: { decision: 'accept_provider' } })).error.code).toBe('reconciliation.decision_unfit');
    await decidedBy(product(), unknown, { decision: 'payable', subjectId: due.subjectId });
    expect(await outstanding(due)).toBe(0);
    await decidedBy(product(), of('unknown_payment', 'alipay'), { decision: 'suspense' });
    const explained = of('missing_payment', 'wechat');
    expect((await (await staff('finance')).send('POST /statement-lines/:id/decision', { params: { id: explained.id }, body: { decision: 'explained' } })).error.fields).toMatchObject([{ field: 'note' }]);
    for (const line of open.filter(({ difference }) => difference !== 'unknown_payment')) {
      expect(line.candidates[0]).toMatchObject({ key: 1, decision: 'accept_provider' });
      expect(await decidedBy(product(), line, 1)).toMatchObject({ state: 'decided', decidedBy: '财务一号' });
    }
    expect(await linesOf(product(), { state: 'open' })).toEqual([]);

    // Nothing is unexplained: to the fen, each clearing account is what its provider says.
    expect(await clearing('wechat')).toBe(before.wechat + netOf(own('wechat', '2026-11-11')));
    expect(await clearing('alipay')).toBe(before.alipay + netOf(own('alipay', '2026-11-11')));
    expect(await outstanding(missing.due)).toBe(333_00);
    expect(await balancesOf(product(), { documentId: unreturned.due.subjectId })).toEqual({ receivable: 44_00, refund_payable: -44_00 });
    expect(await balancesOf(product(), { documentId: more.due.subjectId })).toEqual({ advance: -100_00 });
    expect(await outstanding(less.due)).toBe(66_00);
    expect(await outstanding(desk.due)).toBe(70_00);
    expect(await outstanding(other.due)).toBe(88_00);
    expect(await balancesOf(product(), { documentId: twice[0]!.due.subjectId })).toEqual({ advance: -999_00 });
    expect(await balancesOf(product(), { documentId: kept[0]!.due.subjectId })).toEqual({});
    expect((await wechat.call('GET /messages', { query: {} as never })).items.some(({ title }) => title === '缴款更正')).toBe(true);
  });

  it('is taken back with its bookings, and decided anew', async () => {
    const [line] = (await linesOf(product(), { difference: 'double_payment', source: 'wechat' }));
    const reopened = await (await staff('finance')).call('POST /statement-lines/:id/reopening', { params: { id: line!.id }, body: { reason: '弄错了' } });
    expect(reopened).toMatchObject({ state: 'open', difference: 'double_payment', outcome: null });
    expect(await bookingsOf(product(), `statement_line:${line!.id}`)).toEqual(['provider_charge', 'provider_difference', 'correction']);
    expect(await decidedBy(product(), reopened, { decision: 'suspense' })).toMatchObject({ outcome: expect.stringContaining('待查款项') });
  });

  it('taken back after what it had left open was paid in another way, it leaves an advance, and no debt below zero', async () => {
    const [line] = await linesOf(product(), { difference: 'wrong_amount', source: 'wechat' });
    const [{ subjectId }] = await deps().db.query('SELECT subject_id AS subjectId FROM payment_orders WHERE number = ?', [line!.number]);
    await confirmedCash(product(), { kind: 'due', subjectId }, 66_00);
    await (await staff('finance')).call('POST /statement-lines/:id/reopening', { params: { id: line!.id }, body: { reason: '平台已更正' } });
    expect(await balancesOf(product(), { documentId: subjectId })).toEqual({ advance: -66_00 });
  });

  it('an order of ours that the provider’s bill shows as paid, and that cannot be asked about, is settled by one key', async () => {
    beginOn(product(), '2026-11-14');
    const payer = await newPayer(product(), 'alipay');
    const due = await newDue(product(), payer);
    const { order: unasked } = await payer.call('POST /payment-orders', { body: due });
    product().simulators.alipay.notifyNext({ never: true });
    await paymentService(product(), 'alipay').pay(unasked.number);
    await deps().db.query('UPDATE payment_orders SET merchant_id = ? WHERE id = ?', ['another', unasked.id]);
    await deps().db.query('DELETE FROM jobs WHERE dedup_key = ?', [`payments.ask-order:${unasked.id}`]);
    product().clock.advance(26 * 3600);
    await round();
    await deps().db.query('DELETE FROM jobs WHERE dedup_key = ?', [`payments.ask-order:${unasked.id}`]);
    const [line] = await linesOf(product(), { state: 'open' });
    expect(line).toMatchObject({ number: unasked.number, difference: 'unknown_payment', candidates: [{ key: 1, decision: 'accept_provider' }] });
    for (const decision of ['suspense', 'payable'] as const) {
      expect((await (await staff('finance')).send('POST /statement-lines/:id/decision', { params: { id: line!.id }, body: { decision, subjectId: due.subjectId } })).error.code).toBe('reconciliation.decision_unfit');
    }
    const settled = await decidedBy(product(), line!, 1);
    expect(settled).toMatchObject({ state: 'decided', mayReopen: false });
    expect([await outstanding(due), await bookingsOf(product(), `payment_order:${unasked.id}`)]).toEqual([0, [expect.stringMatching(/^(order|late)_paid$/)]]);
    expect((await (await staff('finance')).send('POST /statement-lines/:id/reopening', { params: { id: line!.id }, body: { reason: '试' } })).error.code).toBe('reconciliation.line_wrong_state');
  });
});
