import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Simulators, startSimulators } from '../simulators';
import { keysOfTests } from '../simulators/simulated-adapters';
import { ConfigurationError, type Env, readEnv } from './env';
import { alipayKeysOf, paymentsOf } from './payment-env';

let simulators: Simulators;
const directory = mkdtempSync(join(tmpdir(), 'payment-env-'));
beforeAll(async () => {
  simulators = await startSimulators({ directory, keys: keysOfTests });
});
afterAll(async () => {
  await simulators.close();
  rmSync(directory, { recursive: true });
});

const whole = (): Record<string, string | undefined> => ({ ...simulators.env, NODE_ENV: 'test', DATABASE_URL: 'mysql://x@127.0.0.1/x', KEY_FILE: 'keys.json' });
const without = (...names: string[]) => Object.fromEntries(Object.entries(whole()).filter(([name]) => !names.some((part) => name === part || (part.endsWith('_') && name.startsWith(part)))));
const read = (given: Record<string, string | undefined>): Env => readEnv(given);
const problem = (given: Record<string, string | undefined>): string => {
  try {
    read(given);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  throw new Error('nothing was wrong');
};

it('gives each fund its own merchants, in both apps, under the one mini-program', () => {
  const { dues, service_fee: fee } = paymentsOf(read(whole()));
  expect(dues!.wechat).toMatchObject({ appId: 'wx0000000000000001', mchId: '1900000001' });
  expect(fee!.wechat).toMatchObject({ appId: 'wx0000000000000001', mchId: '1900000002' });
  expect(dues!.alipay).toMatchObject({ sellerId: '2088000000000001', miniProgramAppId: '2021000000000001', app: { appId: '2021000000000001' } });
  expect(fee!.alipay).toMatchObject({ sellerId: '2088000000000002', miniProgramAppId: '2021000000000001', app: { appId: '2021000000000002' } });
});

it('leaves out what is not configured: then there is the bank transfer', () => {
  const { dues, service_fee: fee } = paymentsOf(read(without('WECHAT_PAY_', 'FEE_', 'ALIPAY_SELLER_ID')));
  expect(dues).toEqual({});
  expect(fee).toEqual({});
});

it.each([
  ['WECHAT_PAY_API_V3_KEY', '协会（会费）的APIv3密钥'],
  ['WECHAT_PAY_CERTIFICATE', '协会（会费）的商户API证书'],
  ['FEE_WECHAT_PAY_MCH_ID', '管理公司（服务费）的微信支付商户号'],
  ['FEE_ALIPAY_SELLER_ID', '管理公司的支付宝用户号'],
  ['FEE_ALIPAY_PUBLIC_KEY', '该应用的支付宝公钥'],
])('does not start with half a merchant: names %s', (name, meaning) => {
  const told = problem(without(name));
  expect(told).toContain(`${name}: 没有设置`);
  expect(told).toContain(meaning);
  expect(told).toContain('服务没有启动');
});

it('does not start with a serial number, a key or a public key that fits nothing', () => {
  expect(problem({ ...whole(), WECHAT_PAY_SERIAL: simulators.env.FEE_WECHAT_PAY_SERIAL })).toContain('WECHAT_PAY_SERIAL: 与商户API证书的序列号不一致');
  expect(problem({ ...whole(), FEE_WECHAT_PAY_PRIVATE_KEY: simulators.env.WECHAT_PAY_PRIVATE_KEY })).toContain('FEE_WECHAT_PAY_PRIVATE_KEY: 与商户API证书不是一对');
  expect(problem({ ...whole(), WECHAT_PAY_PUBLIC_KEY_ID: 'PUB_KEY_ID_0119000000012024010100000000000001' })).toContain('WECHAT_PAY_PUBLIC_KEY: 没有设置');
  expect(problem({ ...without('WECHAT_PAY_MCH_ID', 'WECHAT_PAY_SERIAL', 'WECHAT_PAY_PRIVATE_KEY', 'WECHAT_PAY_CERTIFICATE', 'WECHAT_PAY_API_V3_KEY'), ...simulators.wechatPay.publicKeyEnv() })).toContain('WECHAT_PAY_MCH_ID: 没有设置');
});

it.each([
  ['WECHAT_PAY_API_V3_KEY', 'short'],
  ['WECHAT_PAY_PRIVATE_KEY', 'not a key'],
  ['WECHAT_PAY_CERTIFICATE', '-----BEGIN CERTIFICATE-----'],
  ['ALIPAY_SELLER_ID', '1234'],
  ['WECHAT_DUES_TEMPLATE_FIELDS', 'thing1,amount2'],
])('does not start with %s as “%s”, and does not write it down', (name, value) => {
  const told = problem({ ...whole(), [name]: value });
  expect(told).toContain(`${name}: 内容不正确`);
  expect(told).not.toContain(value);
});

it('takes the public key of newer merchants, for each merchant its own', () => {
  const { dues, service_fee: fee } = paymentsOf(read({ ...whole(), ...simulators.wechatPay.publicKeyEnv() }));
  expect(dues!.wechat!.publicKey!.id).toMatch(/^PUB_KEY_ID_/);
  expect(fee!.wechat!.publicKey!.pem).toContain('BEGIN PUBLIC KEY');
});

it('takes Alipay’s certificates in place of its public key, all three or none', () => {
  const certificates = simulators.alipay.certificateEnv();
  const trimmed = (name: string) => certificates[name]!.trim();
  expect(alipayKeysOf(read({ ...without('ALIPAY_PUBLIC_KEY'), ...certificates }))).toEqual({ certificates: { application: trimmed('ALIPAY_APP_CERTIFICATE'), platform: trimmed('ALIPAY_PLATFORM_CERTIFICATE'), root: trimmed('ALIPAY_ROOT_CERTIFICATE') } });
  expect(problem({ ...whole(), ALIPAY_ROOT_CERTIFICATE: certificates.ALIPAY_ROOT_CERTIFICATE })).toContain('ALIPAY_APP_CERTIFICATE: 没有设置');
  expect(problem(without('ALIPAY_PUBLIC_KEY'))).toContain('ALIPAY_PUBLIC_KEY: 没有设置');
});

it('takes no simulator in production', () => {
  expect(problem({ ...whole(), NODE_ENV: 'production' })).toContain(simulators.wechatPay.url);
});
