import { createVerify } from 'node:crypto';
import type { AnswerOf } from '@yongche/contract';
import { employeeAt } from '../../../test/people';
import { audited, balancesOf, bookingsOf, confirmedCash, newBill, newDue, newPayer, noticesApplied, orderIs, type Owed, type Payer, paymentService, phoneOn } from '../../../test/payments';
import { useProduct } from '../../../test/use-product';

const product = useProduct();
const db = () => product().server.deps.db;
const order = (payer: Payer, owed: Owed) => payer.call('POST /payment-orders', { body: owed });
const pay = (payer: Payer, { order: { number } }: AnswerOf<'POST /payment-orders'>, ...more: [outcome?: 'pay' | 'cancel' | 'fail' | 'walk_away', options?: { evenIfClosed?: boolean }]) => paymentService(product(), payer.host).pay(number, ...more);
const payableOf = async (payer: Payer, { subjectId }: Owed) => (await payer.call('GET /my-payables')).items.find(({ id }) => id === subjectId)!;

describe.each(['wechat', 'alipay'] as const)('a due is paid in %s', (host) => {
  it('by order, payment page and notice: once in the ledger, and the company is told', async () => {
    const payer = await newPayer(product(), host);
    const owed = await newDue(product(), payer);
    expect(await payableOf(payer, owed)).toMatchObject({ outstandingFen: 600_000, standing: 'unpaid', payableHere: true, openOrderId: null, payments: [] });
    const opened = await order(payer, owed);
    expect(opened.order).toMatchObject({ state: 'waiting', fen: 600_000, provider: host, payerName: payer.name, fund: 'dues' });
    expect(opened.order.number).toMatch(/^[0-9A-Za-z]{32}$/);
    expect((await payableOf(payer, owed)).openOrderId).toBe(opened.order.id);
    await pay(payer, opened);
    await orderIs(product(), opened.order.id, 'paid');
    expect(await payableOf(payer, owed)).toMatchObject({ outstandingFen: 0, standing: 'paid', payableHere: false, openOrderId: null, payments: [{ way: host, fen: 600_000, orderId: opened.order.id, reference: opened.order.number }] });
    expect(await balancesOf(product(), { documentId: owed.subjectId })).toEqual({});
    expect(await bookingsOf(product(), `payment_order:${opened.order.id}`)).toEqual(['order_paid']);
    const { items } = await payer.call('GET /messages', { query: {} });
    expect(items).toEqual([expect.objectContaining({ kind: 'payment', title: '缴款已入账', body: expect.stringContaining('6,000.00元'), link: `due:${owed.subjectId}`, to: 'company' })]);
  });

  it('who cancels, fails or walks away comes back to the same order and can still pay it', async () => {
    const payer = await newPayer(product(), host);
    const opened = await order(payer, await newDue(product(), payer));
    for (const outcome of ['cancel', 'fail', 'walk_away'] as const) await pay(payer, opened, outcome);
    const again = await order(payer, { kind: opened.order.kind, subjectId: opened.order.subjectId });
    expect([again.order.id, again.order.state]).toEqual([opened.order.id, 'waiting']);
    expect(await payer.call('POST /payment-orders/:id/check', { params: { id: opened.order.id } })).toMatchObject({ state: 'waiting' });
    await pay(payer, again);
    await orderIs(product(), opened.order.id, 'paid');
  });

  it('and an order that was cancelled is closed there too, so that nobody pays it by mistake', async () => {
    const payer = await newPayer(product(), host);
    const owed = await newDue(product(), payer);
    const opened = await order(payer, owed);
    const { id } = opened.order;
    expect(await payer.call('POST /payment-orders/:id/closure', { params: { id } })).toMatchObject({ state: 'closed' });
    expect(await payer.call('POST /payment-orders/:id/closure', { params: { id } })).toMatchObject({ state: 'closed' });
    expect(await audited(product(), 'payments.order_closed', id)).toBe(1);
    expect((await pay(payer, opened)).state).toBe('closed');
    expect((await payer.send('POST /payment-orders/:id/launch', { params: { id } })).error.code).toBe('payments.order_wrong_state');
    const next = await order(payer, owed);
    expect(next.order.id).not.toBe(id);
  });
});

describe('the launch of the phone', () => {
  it('in WeChat carries a signature that the merchant’s own certificate proves', async () => {
    const payer = await newPayer(product(), 'wechat');
    const { order: opened, launch } = await order(payer, await newDue(product(), payer));
    if (launch.provider !== 'wechat') throw new Error('another host');
    const { appId } = product().simulators.wechat;
    const text = `${appId}\n${launch.timeStamp}\n${launch.nonceStr}\n${launch.package}\n`;
    const { certificate } = product().simulators.wechatPay.merchants.dues;
    expect(createVerify('RSA-SHA256').update(text).verify(certificate.keys.publicKey, launch.paySign, 'base64')).toBe(true);
    expect(launch.package).toBe(`prepay_id=${product().simulators.wechatPay.order(opened.number)!.prepayId}`);
  });

  it('in Alipay is the trade that Alipay opened for this payer', async () => {
    const payer = await newPayer(product(), 'alipay');
    const { order: opened, launch } = await order(payer, await newDue(product(), payer));
    const [{ open_id: openId }] = await db().query('SELECT open_id FROM accounts WHERE id = ?', [payer.accountId]);
    const trade = product().simulators.alipay.order(opened.number)!;
    expect([launch, trade.payerOpenId, trade.fen]).toEqual([{ provider: 'alipay', tradeNo: trade.prepayId }, openId, 600_000]);
  });
});

describe('one open order at a time', () => {
  it('in the other host is told, and not opened a second time', async () => {
    const payer = await newPayer(product(), 'wechat');
    const owed = await newDue(product(), payer);
    const opened = await order(payer, owed);
    const other: Payer = { ...payer, ...(await phoneOn(product(), payer.personId, 'alipay')) };
    expect((await other.send('POST /payment-orders', { body: owed })).error.code).toBe('payments.order_opened_elsewhere');
    expect(await payableOf(other, owed)).toMatchObject({ payableHere: false, openOrderId: opened.order.id });
    expect((await other.send('POST /payment-orders/:id/launch', { params: { id: opened.order.id } })).error.code).toBe('payments.order_opened_elsewhere');
    await other.call('POST /payment-orders/:id/closure', { params: { id: opened.order.id } });
    expect((await order(other, owed)).order.provider).toBe('alipay');
  });

  it('asked for by ten taps at once is one order', async () => {
    const payer = await newPayer(product(), 'alipay');
    const owed = await newDue(product(), payer);
    const replies = await Promise.all(Array.from({ length: 10 }, () => payer.send('POST /payment-orders', { body: owed })));
    const ids = new Set(replies.filter(({ status }) => status === 201).map(({ body }) => body.order.id));
    expect(ids.size).toBe(1);
    expect(await db().query('SELECT state FROM payment_orders WHERE subject_id = ?', [owed.subjectId])).toEqual([{ state: 'waiting' }]);
  });

  it('for another sum, because part of it came by cash meanwhile, replaces the first one', async () => {
    const payer = await newPayer(product(), 'wechat');
    const owed = await newDue(product(), payer);
    const first = await order(payer, owed);
    await confirmedCash(product(), owed, 1000_00);
    const second = await order(payer, owed);
    expect([second.order.fen, second.order.id === first.order.id]).toEqual([500_000, false]);
    expect(product().simulators.wechatPay.order(first.order.number)!.state).toBe('closed');
  });

  it('that turns out paid while it is replaced is booked, and nothing more is asked for', async () => {
    const payer = await newPayer(product(), 'alipay');
    const owed = await newDue(product(), payer);
    const first = await order(payer, owed);
    product().simulators.alipay.notifyNext({ never: true, order: first.order.number });
    await pay(payer, first);
    // Less than two minutes are left of it: it would be replaced.
    await db().query('UPDATE payment_orders SET expires_at = opened_at WHERE id = ?', [first.order.id]);
    expect((await payer.send('POST /payment-orders', { body: owed })).error.code).toBe('payments.nothing_to_pay');
    expect(await payer.call('GET /payment-orders/:id', { params: { id: first.order.id } })).toMatchObject({ state: 'paid', late: null });
  });
});

describe('whose money it is', () => {
  it('a bill goes to the management company’s merchant and stays in its fund', async () => {
    const payer = await newPayer(product(), 'wechat');
    const bill = await newBill(product(), payer);
    const opened = await order(payer, bill);
    await pay(payer, opened);
    await orderIs(product(), opened.order.id, 'paid');
    const { merchants } = product().simulators.wechatPay;
    expect(product().simulators.wechatPay.order(opened.order.number)!.merchantId).toBe(merchants.service_fee.mchid);
    const lines: { fund: string }[] = await db().query('SELECT DISTINCT t.fund FROM ledger_bookings b JOIN ledger_transfers t ON t.booking_id = b.id WHERE b.document = ?', [`payment_order:${opened.order.id}`]);
    expect(lines).toEqual([{ fund: 'service_fee' }]);
  });

  it('somebody else’s due, bill or order is not found', async () => {
    const [payer, stranger] = [await newPayer(product(), 'wechat'), await newPayer(product(), 'wechat')];
    const [due, bill] = [await newDue(product(), payer), await newBill(product(), payer)];
    const { order: opened } = await order(payer, due);
    for (const owed of [due, bill]) expect((await stranger.send('POST /payment-orders', { body: owed })).error.code).toBe('payments.payable_not_found');
    expect((await stranger.call('GET /my-payables')).items).toEqual([]);
    expect((await stranger.call('GET /my-payment-orders', { query: {} })).items).toEqual([]);
    const params = { id: opened.id };
    expect((await stranger.send('GET /payment-orders/:id', { params })).error.code).toBe('payments.order_not_found');
    expect((await stranger.send('POST /payment-orders/:id/check', { params })).error.code).toBe('payments.order_not_found');
    expect((await stranger.send('POST /payment-orders/:id/launch', { params })).error.code).toBe('payments.order_not_found');
    expect((await stranger.send('POST /payment-orders/:id/closure', { params })).error.code).toBe('payments.order_not_found');
    const market = await employeeAt(product(), 'manager1');
    expect((await market.send('GET /payment-orders/:id', { params })).error.code).toBe('request.forbidden');
  });

  it('what is paid already, or nothing at all, cannot be paid', async () => {
    const payer = await newPayer(product(), 'alipay');
    const nothing = await newDue(product(), payer, { fen: 0 });
    expect((await payer.send('POST /payment-orders', { body: nothing })).error.code).toBe('payments.nothing_to_pay');
    expect((await payableOf(payer, nothing)).standing).toBe('nothing');
  });

  it('finance finds an order by payer, number and state; the company sees its own', async () => {
    const payer = await newPayer(product(), 'wechat', '独一无二车行');
    const { order: opened } = await order(payer, await newDue(product(), payer));
    const finance = await employeeAt(product(), 'finance');
    for (const query of [{ q: '独一无二' }, { q: opened.number.slice(0, 20) }, { q: '独一无二', state: 'waiting', provider: 'wechat', fund: 'dues', from: opened.openedAt.slice(0, 10) }] as const) {
      expect((await finance.call('GET /payment-orders', { query })).items.map(({ id }) => id)).toEqual([opened.id]);
    }
    expect((await finance.call('GET /payment-orders', { query: { q: '独一无二', state: 'paid' } })).items).toEqual([]);
    expect((await payer.call('GET /my-payment-orders', { query: {} })).items.map(({ id }) => id)).toEqual([opened.id]);
    const first = await finance.call('GET /payment-orders', { query: { limit: 2 } as never });
    const next = await finance.call('GET /payment-orders', { query: { limit: 2, cursor: first.nextCursor! } as never });
    expect(new Set([...first.items, ...next.items].map(({ id }) => id)).size).toBe(4);
  });
});

describe('where the provider fails', () => {
  it('after it took the order, and nobody hears of it: the same tap again goes on with the same order', async () => {
    const payer = await newPayer(product(), 'alipay');
    const owed = await newDue(product(), payer);
    product().simulators.alipay.failNext('bad_signature', 'trade.create');
    const key = 'tap-0000-0000-0001';
    expect((await payer.send('POST /payment-orders', { body: owed, key })).status).toBeGreaterThanOrEqual(500);
    const [{ number }] = await db().query('SELECT number FROM payment_orders WHERE subject_id = ?', [owed.subjectId]);
    const { order: opened } = await payer.call('POST /payment-orders', { body: owed, key });
    expect([opened.number, opened.state]).toEqual([number, 'waiting']);
  });

  it('by refusing: the order has failed, and the next one is a new one', async () => {
    const payer = await newPayer(product(), 'wechat');
    const owed = await newDue(product(), payer);
    product().simulators.wechatPay.failNext('refuse', 'order');
    expect((await payer.send('POST /payment-orders', { body: owed })).error.code).toBe('provider.rejected');
    const [failed] = (await payer.call('GET /my-payment-orders', { query: {} })).items;
    expect(failed!.state).toBe('failed');
    expect((await order(payer, owed)).order.id).not.toBe(failed!.id);
  });
});

it('after a payment in WeChat the shipping information is reported, once', async () => {
  const payer = await newPayer(product(), 'wechat');
  const opened = await order(payer, await newDue(product(), payer));
  product().simulators.wechatPay.notifyNext({ times: 3, order: opened.order.number });
  await pay(payer, opened);
  await noticesApplied(product());
  await orderIs(product(), opened.order.id, 'paid');
  const reported = async () => (await audited(product(), 'payments.shipping_reported', opened.order.id)) === 1;
  for (let time = 0; time < 100 && !(await reported()); time++) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await reported()).toBe(true);
});
