import { isKept, isUndecided, outcomeOf, wordOfOrder, type PaymentOrder } from './order-view';

const order = (change: Partial<PaymentOrder> = {}): PaymentOrder => ({
  id: '019b76da-a800-7000-8000-000000000001',
  number: 'D20260301000001',
  kind: 'due',
  subjectId: '019b76da-a800-7000-8000-000000000002',
  title: '2026年度会费',
  payerName: '示范车行有限公司',
  fund: 'dues',
  provider: 'wechat',
  state: 'waiting',
  fen: 600_000,
  refundedFen: 0,
  providerNumber: null,
  openedAt: '2026-03-01T02:00:00.000Z',
  expiresAt: '2026-03-01T02:30:00.000Z',
  paidAt: null,
  closedAt: null,
  late: null,
  ...change,
});
const here = { told: undefined, asking: false, here: true };

it('does not call an order paid because the phone says so', () => {
  expect(outcomeOf(order(), { ...here, told: 'done', asking: true })).toMatchObject({ sign: 'wait', title: '正在确认结果' });
  expect(outcomeOf(order(), { ...here, told: 'done' })).toMatchObject({ sign: 'wait', title: '还没有确认到账' });
  expect(outcomeOf(order(), { ...here, told: 'unclear' }).text).toContain('同一张订单不会扣两次');
});

it('calls it paid when the server does, whatever the phone said', () => {
  for (const told of ['done', 'cancelled', 'failed', 'unclear', undefined] as const)
    expect(outcomeOf(order({ state: 'paid' }), { ...here, told })).toMatchObject({ sign: 'good', title: '支付成功' });
});

it('says after turning back or a failure that nothing was taken, and until when the order stands', () => {
  expect(outcomeOf(order(), { ...here, told: 'cancelled' })).toMatchObject({ title: '没有付款' });
  expect(outcomeOf(order(), { ...here, told: 'cancelled' }).text).toContain('10:30');
  expect(outcomeOf(order(), { ...here, told: 'failed' }).text).toContain('没有扣款');
  expect(outcomeOf(order(), here)).toMatchObject({ title: '等待支付' });
});

it('sends to the other app where the order was opened there', () => {
  expect(outcomeOf(order({ provider: 'alipay' }), { ...here, here: false }).text).toContain('请到那里支付');
});

it('tells of money that came late or went back', () => {
  expect(outcomeOf(order({ state: 'closed', late: 'kept' }), here)).toMatchObject({ sign: 'good', title: '已支付' });
  expect(outcomeOf(order({ state: 'closed', late: 'refunded' }), here)).toMatchObject({ sign: 'off', title: '已原路退回' });
  expect(outcomeOf(order({ state: 'paid', refundedFen: 100_000 }), here).text).toContain('¥1,000.00');
  expect(wordOfOrder(order({ state: 'paid', refundedFen: 600_000 }))).toEqual({ tone: 'off', text: '已退款' });
  expect(wordOfOrder(order({ state: 'closed', late: 'kept' }))).toEqual({ tone: 'good', text: '已支付' });
  expect(wordOfOrder(order({ state: 'closed' }))).toEqual({ tone: 'off', text: '已关闭' });
});

it('expects a receipt only for money that stayed', () => {
  expect(isKept(order({ state: 'paid' }))).toBe(true);
  expect(isKept(order({ state: 'paid', refundedFen: 600_000 }))).toBe(false);
  expect(isKept(order({ state: 'paid', late: 'refunded' }))).toBe(false);
  expect(isKept(order())).toBe(false);
});

it('asks the pay service only about an order whose end is open', () => {
  expect(['opening', 'waiting', 'paid', 'closed', 'failed'].filter((state) => isUndecided({ state: state as PaymentOrder['state'] }))).toEqual(['opening', 'waiting']);
});
