import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localFolder } from '../local/places';
import { type Adapters, createAdapters, type ProviderEnv } from '../src/adapters';
import { type PaymentEnv, paymentsOf } from '../src/payment-env';
import { type Simulators, startSimulators } from './index';

/** The keys of all simulators in tests: made once, for nothing is tested by making them. */
export const keysOfTests = join(localFolder, 'test-keys');

/** For tests of the adapters: the real ones, configured for simulators of their own. */
export interface SimulatedAdapters {
  simulators: Simulators;
  env: ProviderEnv;
  adapters: Adapters;
  close(): Promise<void>;
}

/** `now`: the time of orders and bills, for a story that moves it. */
export async function startSimulatedAdapters(timeoutMs = 400, { now }: { now?: () => Date } = {}): Promise<SimulatedAdapters> {
  const directory = mkdtempSync(join(tmpdir(), 'simulators-'));
  const simulators = await startSimulators({ directory, keys: keysOfTests, ...(now ? { now } : {}) });
  const variable = (name: string) => simulators.env[name] ?? '';
  const env: ProviderEnv = {
    alipay: {
      appId: variable('ALIPAY_APP_ID'),
      privateKey: variable('ALIPAY_PRIVATE_KEY'),
      publicKey: variable('ALIPAY_PUBLIC_KEY'),
      gateway: variable('ALIPAY_GATEWAY'),
      endpoint: variable('ALIPAY_ENDPOINT'),
    },
    wechat: {
      appId: variable('WECHAT_APP_ID'),
      appSecret: variable('WECHAT_APP_SECRET'),
      apiUrl: variable('WECHAT_API_URL'),
      duesTemplate: { id: variable('WECHAT_DUES_TEMPLATE_ID'), fields: ['thing1', 'amount2', 'date3'] },
      bulletinTemplate: { id: variable('WECHAT_BULLETIN_TEMPLATE_ID'), fields: ['thing1', 'date2', 'thing3'] },
    },
    groups: { wecomUrl: variable('WECOM_API_URL'), dingtalkUrl: variable('DINGTALK_API_URL'), wecomCorp: { corpId: variable('WECOM_CORP_ID'), corpSecret: variable('WECOM_CORP_SECRET') } },
    payments: paymentsOf(simulators.env as unknown as PaymentEnv),
    oss: {
      accessKeyId: variable('OSS_ACCESS_KEY_ID'),
      accessKeySecret: variable('OSS_ACCESS_KEY_SECRET'),
      region: variable('OSS_REGION'),
      bucket: variable('OSS_BUCKET'),
      endpoint: variable('OSS_ENDPOINT'),
      callbackKeyUrl: variable('OSS_CALLBACK_KEY_URL'),
    },
    tsa: { url: variable('TSA_URL'), certificate: variable('TSA_CERTIFICATE') },
  };
  return {
    simulators,
    env,
    adapters: createAdapters(env, { timeoutMs }),
    async close() {
      await simulators.close();
      rmSync(directory, { recursive: true });
    },
  };
}
