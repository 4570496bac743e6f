import type { AnswerOf } from '@yongche/contract';
import { employeeAt } from '../../../test/people';
import { audited, balancesOf, bookingsOf, confirmedCash, type Host, newDue, newPayer, noticesApplied, orderIs, type Owed, type Payer, paymentService, until } from '../../../test/payments';
import { useProduct } from '../../../test/use-product';
import type { OrderReport } from '../../adapters/payment/payment';
import { askOrder } from './ask-order';
import { acceptProviderPayment } from './orders-for-bill';
import { refusedNotices } from './refused-notices';
import { settleOrder } from './settle-order';

const product = useProduct();
const deps = () => product().server.deps;
const db = () => deps().db;
const hosts: Host[] = ['wechat', 'alipay'];

interface Opened {
  payer: Payer;
  owed: Owed;
  order: AnswerOf<'POST /payment-orders'>['order'];
}
/** A due of 6,000 yuan with an order that waits to be paid. */
async function opened(host: Host): Promise<Opened> {
  const payer = await newPayer(product(), host);
  const owed = await newDue(product(), payer);
  return { payer, owed, order: (await payer.call('POST /payment-orders', { body: owed })).order };
}
const service = (host: Host) => paymentService(product(), host);
const check = ({ payer, order: { id } }: Opened) => payer.call('POST /payment-orders/:id/check', { params: { id } });
const read = ({ payer, order: { id } }: Opened) => payer.call('GET /payment-orders/:id', { params: { id } });
const outcomesOf = async ({ order: { number } }: Opened): Promise<string[]> => (await db().query('SELECT outcome FROM payment_notices WHERE order_number = ? ORDER BY id', [number])).map(({ outcome }: { outcome: string }) => outcome);
/** Paid, once, and nothing is left open. */
async function expectSettledOnce({ owed, order }: Opened, kinds = ['order_paid']): Promise<void> {
  expect(await bookingsOf(product(), `payment_order:${order.id}`)).toEqual(kinds);
  expect(await audited(product(), 'payments.order_paid', order.id)).toBe(1);
  expect(await balancesOf(product(), { documentId: owed.subjectId })).toEqual({});
}
const system = () => ({ author: { kind: 'system' as const }, origin: undefined, at: product().clock.now() });

describe.each(hosts)('what %s tells us', (host) => {
  it('five times, while the payer asks as well, is booked once', async () => {
    const one = await opened(host);
    service(host).notifyNext({ times: 5, order: one.order.number });
    await Promise.all([service(host).pay(one.order.number), ...Array.from({ length: 5 }, () => check(one))]);
    await noticesApplied(product());
    await expectSettledOnce(one);
    expect((await outcomesOf(one)).length).toBe(1);
    const [{ content }] = await db().query('SELECT content FROM payment_notices WHERE order_number = ?', [one.order.number]);
    expect(JSON.parse(content).report).toMatchObject({ number: one.order.number, state: 'paid', paidFen: 600_000, payerOpenId: null });
  });

  it('late, when we have asked already, changes nothing', async () => {
    const one = await opened(host);
    service(host).notifyNext({ delayMs: 300, order: one.order.number });
    await service(host).pay(one.order.number);
    expect((await check(one)).state).toBe('paid');
    await service(host).noticesSent();
    await noticesApplied(product());
    expect(await outcomesOf(one)).toEqual(['repeated']);
    await expectSettledOnce(one);
  });

  it('never is asked for after a minute', async () => {
    const one = await opened(host);
    service(host).notifyNext({ never: true, order: one.order.number });
    await service(host).pay(one.order.number);
    expect((await read(one)).state).toBe('waiting');
    product().clock.advance(61);
    await orderIs(product(), one.order.id, 'paid');
    await expectSettledOnce(one);
  });

  it('in somebody else’s hand is refused, and nothing is believed of it', async () => {
    const one = await opened(host);
    service(host).notifyNext({ forged: true, order: one.order.number });
    await service(host).pay(one.order.number);
    expect(service(host).calls.filter(({ operation }) => operation === 'notice').at(-1)).toMatchObject({ details: { forged: true, status: 400 } });
    expect(await outcomesOf(one)).toEqual([]);
    expect((await read(one)).state).toBe('waiting');
    expect((await check(one)).state).toBe('paid');
    await expectSettledOnce(one);
  });

  it('with a wrong amount is not booked; the truth is asked for', async () => {
    const one = await opened(host);
    service(host).notifyNext({ amountFen: 1, order: one.order.number });
    await service(host).pay(one.order.number);
    await orderIs(product(), one.order.id, 'paid');
    expect(await outcomesOf(one)).toEqual(['refused']);
    expect(await audited(product(), 'payments.notice_refused', one.order.id)).toBe(1);
    await expectSettledOnce(one);
    expect((await refusedNotices(db().manager)).filter(({ orderNumber }) => orderNumber === one.order.number)).toEqual([]);
  });

  it('of an order that is not ours is refused, and stands as a difference for finance', async () => {
    const { order, payer } = await opened(host);
    const [{ open_id: payerOpenId }] = await db().query('SELECT open_id FROM accounts WHERE id = ?', [payer.accountId]);
    const number = `FREMD${order.number.slice(5)}`;
    const channel = deps().payments.dues[host]!;
    await channel.createOrder({ number, subject: '别人的', fen: 100, payerOpenId, expiresAt: new Date(product().clock.now().getTime() + 600_000), notifyUrl: `${product().url}/api/payment-notices/${host}/dues` });
    await service(host).pay(number);
    await noticesApplied(product());
    expect(await refusedNotices(db().manager)).toEqual(expect.arrayContaining([expect.objectContaining({ orderNumber: number, refusal: '没有这张订单', fund: 'dues' })]));
  });

  it('at the address of the other fund is refused: it was signed for another merchant', async () => {
    const { order, payer } = await opened(host);
    const [{ open_id: payerOpenId }] = await db().query('SELECT open_id FROM accounts WHERE id = ?', [payer.accountId]);
    const number = `FALSCH${order.number.slice(6)}`;
    await deps().payments.dues[host]!.createOrder({ number, subject: '错投', fen: 100, payerOpenId, expiresAt: new Date(product().clock.now().getTime() + 600_000), notifyUrl: `${product().url}/api/payment-notices/${host}/service_fee` });
    await service(host).pay(number);
    expect(await db().query('SELECT 1 FROM payment_notices WHERE order_number = ?', [number])).toEqual([]);
  });
});

it('WeChat’s own test notices with a broken signature are refused', async () => {
  const { order } = await opened('wechat');
  expect(await product().simulators.wechatPay.probe(order.number)).toBe(400);
});

describe.each(hosts)('an order in %s that nobody pays', (host) => {
  it('is closed at both ends when its half hour is over, and asked about no more after a day', async () => {
    const one = await opened(host);
    product().clock.advance(1801);
    await orderIs(product(), one.order.id, 'closed');
    expect(service(host).order(one.order.number)!.state).toBe('closed');
    const jobs = () => db().query('SELECT 1 FROM jobs WHERE dedup_key = ?', [`payments.ask-order:${one.order.id}`]);
    expect(await jobs()).toHaveLength(1);
    product().clock.advance(86_400);
    await until('the last question', async () => (await jobs()).length === 0);
    expect(await balancesOf(product(), { documentId: one.owed.subjectId })).toEqual({ receivable: 600_000 });
  });

  it('stays open while the provider cannot be asked, but not longer than a day', async () => {
    const one = await opened(host);
    const fail = () => service(host).failNext('html_502', (host === 'wechat' ? 'query' : 'trade.query') as never);
    await db().query('UPDATE payment_orders SET opened_at = ? WHERE id = ?', [new Date(product().clock.now().getTime() - 7200_000), one.order.id]);
    fail();
    expect(await askOrder(deps(), one.order.id)).toEqual({ againInSeconds: expect.any(Number) });
    expect((await read(one)).state).toBe('waiting');
    await db().query('UPDATE payment_orders SET opened_at = ? WHERE id = ?', [new Date(product().clock.now().getTime() - 86_400_000), one.order.id]);
    fail();
    expect(await askOrder(deps(), one.order.id)).toBeUndefined();
    expect((await read(one)).state).toBe('closed');
  });

  it('and never reached the provider, because everything broke down in between, is closed as well', async () => {
    const payer = await newPayer(product(), host);
    const owed = await newDue(product(), payer);
    service(host).failNext('html_502', (host === 'wechat' ? 'order' : 'trade.create') as never);
    expect((await payer.send('POST /payment-orders', { body: owed })).status).toBe(502);
    const [{ id, state }] = (await payer.call('GET /my-payment-orders', { query: {} })).items as [Opened['order']];
    expect(state).toBe('opening');
    product().clock.advance(1801);
    await orderIs(product(), id, 'closed');
  });
});

describe.each(hosts)('money that comes to an order in %s after it was closed', (host) => {
  it('is kept where the due is still owed', async () => {
    const one = await opened(host);
    await one.payer.call('POST /payment-orders/:id/closure', { params: { id: one.order.id } });
    await service(host).pay(one.order.number, 'pay', { evenIfClosed: true });
    await orderIs(product(), one.order.id, 'paid');
    expect(await read(one)).toMatchObject({ late: 'kept', closedAt: expect.any(String), refunds: [] });
    await expectSettledOnce(one, ['late_paid']);
    expect(await audited(product(), 'payments.late_money', one.order.id)).toBe(1);
  });

  it('goes back by itself where the due was paid in another way', async () => {
    const one = await opened(host);
    await one.payer.call('POST /payment-orders/:id/closure', { params: { id: one.order.id } });
    await confirmedCash(product(), one.owed, 600_000);
    const before = await balancesOf(product(), { fund: 'dues' });
    await service(host).pay(one.order.number, 'pay', { evenIfClosed: true });
    await until('refunded', async () => (await read(one)).refunds[0]?.state === 'succeeded');
    expect(await read(one)).toMatchObject({ state: 'paid', late: 'refunded', refundedFen: 600_000, mayRefund: false, refunds: [{ fen: 600_000, requestedBy: '系统（按规则）', decidedBy: null }] });
    expect(await balancesOf(product(), { fund: 'dues' })).toEqual(before);
    expect(service(host).order(one.order.number)!.refunds).toMatchObject([{ fen: 600_000, state: 'succeeded' }]);
    const titles = (await one.payer.call('GET /messages', { query: {} })).items.map(({ title }) => title);
    expect(titles).toEqual(expect.arrayContaining(['多付的款将原路退回', '退款已到账']));
    const finance = await employeeAt(product(), 'finance');
    expect((await finance.send('POST /payment-orders/:id/refunds', { params: { id: one.order.id }, body: { fen: 1, reason: '再退' } })).error.code).toBe('payments.refund_too_much');
  });

  it('also goes back where the order was open and the due was settled meanwhile', async () => {
    const one = await opened(host);
    await confirmedCash(product(), one.owed, 500_000);
    await service(host).pay(one.order.number);
    await until('refunded', async () => (await read(one)).refunds[0]?.state === 'succeeded');
    expect(await read(one)).toMatchObject({ late: 'refunded', refunds: [{ reason: '重复缴款' }] });
    expect(await balancesOf(product(), { documentId: one.owed.subjectId })).toEqual({ receivable: 100_000 });
  });

  it('is found by asking where no notice comes', async () => {
    const one = await opened(host);
    await one.payer.call('POST /payment-orders/:id/closure', { params: { id: one.order.id } });
    service(host).notifyNext({ never: true, order: one.order.number });
    await service(host).pay(one.order.number, 'pay', { evenIfClosed: true });
    product().clock.advance(7201);
    await orderIs(product(), one.order.id, 'paid');
    await expectSettledOnce(one, ['late_paid']);
  });
});

it.each(hosts)('closing and paying at the same moment in %s ends well, whoever is first', async (host) => {
  for (let round = 0; round < 6; round++) {
    const one = await opened(host);
    await Promise.all([one.payer.send('POST /payment-orders/:id/closure', { params: { id: one.order.id } }), service(host).pay(one.order.number)]);
    await noticesApplied(product());
    const paidThere = service(host).order(one.order.number)!.state === 'paid';
    expect((await read(one)).state).toBe(paidThere ? 'paid' : 'closed');
    expect(await balancesOf(product(), { documentId: one.owed.subjectId })).toEqual(paidThere ? {} : { receivable: 600_000 });
  }
});

describe('a report that does not fit', () => {
  const said = ({ order }: Opened, change: Partial<OrderReport>): OrderReport => ({ number: order.number, state: 'paid', providerId: '4200000000', paidFen: order.fen, paidAt: product().clock.now(), payerOpenId: null, ...change });

  it('in number, amount or provider’s number is never booked', async () => {
    const one = await opened('wechat');
    for (const change of [{ number: 'ANOTHER' }, { paidFen: 599_999 }, { paidFen: null }, { providerId: null }]) {
      const { outcome } = await db().transaction((tx) => settleOrder(tx, one.order.id, said(one, change), system()));
      expect(outcome).toBe('refused');
    }
    expect(await bookingsOf(product(), `payment_order:${one.order.id}`)).toEqual([]);
    await db().transaction((tx) => settleOrder(tx, one.order.id, said(one, {}), system()));
    const second = await db().transaction((tx) => settleOrder(tx, one.order.id, said(one, { providerId: '4200000001' }), system()));
    expect(second).toMatchObject({ outcome: 'refused', refusal: '同一订单出现另一个交易号' });
    await expectSettledOnce(one);
  });

  it('what only the provider’s bill shows is booked by the same rules, once, and nothing else is', async () => {
    const one = await opened('alipay');
    const line = { providerId: '2026112822001', fen: 600_000, at: product().clock.now() };
    const accept = (number: string, change = {}) => db().transaction((tx) => acceptProviderPayment(tx, number, { ...line, ...change }, system()));
    await expect(accept('NOBODYS')).rejects.toMatchObject({ code: 'reconciliation.decision_unfit' });
    await expect(accept(one.order.number, { fen: 1 })).rejects.toMatchObject({ code: 'reconciliation.decision_unfit' });
    await accept(one.order.number);
    expect((await accept(one.order.number)).state).toBe('paid');
    await expectSettledOnce(one);
  });
});

it('a second process that applies the same notice at the same moment books it once', async () => {
  const one = await opened('wechat');
  const report: OrderReport = { number: one.order.number, state: 'paid', providerId: '4200000009', paidFen: one.order.fen, paidAt: product().clock.now(), payerOpenId: null };
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => db().transaction((tx) => settleOrder(tx, one.order.id, report, system()))));
  expect(outcomes.filter(({ outcome }) => outcome === 'settled')).toHaveLength(1);
  await expectSettledOnce(one);
});

it('whoever sends what no provider signed is let in less and less', async () => {
  const forge = () => fetch(`${product().url}/api/payment-notices/wechat/dues`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
  const statuses: number[] = [];
  for (let time = 0; time < 230; time++) statuses.push((await forge()).status);
  expect([statuses[0], statuses.at(-1)]).toEqual([400, 429]);
  expect((await fetch(`${product().url}/api/payment-notices/paypal/dues`, { method: 'POST', body: '{}' })).status).toBe(404);
});
