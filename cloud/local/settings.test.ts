import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnv } from '../src/env';
import { paymentsOf } from '../src/payment-env';
import { localSettings } from './settings';

const directory = mkdtempSync(join(tmpdir(), 'settings-'));
const closers: (() => Promise<void>)[] = [];
beforeEach(() => void jest.spyOn(console, 'log').mockImplementation());
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const settings = (given: Record<string, string>) => localSettings({ given: { DATABASE_URL: 'mysql://x@127.0.0.1/x', ...given }, port: 0, directory, closeLater: (close) => void closers.push(close) });

it('puts a simulator in place of each provider that is not configured, with merchants for both funds', async () => {
  const { env, simulators } = await settings({});
  expect(Object.keys(simulators).sort()).toEqual(['alipay', 'dingtalk', 'oss', 'tsa', 'wechat', 'wechatPay', 'wecom']);
  const payments = paymentsOf(readEnv(env));
  for (const fund of ['dues', 'service_fee'] as const) expect(Object.keys(payments[fund]!).sort()).toEqual(['alipay', 'wechat']);
});

it('does not simulate money beside the real WeChat, whose phones would not know the orders', async () => {
  const { env, simulators } = await settings({ WECHAT_APP_ID: 'wx1234567890abcdef', WECHAT_APP_SECRET: 'secret' });
  expect(simulators.wechat).toBeUndefined();
  expect(simulators.wechatPay).toBeUndefined();
  expect(env.WECHAT_PAY_MCH_ID).toBeUndefined();
  expect(env.WECHAT_API_URL).toBeUndefined();
  expect(simulators.alipay).toBeDefined();
});

it('leaves all of a provider to whoever configures a part of it', async () => {
  const { env, simulators } = await settings({ FEE_ALIPAY_APP_ID: '2021000000000009' });
  expect(simulators.alipay).toBeUndefined();
  expect(env.ALIPAY_SELLER_ID).toBeUndefined();
  expect(simulators.wechatPay).toBeDefined();
  expect(() => readEnv(env)).toThrow('ALIPAY_APP_ID: 没有设置');
});

it('sends to customer groups of WeCom with a whole configuration only', async () => {
  const { env, simulators } = await settings({ WECOM_CORP_ID: 'ww1234567890abcdef' });
  expect(simulators.wecom).toBeUndefined();
  expect(() => readEnv(env)).toThrow('WECOM_CORP_SECRET: 没有设置');
  expect(readEnv({ ...env, WECOM_CORP_SECRET: 'secret' }).WECOM_API_URL).toBe('https://qyapi.weixin.qq.com');
});
