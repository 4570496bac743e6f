import type { AnswerOf } from '@yongche/contract';
import { staffNow } from '../../../test/discipline';
import { type Caller, employeeAt } from '../../../test/people';
import { audited, balancesOf, bookingsOf, confirmedCash, type Host, newDue, newPayer, noticesApplied, orderIs, type Owed, type Payer, paymentService, refundIs, until } from '../../../test/payments';
import { useProduct } from '../../../test/use-product';

const product = useProduct();
const db = () => product().server.deps.db;
const hosts: Host[] = ['wechat', 'alipay'];
const service = (host: Host) => paymentService(product(), host);
let finance: Caller;
let second: Caller;
let president: Caller;
beforeAll(async () => {
  [finance, second, president] = [await employeeAt(product(), 'finance'), await employeeAt(product(), 'finance2'), await employeeAt(product(), 'president')];
});

interface Paid {
  payer: Payer;
  owed: Owed;
  order: AnswerOf<'POST /payment-orders'>['order'];
}
/** A due of 6,000 yuan that was paid. */
async function paid(host: Host): Promise<Paid> {
  const payer = await newPayer(product(), host);
  const owed = await newDue(product(), payer);
  const { order } = await payer.call('POST /payment-orders', { body: owed });
  await service(host).pay(order.number);
  await orderIs(product(), order.id, 'paid');
  return { payer, owed, order };
}
const ask = ({ order: { id } }: Paid, fen: number) => finance.send('POST /payment-orders/:id/refunds', { params: { id }, body: { fen, reason: '重复缴费' } });
const askFor = async (one: Paid, fen: number) => (await ask(one, fen)).body;
const approve = (id: string, by = second) => by.send('POST /refunds/:id/approval', { params: { id } });
const refundsOf = async ({ order: { id } }: Paid) => finance.call('GET /payment-orders/:id', { params: { id } });
const clearing = async (host: Host) => (await balancesOf(product(), { fund: 'dues' }))[`${host}_clearing`] ?? 0;

describe.each(hosts)('a refund in %s', (host) => {
  it('is asked for by one person, approved by another, and leaves what it took outstanding again', async () => {
    const one = await paid(host);
    const before = await clearing(host);
    const refund = await askFor(one, 600_000);
    expect(refund).toMatchObject({ state: 'requested', fen: 600_000, requestedBy: '财务一号', decidedBy: null, may: { decide: false, retry: false } });
    expect(await balancesOf(product(), { documentId: one.owed.subjectId })).toEqual({});
    expect((await approve(refund.id, finance)).error.code).toBe('payments.same_person');
    expect((await approve(refund.id)).body).toMatchObject({ state: 'processing', decidedBy: '财务二号' });
    await refundIs(product(), refund.id, 'succeeded');
    expect(await balancesOf(product(), { documentId: one.owed.subjectId })).toEqual({ receivable: 600_000 });
    expect(await clearing(host)).toBe(before - 600_000);
    expect(await bookingsOf(product(), `refund:${refund.id}`)).toEqual(['refund_approved', 'refund_paid']);
    expect(service(host).order(one.order.number)!.refunds).toMatchObject([{ number: refund.number, fen: 600_000, state: 'succeeded' }]);
    expect(await refundsOf(one)).toMatchObject({ refundedFen: 600_000, mayRefund: false });
    await noticesApplied(product());
    expect(await audited(product(), 'payments.refund_settled', refund.id)).toBe(1);
    const shown = await one.payer.call('GET /payment-orders/:id', { params: { id: one.order.id } });
    expect(shown.refunds).toMatchObject([{ requestedBy: '协会财务', decidedBy: '协会财务', may: { decide: false, retry: false } }]);
    expect((await one.payer.call('GET /messages', { query: {} })).items.map(({ title }) => title)).toEqual(expect.arrayContaining(['退款已受理', '退款已到账']));
  });

  it('is given in parts, and never more than was paid', async () => {
    const one = await paid(host);
    const first = await askFor(one, 250_000);
    const next = await askFor(one, 300_000);
    expect((await ask(one, 50_001)).error).toMatchObject({ code: 'payments.refund_too_much', details: { refundableFen: 50_000 } });
    await approve(first.id);
    await approve(next.id, president);
    await refundIs(product(), first.id, 'succeeded');
    await refundIs(product(), next.id, 'succeeded');
    expect(await refundsOf(one)).toMatchObject({ refundedFen: 550_000, mayRefund: true });
    expect((await ask(one, 50_001)).error.code).toBe('payments.refund_too_much');
    expect(await balancesOf(product(), { documentId: one.owed.subjectId })).toEqual({ receivable: 550_000 });
  });

  it('asked for by two tabs at once cannot take the same money twice', async () => {
    const one = await paid(host);
    const replies = await Promise.all([ask(one, 400_000), ask(one, 400_000), ask(one, 400_000)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 422, 422]);
  });

  it('refused by the second person moves nothing, and what it held is free again', async () => {
    const one = await paid(host);
    const refund = await askFor(one, 600_000);
    const refused = await second.call('POST /refunds/:id/refusal', { params: { id: refund.id }, body: { reason: '没有依据' } });
    expect(refused.state).toBe('refused');
    expect((await approve(refund.id)).error.code).toBe('payments.refund_wrong_state');
    expect(await balancesOf(product(), { documentId: one.owed.subjectId })).toEqual({});
    expect((await ask(one, 600_000)).status).toBe(201);
  });

  it('that the provider refuses is booked back, tells why, and is sent again', async () => {
    const one = await paid(host);
    const before = await clearing(host);
    const refund = await askFor(one, 600_000);
    service(host).refundNext('not_enough');
    await approve(refund.id);
    await refundIs(product(), refund.id, 'failed');
    expect(await balancesOf(product(), { documentId: one.owed.subjectId })).toEqual({});
    expect((await refundsOf(one)).refunds).toMatchObject([{ state: 'failed', failure: '商户账户余额不足，请充值后重新发起', may: { retry: true } }]);
    expect((await second.call('GET /refunds', { query: { state: 'failed' } })).items.map(({ id }) => id)).toContain(refund.id);
    const retried = await finance.call('POST /refunds/:id/retry', { params: { id: refund.id } });
    expect(retried).toMatchObject({ state: 'processing', number: refund.number });
    await refundIs(product(), refund.id, 'succeeded');
    expect(await bookingsOf(product(), `refund:${refund.id}`)).toEqual(['refund_approved', 'refund_failed', 'refund_approved', 'refund_paid']);
    expect([await clearing(host), await balancesOf(product(), { documentId: one.owed.subjectId })]).toEqual([before - 600_000, { receivable: 600_000 }]);
  });

  it('that takes its time is followed up; an answer that got lost is asked for again under the same number', async () => {
    const one = await paid(host);
    const refund = await askFor(one, 100_000);
    service(host).refundNext('slow');
    service(host).failNext('tampered', (host === 'wechat' ? 'refund' : 'trade.refund') as never);
    await approve(refund.id);
    await until('taken by the provider', async () => service(host).order(one.order.number)!.refunds.length === 1);
    product().clock.advance(10);
    await until('the provider has taken it', async () => (await db().query('SELECT 1 FROM refunds WHERE id = ? AND sent_at IS NOT NULL', [refund.id])).length === 1);
    expect((await refundsOf(one)).refunds[0]!.state).toBe('processing');
    if (host === 'wechat') product().simulators.wechatPay.notifyNext({ never: true });
    await service(host).settleRefund(refund.number);
    product().clock.advance(60);
    await refundIs(product(), refund.id, 'succeeded');
    expect(service(host).order(one.order.number)!.refunds).toHaveLength(1);
    expect(await bookingsOf(product(), `refund:${refund.id}`)).toEqual(['refund_approved', 'refund_paid']);
  });
});

describe('a refund that WeChat declares failed afterwards', () => {
  it('is booked back by its notice, and goes out again under a new number', async () => {
    const one = await paid('wechat');
    const refund = await askFor(one, 600_000);
    product().simulators.wechatPay.refundNext('failed');
    await approve(refund.id);
    await refundIs(product(), refund.id, 'failed');
    expect(await balancesOf(product(), { documentId: one.owed.subjectId })).toEqual({});
    const retried = await finance.call('POST /refunds/:id/retry', { params: { id: refund.id } });
    expect(retried.number).not.toBe(refund.number);
    await refundIs(product(), refund.id, 'succeeded');
    expect(product().simulators.wechatPay.order(one.order.number)!.refunds.map(({ state }) => state)).toEqual(['failed', 'succeeded']);
    expect(await balancesOf(product(), { documentId: one.owed.subjectId })).toEqual({ receivable: 600_000 });
  });
});

it('a refund’s notice before that of its payment, and both twice, are each booked once', async () => {
  const payer = await newPayer(product(), 'wechat');
  const owed = await newDue(product(), payer);
  const { order } = await payer.call('POST /payment-orders', { body: owed });
  const { wechatPay } = product().simulators;
  wechatPay.notifyNext({ times: 2 });
  wechatPay.notifyNext({ times: 2 });
  wechatPay.holdNotices();
  await wechatPay.pay(order.number);
  await payer.call('POST /payment-orders/:id/check', { params: { id: order.id } });
  const refund = await askFor({ payer, owed, order }, 600_000);
  await approve(refund.id);
  await until('refunded there', async () => wechatPay.order(order.number)!.refunds[0]?.state === 'succeeded');
  await wechatPay.releaseNotices();
  await noticesApplied(product());
  await refundIs(product(), refund.id, 'succeeded');
  expect(await bookingsOf(product(), `payment_order:${order.id}`, `refund:${refund.id}`)).toEqual(['order_paid', 'refund_approved', 'refund_paid']);
});

it('money leaves only after a fresh second factor', async () => {
  const refund = await askFor(await paid('alipay'), 1_00);
  const tired = await employeeAt(product(), 'finance2');
  product().clock.advance(301);
  expect((await approve(refund.id, tired)).error.code).toBe('identity.step_up_required');
});

it('no row of the table has one person twice, whatever the code does', async () => {
  const refund = await askFor(await paid('alipay'), 1_00);
  const [{ by }] = await db().query('SELECT requested_by AS `by` FROM refunds WHERE id = ?', [refund.id]);
  await expect(db().query("UPDATE refunds SET state = 'processing', decided_by = ? WHERE id = ?", [by, refund.id])).rejects.toThrow('refunds_two_persons');
});

describe('a refund that fails after its debt was paid once more', () => {
  it('is the payer’s advance: nothing is paid below zero, and sent again it comes out of that', async () => {
    const one = await paid('wechat');
    const refund = await askFor(one, 600_000);
    service('wechat').refundNext('slow');
    await approve(refund.id, await staffNow(product(), 'finance2'));
    await until('sent', async () => (await db().query('SELECT 1 FROM refunds WHERE id = ? AND sent_at IS NOT NULL', [refund.id])).length > 0);
    await confirmedCash(product(), one.owed, 600_000);
    await service('wechat').settleRefund(refund.number, 'failed');
    await refundIs(product(), refund.id, 'failed');
    expect(await balancesOf(product(), { documentId: one.owed.subjectId })).toEqual({ advance: -600_000 });
    expect(await (await staffNow(product(), 'clerk')).call('GET /dues/:id', { params: { id: one.owed.subjectId } })).toMatchObject({ outstandingFen: 0, standing: 'paid' });
    await (await staffNow(product(), 'finance')).call('POST /refunds/:id/retry', { params: { id: refund.id } });
    await refundIs(product(), refund.id, 'succeeded');
    expect(await balancesOf(product(), { documentId: one.owed.subjectId })).toEqual({});
  });
});
