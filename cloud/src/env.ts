import { z } from 'zod';

const url = z.url();
const required = z.string().trim().min(1);

/** Every variable that the product reads, in groups: a group that is half filled stops the start. */
const schema = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development').describe('production refuses simulators'),
  HOST: z.string().default('127.0.0.1').describe('address on which the server listens'),
  PORT: z.coerce.number().int().min(0).max(65535).default(7800).describe('port of the server; 0 takes any free one'),
  PUBLIC_URL: url.optional().describe('address under which people reach the server; stands in QR codes and callbacks'),
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0).describe('proxies in front whose X-Forwarded-For counts'),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  DATABASE_URL: required.describe('mysql://user:password@host:3306/name, MySQL 8 or MariaDB 10.11'),
  KEY_FILE: required.describe('file with the sealing, index and signing keys (made by `npm start` when missing)'),

  ALIPAY_APP_ID: required.describe('the mini-program in Alipay'),
  ALIPAY_PRIVATE_KEY: required.describe('our RSA2 key, PKCS8 PEM'),
  ALIPAY_PUBLIC_KEY: required.describe("Alipay's RSA2 public key, PEM"),
  ALIPAY_GATEWAY: url.default('https://openapi.alipay.com/gateway.do'),
  ALIPAY_ENDPOINT: url.default('https://openapi.alipay.com'),

  WECHAT_APP_ID: required.describe('the mini-program in WeChat'),
  WECHAT_APP_SECRET: required,
  WECHAT_API_URL: url.default('https://api.weixin.qq.com'),

  OSS_ACCESS_KEY_ID: required,
  OSS_ACCESS_KEY_SECRET: required,
  OSS_REGION: required.describe('such as oss-cn-hangzhou'),
  OSS_BUCKET: required,
  OSS_ENDPOINT: url.optional().describe('own domain bound to the bucket (cname); without it the region endpoint over https'),
  OSS_CALLBACK_URL: url.optional().describe('where OSS reports an upload; without it <PUBLIC_URL>/api/storage/callback'),
  OSS_CALLBACK_KEY_URL: url.optional().describe("prefix of the callback's public key address; without it Alibaba's own"),
});

export type Env = z.output<typeof schema>;

/** A configuration that cannot work; the message names the variables and what to do. */
export class ConfigurationError extends Error {}

/**
 * Reads and checks the configuration.
 * @throws ConfigurationError naming each variable that is missing or wrong.
 */
export function readEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      const why = name in given ? '内容不正确' : '没有设置';
      const meaning = schema.shape[name as keyof typeof schema.shape]?.description;
      return `  ${name}: ${why}${meaning ? `（${meaning}）` : ''}`;
    });
    throw new ConfigurationError(`配置不完整，服务没有启动：\n${lines.join('\n')}\n请设置这些环境变量后重新启动。`);
  }
  const env = parsed.data;
  const local = [env.ALIPAY_GATEWAY, env.ALIPAY_ENDPOINT, env.WECHAT_API_URL, env.OSS_ENDPOINT].filter(
    (address) => address && /^http:\/\/(localhost|127\.)/.test(address),
  );
  if (env.NODE_ENV === 'production' && local.length > 0) {
    throw new ConfigurationError(`生产环境不允许使用本机模拟服务：${local.join('、')}。请改为真实服务的地址。`);
  }
  return env;
}
