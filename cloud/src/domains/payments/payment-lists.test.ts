import { dayInShanghai } from '../../clock';
import { type Caller, employeeAt } from '../../../test/people';
import { newDue, newPayer, orderIs, paymentService } from '../../../test/payments';
import { useProduct } from '../../../test/use-product';

const product = useProduct();
let finance: Caller;
let second: Caller;
let clerk: Caller;
beforeAll(async () => {
  [finance, second, clerk] = [await employeeAt(product(), 'finance'), await employeeAt(product(), 'finance2'), await employeeAt(product(), 'clerk')];
});

it('opens one refund out of many, and tells the association why it was refused, but not the company', async () => {
  const payer = await newPayer(product(), 'alipay');
  const { order } = await payer.call('POST /payment-orders', { body: await newDue(product(), payer) });
  await paymentService(product(), 'alipay').pay(order.number);
  await orderIs(product(), order.id, 'paid');
  const ask = () => finance.call('POST /payment-orders/:id/refunds', { params: { id: order.id }, body: { fen: 100_000, reason: '重复缴费' } });
  const [refused, other] = [await ask(), await ask()];
  await second.call('POST /refunds/:id/refusal', { params: { id: refused.id }, body: { reason: '没有多收' } });
  expect((await finance.call('GET /refunds', { query: { id: refused.id } as never })).items).toMatchObject([{ id: refused.id, state: 'refused', refusal: '没有多收' }]);
  expect((await finance.call('GET /refunds', { query: { id: other.id } as never })).items).toMatchObject([{ id: other.id, refusal: null }]);
  const { refunds } = await payer.call('GET /payment-orders/:id', { params: { id: order.id } });
  expect(refunds).toMatchObject([{ id: refused.id, refusal: null }, { id: other.id }]);
});

it('opens one receipt of cash, and tells who noted it why it was given back', async () => {
  const payer = await newPayer(product());
  const owed = await newDue(product(), payer);
  const note = () => clerk.call('POST /cash-receipts', { body: { ...owed, fen: 100_000, receivedOn: dayInShanghai(product().clock.now()), note: '现金' } });
  const [cash] = [await note(), await note()];
  await finance.call('POST /cash-receipts/:id/refusal', { params: { id: cash.id }, body: { reason: '金额与现金不符' } });
  expect((await clerk.call('GET /cash-receipts', { query: { id: cash.id } as never })).items).toMatchObject([{ id: cash.id, state: 'refused', refusal: '金额与现金不符' }]);
});
