import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import type { AlipayTradeConfig } from './adapters/payment/alipay-trade';
import type { PaymentConfig } from './adapters/payment/channels';
import type { WechatPayConfig } from './adapters/payment/wechat-signer';

const text = z.string().trim().min(1);
const pem = (read: (pem: string) => unknown) => text.refine((given) => succeeds(() => read(given)));
const optional = <Schema extends z.ZodType>(schema: Schema, meaning: string) => schema.optional().describe(meaning);
const privateKey = pem(createPrivateKey);
const publicKey = pem(createPublicKey);
const certificate = pem((given) => new X509Certificate(given));

/** 微信支付: one merchant; `whose` says whose money it takes. */
const wechatPay = (whose: string) => ({
  MCH_ID: optional(text.regex(/^\d{8,12}$/), `${whose}的微信支付商户号`),
  SERIAL: optional(text.regex(/^[0-9A-Fa-f]{16,64}$/), `${whose}的商户API证书序列号`),
  PRIVATE_KEY: optional(privateKey, `${whose}的商户API私钥，apiclient_key.pem 的内容`),
  CERTIFICATE: optional(certificate, `${whose}的商户API证书，apiclient_cert.pem 的内容`),
  API_V3_KEY: optional(text.regex(/^[\x21-\x7e]{32}$/), `${whose}的APIv3密钥，32位`),
  PUBLIC_KEY_ID: optional(text.regex(/^PUB_KEY_ID_\w+$/), `${whose}的微信支付公钥ID，使用平台证书的老商户不填`),
  PUBLIC_KEY: optional(publicKey, `${whose}的微信支付公钥，PEM`),
});

const prefixed = <Prefix extends string, Shape extends z.ZodRawShape>(prefix: Prefix, shape: Shape) =>
  Object.fromEntries(Object.entries(shape).map(([name, schema]) => [prefix + name, schema])) as { [Name in keyof Shape & string as `${Prefix}${Name}`]: Shape[Name] };

/** What payments inside WeChat and Alipay are configured by; without a merchant there is the bank transfer. */
export const paymentVariables = {
  ...prefixed('WECHAT_PAY_', wechatPay('协会（会费）')),
  ...prefixed('FEE_WECHAT_PAY_', wechatPay('管理公司（服务费）')),
  WECHAT_PAY_URL: z.url().default('https://api.mch.weixin.qq.com').describe('微信支付的接口地址'),
  WECHAT_DUES_TEMPLATE_ID: optional(text, '订阅消息“会费缴纳提醒”的模板ID；不填则只发站内信'),
  WECHAT_DUES_TEMPLATE_FIELDS: z
    .string()
    .trim()
    .regex(/^[a-z_]+\d+(,[a-z_]+\d+){2}$/)
    .default('thing1,amount2,date3')
    .describe('该模板中会员名称、应缴金额、截止日期三个字段的名称，用逗号隔开'),

  ALIPAY_SELLER_ID: optional(text.regex(/^2088\d{12}$/), '协会（会费）的支付宝用户号，2088开头；不填则不能用支付宝缴会费'),
  ALIPAY_APP_CERTIFICATE: optional(certificate, '应用公钥证书，PEM；与另外两张证书一起代替 ALIPAY_PUBLIC_KEY'),
  ALIPAY_PLATFORM_CERTIFICATE: optional(certificate, '支付宝公钥证书，PEM'),
  ALIPAY_ROOT_CERTIFICATE: optional(text.includes('-----BEGIN CERTIFICATE-----'), '支付宝根证书，PEM'),
  FEE_ALIPAY_APP_ID: optional(text, '管理公司（服务费）收款所用支付宝应用的AppId'),
  FEE_ALIPAY_PRIVATE_KEY: optional(text, '该应用的私钥，RSA2'),
  FEE_ALIPAY_PUBLIC_KEY: optional(text, '该应用的支付宝公钥，PEM'),
  FEE_ALIPAY_SELLER_ID: optional(text.regex(/^2088\d{12}$/), '管理公司的支付宝用户号，2088开头'),
};

type PaymentVariables = z.output<z.ZodObject<typeof paymentVariables>>;
export type PaymentEnv = PaymentVariables & { ALIPAY_APP_ID: string; ALIPAY_PRIVATE_KEY: string; ALIPAY_PUBLIC_KEY?: string | undefined; ALIPAY_GATEWAY: string; ALIPAY_ENDPOINT: string; WECHAT_APP_ID: string };
type Name = keyof PaymentVariables;

const merchantNames = ['MCH_ID', 'SERIAL', 'PRIVATE_KEY', 'CERTIFICATE', 'API_V3_KEY'] as const;
const alipayCertificates = ['ALIPAY_APP_CERTIFICATE', 'ALIPAY_PLATFORM_CERTIFICATE', 'ALIPAY_ROOT_CERTIFICATE'] as const;

/** Groups that are whole or absent. */
const groups: { names: Name[]; title: string }[] = [
  ...(['', 'FEE_'] as const).flatMap((prefix) => [
    { title: prefix ? '管理公司的微信支付' : '协会的微信支付', names: merchantNames.map((name): Name => `${prefix}WECHAT_PAY_${name}`) },
    { title: '微信支付公钥', names: [`${prefix}WECHAT_PAY_PUBLIC_KEY_ID`, `${prefix}WECHAT_PAY_PUBLIC_KEY`] as Name[] },
  ]),
  { title: '支付宝证书', names: [...alipayCertificates] },
  { title: '管理公司的支付宝', names: ['FEE_ALIPAY_APP_ID', 'FEE_ALIPAY_PRIVATE_KEY', 'FEE_ALIPAY_PUBLIC_KEY', 'FEE_ALIPAY_SELLER_ID'] },
];

/** What is wrong between the variables, each by itself being right: a title and lines of `name: why`; undefined where nothing is. */
export function paymentProblem(env: PaymentEnv): { title: string; lines: string[] } | undefined {
  for (const { names, title } of groups) {
    const missing = names.filter((name) => !env[name]);
    if (missing.length > 0 && missing.length < names.length) return { title, lines: missing.map((name) => `${name}: 没有设置（${paymentVariables[name].description}）`) };
  }
  for (const prefix of ['', 'FEE_'] as const) {
    const [serial, given, key] = [env[`${prefix}WECHAT_PAY_SERIAL`], env[`${prefix}WECHAT_PAY_CERTIFICATE`], env[`${prefix}WECHAT_PAY_PRIVATE_KEY`]];
    if (given && serial && key) {
      const parsed = new X509Certificate(given);
      if (parsed.serialNumber.toUpperCase() !== serial.toUpperCase()) return { title: '微信支付', lines: [`${prefix}WECHAT_PAY_SERIAL: 与商户API证书的序列号不一致（证书的是 ${parsed.serialNumber}）`] };
      if (!parsed.checkPrivateKey(createPrivateKey(key))) return { title: '微信支付', lines: [`${prefix}WECHAT_PAY_PRIVATE_KEY: 与商户API证书不是一对`] };
    } else if (env[`${prefix}WECHAT_PAY_PUBLIC_KEY_ID`]) {
      return { title: '微信支付', lines: [`${prefix}WECHAT_PAY_MCH_ID: 没有设置（${paymentVariables[`${prefix}WECHAT_PAY_MCH_ID`].description}）`] };
    }
  }
  if (!env.ALIPAY_PUBLIC_KEY && !env.ALIPAY_APP_CERTIFICATE) return { title: '支付宝', lines: ['ALIPAY_PUBLIC_KEY: 没有设置（支付宝公钥，PEM；使用证书时改为设置三张证书）'] };
  return undefined;
}

/** By which keys the mini-program's own application at Alipay is checked: the public key, or the certificates in its place. */
export function alipayKeysOf(env: PaymentEnv): Pick<AlipayTradeConfig['app'], 'publicKey' | 'certificates'> {
  const [application, platform, root] = alipayCertificates.map((name) => env[name]);
  if (application && platform && root) return { certificates: { application, platform, root } };
  return env.ALIPAY_PUBLIC_KEY ? { publicKey: env.ALIPAY_PUBLIC_KEY } : {};
}

/** The merchants of both funds; a fund or a provider without one is absent. */
export function paymentsOf(env: PaymentEnv): PaymentConfig {
  const gateway = { gateway: env.ALIPAY_GATEWAY, endpoint: env.ALIPAY_ENDPOINT };
  const own = { appId: env.ALIPAY_APP_ID, privateKey: env.ALIPAY_PRIVATE_KEY, ...alipayKeysOf(env), ...gateway };
  const { FEE_ALIPAY_APP_ID: appId, FEE_ALIPAY_PRIVATE_KEY: feeKey, FEE_ALIPAY_PUBLIC_KEY: feePublicKey, FEE_ALIPAY_SELLER_ID: feeSeller } = env;
  const fee = appId && feeKey && feePublicKey && feeSeller ? { app: { appId, privateKey: feeKey, publicKey: feePublicKey, ...gateway }, sellerId: feeSeller } : undefined;
  return {
    dues: fundOf(wechatMerchant(env, ''), env.ALIPAY_SELLER_ID ? { app: own, sellerId: env.ALIPAY_SELLER_ID, miniProgramAppId: env.ALIPAY_APP_ID } : undefined),
    service_fee: fundOf(wechatMerchant(env, 'FEE_'), fee && { ...fee, miniProgramAppId: env.ALIPAY_APP_ID }),
  };
}

const fundOf = (wechat: WechatPayConfig | undefined, alipay: AlipayTradeConfig | undefined) => ({ ...(wechat ? { wechat } : {}), ...(alipay ? { alipay } : {}) });

function wechatMerchant(env: PaymentEnv, prefix: '' | 'FEE_'): WechatPayConfig | undefined {
  const of = (name: (typeof merchantNames)[number] | 'PUBLIC_KEY_ID' | 'PUBLIC_KEY') => env[`${prefix}WECHAT_PAY_${name}`];
  const [mchId, serial, key, given, apiV3Key] = merchantNames.map((name) => of(name));
  if (!mchId || !serial || !key || !given || !apiV3Key) return undefined;
  const [id, pemText] = [of('PUBLIC_KEY_ID'), of('PUBLIC_KEY')];
  return { appId: env.WECHAT_APP_ID, mchId, serial: serial.toUpperCase(), privateKey: key, certificate: given, apiV3Key, url: env.WECHAT_PAY_URL, ...(id && pemText ? { publicKey: { id, pem: pemText } } : {}) };
}

function succeeds(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}
