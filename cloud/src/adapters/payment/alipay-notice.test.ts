import { createSign } from 'node:crypto';
import { noticeSignature } from '../../../simulators/alipay/signing';
import { rsaKeys } from '../../../simulators/keys';
import { keysOfTests, type SimulatedAdapters, startSimulatedAdapters } from '../../../simulators/simulated-adapters';
import { createAlipayTrade } from './alipay-trade';

let city: SimulatedAdapters;
/** Alipay's key of the test's own, so that it can sign what Alipay would not. */
const alipay = rsaKeys(keysOfTests, 'made-up-alipay');
beforeAll(async () => {
  city = await startSimulatedAdapters(1500);
});
afterAll(async () => {
  await city.close();
});

const config = () => {
  const own = city.env.payments!.dues!.alipay!;
  return { ...own, app: { ...own.app, publicKey: alipay.publicKey } };
};
const read = (body: string) => createAlipayTrade(config(), { timeoutMs: 1500 }).readNotice({ headers: {}, body: Buffer.from(body) });

const told = (): Record<string, string> => ({
  notify_id: '2026031000222100000000000000000001',
  notify_type: 'trade_status_sync',
  notify_time: '2026-03-10 10:00:02',
  charset: 'utf-8',
  version: '1.0',
  sign_type: 'RSA2',
  app_id: config().app.appId,
  seller_id: config().sellerId,
  trade_no: '2026031022001000000000000001',
  out_trade_no: 'D20260001',
  trade_status: 'TRADE_SUCCESS',
  subject: '2026年度会费',
  total_amount: '6000.00',
  receipt_amount: '5990.00',
  buyer_open_id: 'oPayer',
  gmt_payment: '2026-03-10 10:00:00',
});
const form = (params: Record<string, string | undefined>, key = alipay.privateKey) => {
  const said = JSON.parse(JSON.stringify(params)) as Record<string, string>;
  return new URLSearchParams({ ...said, sign: noticeSignature(said, key) }).toString();
};

it('is read as signed, with Alipay’s id, which is the same when it comes again', async () => {
  const paid = { number: 'D20260001', state: 'paid', providerId: '2026031022001000000000000001', paidFen: 600_000, paidAt: new Date('2026-03-10T02:00:00Z'), payerOpenId: 'oPayer' };
  expect(await read(form(told()))).toEqual({ id: '2026031000222100000000000000000001', kind: 'order', report: paid });
  expect(await read(form({ ...told(), notify_time: '2026-03-11 10:00:02' }))).toMatchObject({ id: '2026031000222100000000000000000001' });
});

it.each(['100%满意', 'A+B', '%E4%BC%9A', 'a=b&c=d', '"引号"'])('is checked over the values as they are (%s)', async (subject) => {
  expect(await read(form({ ...told(), subject }))).toMatchObject({ report: { state: 'paid' } });
});

it('tells a trade that was closed unpaid from one that was paid and given back, for which Alipay has one word', async () => {
  expect(await read(form({ ...told(), trade_status: 'TRADE_CLOSED', gmt_payment: undefined }))).toMatchObject({ report: { state: 'closed', paidFen: null } });
  expect(await read(form({ ...told(), trade_status: 'TRADE_CLOSED', refund_fee: '6000.00', gmt_refund: '2026-03-11 10:00:00.123' }))).toMatchObject({ report: { state: 'refunded', paidFen: 600_000 } });
  expect(await read(form({ ...told(), refund_fee: '0.01', gmt_refund: '2026-03-11 10:00:00.123' }))).toMatchObject({ report: { state: 'refunded' } });
  expect(await read(form({ ...told(), trade_status: 'TRADE_FINISHED' }))).toMatchObject({ report: { state: 'paid' } });
  expect(await read(form({ ...told(), trade_status: 'WAIT_BUYER_PAY', gmt_payment: undefined }))).toMatchObject({ report: { state: 'unpaid' } });
});

it.each<[string, Record<string, string | undefined>, string]>([
  ['another application', { app_id: '2021000000000002' }, 'another-app'],
  ['another seller', { seller_id: '2088000000000002' }, 'another-merchant'],
  ['no seller', { seller_id: undefined }, 'another-merchant'],
  ['an amount that is none', { total_amount: '6e3' }, 'unexpected-shape'],
  ['half a fen', { total_amount: '6000.005' }, 'unexpected-shape'],
  ['money without a moment', { gmt_payment: undefined }, 'unexpected-shape'],
  ['a state that nobody knows', { trade_status: 'PAID' }, 'unexpected-shape'],
  ['something that is no trade', { notify_type: 'batch_refund_notify' }, 'unexpected-shape'],
  ['nobody’s notice', { notify_id: undefined }, 'unexpected-shape'],
])('does not believe a well signed notice of %s', async (_what, change, code) => {
  await expect(read(form({ ...told(), ...change }))).rejects.toMatchObject({ kind: 'untrusted_answer', provider: 'alipay', providerCode: code });
});

it('does not believe what another key signed, or what was changed afterwards', async () => {
  await expect(read(form(told(), rsaKeys(keysOfTests, 'foreign').privateKey))).rejects.toMatchObject({ providerCode: 'wrong-signature' });
  const changed = new URLSearchParams(form(told()));
  changed.set('total_amount', '0.01');
  await expect(read(changed.toString())).rejects.toMatchObject({ providerCode: 'wrong-signature' });
  await expect(read(`${form(told())}&total_amount=0.01`)).rejects.toMatchObject({ providerCode: 'wrong-signature' });
});

it('takes RSA2 only: a good signature by SHA-1 is none, and a type that was made up does not throw', async () => {
  const said = { ...told(), sign_type: 'RSA' };
  const text = Object.entries(said).filter(([name]) => name !== 'sign_type').sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${name}=${value}`).join('&');
  const sign = createSign('RSA-SHA1').update(text).sign(alipay.privateKey, 'base64');
  await expect(read(new URLSearchParams({ ...said, sign }).toString())).rejects.toMatchObject({ kind: 'untrusted_answer', providerCode: 'not-RSA2' });
  for (const type of ['RSA3', 'toString', '__proto__', '']) {
    await expect(read(form({ ...told(), sign_type: type }))).rejects.toMatchObject({ kind: 'untrusted_answer' });
  }
});

it.each(['', 'sign=', 'sign=AAAA&sign_type=RSA2', '{"json":true}', '%', 'sign_type=RSA2&sign=%E0%A4%A'])('does not stumble over “%s”', async (body) => {
  await expect(read(body)).rejects.toMatchObject({ name: 'ProviderError', kind: 'untrusted_answer' });
});

it('says exactly “success”, or anything else', () => {
  const { acknowledgement } = city.adapters.payments.dues.alipay!;
  expect(acknowledgement(true)).toMatchObject({ status: 200, body: 'success' });
  expect(acknowledgement(false).body).not.toContain('success');
});
