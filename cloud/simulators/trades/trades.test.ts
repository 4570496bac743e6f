import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Simulators, startSimulators } from '..';
import { keysOfTests } from '../simulated-adapters';
import { createPaymentChannels } from '../../src/adapters/payment/channels';
import { type PaymentEnv, paymentsOf } from '../../src/payment-env';

const directory = mkdtempSync(join(tmpdir(), 'trades-'));
let simulators: Simulators;
const start = async () => {
  simulators = await startSimulators({ directory, keys: keysOfTests });
};
beforeAll(start);
afterAll(async () => {
  await simulators.close();
  rmSync(directory, { recursive: true });
});

const host = (provider: 'wechat' | 'alipay') => (provider === 'wechat' ? { pay: simulators.wechatPay, people: simulators.wechat } : { pay: simulators.alipay, people: simulators.alipay });
const channel = (provider: 'wechat' | 'alipay') => createPaymentChannels(paymentsOf(simulators.env as unknown as PaymentEnv), { timeoutMs: 1500, now: () => new Date() }).dues[provider]!;
let orders = 0;
async function opened(provider: 'wechat' | 'alipay'): Promise<{ number: string; prepayId: string }> {
  const number = `T2026${String(++orders).padStart(4, '0')}`;
  const order = { number, subject: '2026年度会费<b>', fen: 600_000, payerOpenId: host(provider).people.openIdOf('jia'), expiresAt: new Date(Date.now() + 1800_000), notifyUrl: 'http://127.0.0.1:9/' };
  return { number, ...(await channel(provider).createOrder(order)) };
}

describe.each(['wechat', 'alipay'] as const)('the payment page of %s', (provider) => {
  const parameter = provider === 'wechat' ? 'prepay_id' : 'trade_no';
  const page = async (prepayId: string) => (await fetch(`${host(provider).pay.url}/cashier?${parameter}=${prepayId}`)).text();
  const press = (prepayId: string, outcome: string) => fetch(`${host(provider).pay.url}/cashier`, { method: 'POST', body: JSON.stringify({ prepayId, outcome }) });

  it('says what is paid to whom, is marked as simulated, and offers four ways to end', async () => {
    const { number, prepayId } = await opened(provider);
    const html = await page(prepayId);
    for (const part of ['模拟', '6,000.00', '二手车流通协会', number, '支付', '取消', '支付失败', '离开', `${provider === 'wechat' ? 'wechat-pay' : 'alipay'}-simulator`]) expect(html).toContain(part);
    expect(html).not.toContain('会费<b>');
  });

  it('moves money by its first button alone, and only once', async () => {
    const { number, prepayId } = await opened(provider);
    for (const outcome of ['cancel', 'fail', 'walk_away']) {
      expect(await (await press(prepayId, outcome)).json()).toEqual({ done: true, state: 'unpaid' });
    }
    expect(await (await press(prepayId, 'pay')).json()).toEqual({ done: true, state: 'paid' });
    await press(prepayId, 'pay');
    expect(host(provider).pay.order(number)).toMatchObject({ state: 'paid', feeFen: 3600 });
    expect(await page(prepayId)).toContain('已经支付');
    expect((await press(prepayId, 'steal')).status).toBe(404);
  });

  it('does not take money for an order that was closed, or that nobody opened', async () => {
    const { prepayId } = await opened(provider);
    const left = await page(prepayId);
    expect(left).toContain('data-outcome="pay"');
    await channel(provider).closeOrder(host(provider).pay.order(prepayId)!.number);
    expect(await (await press(prepayId, 'pay')).json()).toEqual({ done: false, state: 'closed' });
    expect(await page(prepayId)).toContain('订单已关闭');
    expect(await page('nonesuch')).toContain('没有这张订单');
  });
});

it('remembers the orders of an earlier start, with the same keys', async () => {
  const [wechat, alipay] = [await opened('wechat'), await opened('alipay')];
  await simulators.wechatPay.pay(wechat.number);
  await simulators.close();
  await start();
  expect(await channel('wechat').queryOrder(wechat.number)).toMatchObject({ state: 'paid', paidFen: 600_000 });
  expect(await channel('alipay').queryOrder(alipay.number)).toMatchObject({ state: 'unpaid' });
  await simulators.alipay.pay(alipay.prepayId);
  expect(await channel('alipay').queryOrder(alipay.number)).toMatchObject({ state: 'paid' });
});

it('lets the person of the browser preview agree to a message', async () => {
  const answer = await fetch(`${simulators.wechat.url}/simulator/subscriptions`, { method: 'POST', body: JSON.stringify({ user: 'jia' }) });
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  expect(await answer.json()).toEqual({ [simulators.env.WECHAT_DUES_TEMPLATE_ID!]: 'accept' });
});
