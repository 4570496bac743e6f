import { type SimulatedAdapters, startSimulatedAdapters } from '../../../simulators/simulated-adapters';
import { type NoticeDoor, openNoticeDoor } from '../../../test/notice-door';
import { createAdapters } from '../index';
import type { Fund, PaymentProvider } from './payment';

let city: SimulatedAdapters;
beforeAll(async () => {
  city = await startSimulatedAdapters(1500);
});
afterAll(() => city.close());

let orders = 0;

describe.each(['wechat', 'alipay'] as const)('money inside %s', (provider) => {
  let door: NoticeDoor;
  beforeAll(async () => {
    door = await openNoticeDoor(channel());
  });
  beforeEach(() => {
    for (const list of [door.taken, door.refused, door.raw]) list.length = 0;
  });
  afterAll(() => door.close());

  const channel = (fund: Fund = 'dues') => city.adapters.payments[fund][provider]!;
  const simulator = () => (provider === 'wechat' ? city.simulators.wechatPay : city.simulators.alipay);
  const payer = (user = 'jia') => (provider === 'wechat' ? city.simulators.wechat : city.simulators.alipay).openIdOf(user);
  const particulars = (fen = 600_000) => ({
    number: `D202600${String(++orders).padStart(6, '0')}`,
    subject: '2026年度会费/理事 A=B&C',
    fen,
    payerOpenId: payer(),
    expiresAt: new Date(Date.now() + 30 * 60_000),
    notifyUrl: door.url,
  });
  const open = async (fen?: number, fund?: Fund) => {
    const order = particulars(fen);
    return { ...order, ...(await channel(fund).createOrder(order)) };
  };
  const paid = async (fen?: number) => {
    const order = await open(fen);
    await simulator().pay(order.number);
    return order;
  };
  const refundOf = (order: { number: string; fen: number }, fen: number, refundNumber = `R${order.number}`) => ({ refundNumber, orderNumber: order.number, fen, totalFen: order.fen, reason: '多缴退回', notifyUrl: door.url });

  it('is paid once, told once, and asked for reads the same', async () => {
    const order = await open();
    expect(await channel().queryOrder(order.number)).toMatchObject({ number: order.number, state: 'unpaid', paidFen: null, providerId: null });
    await simulator().pay(order.number);
    const report = await channel().queryOrder(order.number);
    expect(report).toMatchObject({ number: order.number, state: 'paid', paidFen: 600_000, payerOpenId: payer() });
    expect(door.taken).toEqual([{ id: expect.any(String) as string, kind: 'order', report }]);
    const again = simulator().pay(order.number);
    await again;
    expect(door.taken).toHaveLength(1);
  });

  it('opens the same order twice as one, and no other order under its number', async () => {
    const { prepayId, ...order } = await open();
    expect(await channel().createOrder(order)).toEqual({ prepayId });
    await expect(channel().createOrder({ ...order, fen: 1 })).rejects.toMatchObject({ kind: 'rejected' });
    await simulator().pay(order.number);
    await expect(channel().createOrder(order)).rejects.toMatchObject({ kind: 'rejected', providerCode: provider === 'wechat' ? 'ORDERPAID' : 'ACQ.TRADE_HAS_SUCCESS' });
  });

  it.each(['cancel', 'fail', 'walk_away'] as const)('is not paid by a person who chooses %s, and may still be', async (outcome) => {
    const order = await open();
    await simulator().pay(order.number, outcome);
    expect(await channel().queryOrder(order.number)).toMatchObject({ state: 'unpaid' });
    expect(door.raw).toHaveLength(0);
    await simulator().pay(order.prepayId);
    expect(await channel().queryOrder(order.number)).toMatchObject({ state: 'paid' });
  });

  it('is not paid any more once it is closed; closing is well twice, late and for nothing', async () => {
    const order = await open();
    expect(await channel().closeOrder(order.number)).toBe('closed');
    await simulator().pay(order.number);
    expect(await channel().queryOrder(order.number)).toMatchObject({ state: 'closed', paidFen: null });
    expect(await channel().closeOrder(order.number)).toBe('closed');
    expect(await channel().closeOrder('D20269999999')).toBe('closed');
    expect(await channel().closeOrder((await paid()).number)).toBe('paid');
    expect(await channel().queryOrder('D20269999999')).toMatchObject({ state: 'absent' });
  });

  it('may come after the close, when a bank answers late', async () => {
    const order = await open();
    await channel().closeOrder(order.number);
    await simulator().pay(order.number, 'pay', { evenIfClosed: true });
    expect(door.taken).toMatchObject([{ report: { number: order.number, state: 'paid', paidFen: 600_000 } }]);
    expect(await channel().closeOrder(order.number)).toBe('paid');
  });

  it('goes back in parts and as a whole, each refund once, never more than was paid', async () => {
    const order = await paid();
    const part = refundOf(order, 100_000);
    expect(await channel().refund(part)).toMatchObject({ refundNumber: part.refundNumber, orderNumber: order.number });
    await channel().refund(part);
    await settled();
    expect(await channel().queryRefund(part)).toMatchObject({ state: 'succeeded', fen: 100_000, refundedAt: expect.any(Date) as Date });
    await expect(channel().refund(refundOf(order, 500_001, 'R-too-much'))).rejects.toMatchObject({ kind: 'rejected' });
    await expect(channel().refund({ ...part, fen: 100_001 })).rejects.toMatchObject({ kind: 'rejected' });
    expect(await channel().queryRefund(refundOf(order, 1, 'R-unknown'))).toMatchObject({ state: 'absent', fen: null });
    await channel().refund(refundOf(order, 500_000, `${part.refundNumber}-2`));
    await settled();
    // Alipay calls this TRADE_CLOSED, as it calls an order that nobody ever paid.
    expect(await channel().queryOrder(order.number)).toMatchObject({ state: 'refunded', paidFen: 600_000 });
    expect(await channel().closeOrder(order.number)).toBe('paid');
  });

  it('is under way until the service says that it went back, and does not go back without money', async () => {
    const order = await paid();
    simulator().refundNext('slow');
    const slow = refundOf(order, 600_000);
    expect(await channel().refund(slow)).toMatchObject({ state: 'processing', refundedAt: null });
    expect(await channel().queryRefund(slow)).toMatchObject({ state: 'processing' });
    await simulator().settleRefund(slow.refundNumber);
    expect(await channel().queryRefund(slow)).toMatchObject({ state: 'succeeded', fen: 600_000 });
    simulator().refundNext('not_enough');
    await expect(channel().refund(refundOf(await paid(), 1))).rejects.toMatchObject({ kind: 'rejected', providerCode: provider === 'wechat' ? 'NOT_ENOUGH' : 'ACQ.SELLER_BALANCE_NOT_ENOUGH' });
  });

  it('of the service fee goes to another merchant, who knows nothing of the dues', async () => {
    expect(channel('service_fee').merchantId).not.toBe(channel().merchantId);
    const order = await open(157_858, 'service_fee');
    expect(await channel().queryOrder(order.number)).toMatchObject({ state: 'absent' });
    await simulator().pay(order.number);
    expect(await channel('service_fee').queryOrder(order.number)).toMatchObject({ state: 'paid', paidFen: 157_858 });
    // Alipay knows the person by another id in the other application; and the dues' channel does not read its notice.
    expect((await channel('service_fee').queryOrder(order.number)).payerOpenId).toBe(provider === 'wechat' ? payer() : null);
    expect(door.taken).toHaveLength(0);
    expect(await channel('service_fee').readNotice(door.raw[0]!)).toMatchObject({ report: { number: order.number, paidFen: 157_858 } });
  });

  it.each([
    ['hang', 'timeout'],
    ['html_502', 'unavailable'],
    ['system_error', 'unavailable'],
    ['rate_limited', 'unavailable'],
    ['refuse', 'rejected'],
    ['tampered', 'untrusted_answer'],
    ['bad_signature', 'untrusted_answer'],
    ['unsigned', 'untrusted_answer'],
  ] as const)('is believed in nothing that comes with %s', async (fault, kind) => {
    const order = await paid();
    simulator().failNext(fault, queryOf(provider));
    await expect(channel().queryOrder(order.number)).rejects.toMatchObject({ name: 'ProviderError', kind });
    expect(await channel().queryOrder(order.number)).toMatchObject({ state: 'paid' });
  });

  it.each(['reset', 'truncated', 'lost_answer'] as const)('is not lost by a connection that breaks (%s): asked again, all is as it was', async (fault) => {
    const order = particulars();
    simulator().failNext(fault, createOf(provider));
    // Alipay's SDK asks once more by itself.
    if (provider === 'alipay') simulator().failNext(fault, createOf(provider));
    await expect(channel().createOrder(order)).rejects.toMatchObject({ kind: 'unavailable' });
    const { prepayId } = await channel().createOrder(order);
    await simulator().pay(prepayId);
    simulator().failNext(fault, refundOperation(provider));
    if (provider === 'alipay') simulator().failNext(fault, refundOperation(provider));
    await expect(channel().refund(refundOf(order, 1))).rejects.toMatchObject({ kind: 'unavailable' });
    await channel().refund(refundOf(order, 1));
    await settled();
    expect(simulator().order(order.number)!.refunds).toHaveLength(1);
  });

  it('keeps keys, payers and what was sent out of errors', async () => {
    const order = particulars();
    simulator().failNext('refuse', createOf(provider));
    const error = (await channel().createOrder(order).catch((thrown: Error) => thrown)) as Error;
    const told = JSON.stringify([error.message, error.cause, Object.values(error)]);
    for (const secret of [order.payerOpenId, order.number, '会费', 'http://', 'BEGIN']) expect(told).not.toContain(secret);
  });

  it('is told again until it is taken, with the same id each time', async () => {
    simulator().notifyNext({ times: 2 });
    const order = await paid();
    expect(door.taken).toHaveLength(2);
    expect(door.taken[0]).toEqual(door.taken[1]);
    simulator().notifyNext({ forged: true });
    await paid();
    expect(door.refused).toEqual(['wrong-signature']);
    simulator().notifyNext({ never: true });
    await paid();
    expect(door.raw).toHaveLength(3);
    simulator().notifyNext({ amountFen: 1 });
    await paid();
    expect(door.taken.at(-1)).toMatchObject({ report: { paidFen: 1 } });
    expect(order.fen).toBe(600_000);
  });

  it('may be told late and out of order', async () => {
    simulator().holdNotices();
    const [first, second] = [await paid(), await paid()];
    expect(door.raw).toHaveLength(0);
    await simulator().releaseNotices();
    expect(door.taken.map((notice) => notice.kind === 'order' && notice.report.number)).toEqual([second.number, first.number]);
    simulator().notifyNext({ delayMs: 20, order: 'another' });
    simulator().notifyNext({ delayMs: 20 });
    await paid();
    await simulator().noticesSent();
    expect(door.taken).toHaveLength(3);
  });

  it('cannot be opened at a merchant whose key is not ours', async () => {
    const { payments } = createAdapters({ ...city.env, payments: { dues: wrongKeys(provider) } });
    await expect(payments.dues[provider]!.createOrder(particulars())).rejects.toMatchObject({ kind: 'rejected', providerCode: provider === 'wechat' ? 'SIGN_ERROR' : 'invalid-signature' });
  });
});

/** The other merchant's key under this merchant's name. */
function wrongKeys(provider: PaymentProvider) {
  const { dues, service_fee: fee } = city.env.payments!;
  if (provider === 'wechat') return { wechat: { ...dues!.wechat!, privateKey: fee!.wechat!.privateKey } };
  return { alipay: { ...dues!.alipay!, app: { ...dues!.alipay!.app, privateKey: fee!.alipay!.app.privateKey } } };
}

const queryOf = (provider: PaymentProvider) => (provider === 'wechat' ? 'query' : 'trade.query') as never;
const createOf = (provider: PaymentProvider) => (provider === 'wechat' ? 'order' : 'trade.create') as never;
const refundOperation = (provider: PaymentProvider) => (provider === 'wechat' ? 'refund' : 'trade.refund') as never;

/** Until WeChat Pay has settled what it accepted, and told of it. */
async function settled(): Promise<void> {
  const { wechatPay, alipay } = city.simulators;
  while (wechatPay.orders().some(({ refunds }) => refunds.some(({ state }) => state === 'processing'))) await new Promise((resolve) => setTimeout(resolve, 10));
  await Promise.all([wechatPay.noticesSent(), alipay.noticesSent()]);
}
