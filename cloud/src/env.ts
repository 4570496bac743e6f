import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { paymentProblem, paymentVariables } from './payment-env';
import { storeEndpoints, storeProblem, storeVariables } from './store-env';

const url = z.url();
const required = z.string().trim().min(1);
/** Whom an age file is encrypted for (X25519). */
const recipient = z.string().trim().regex(/^age1[0-9a-z]{58}$/);

/** Every variable that the product reads, in groups: a group that is half filled stops the start. */
const schema = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development').describe('production 为生产环境，不接受模拟服务'),
  HOST: z.string().default('127.0.0.1').describe('监听地址'),
  PORT: z.coerce.number().int().min(0).max(65535).default(7800).describe('监听端口，0 为任意空闲端口'),
  ROLE: z.enum(['both', 'web', 'worker']).default('both').describe('本进程做什么：web 只回答请求，worker 只做后台任务和照片识别（只回答 /healthz、/readyz、/metrics），both 两样都做'),
  PUBLIC_URL: url.optional().describe('用户访问的地址，写入二维码和回调'),
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0).describe('前面可信代理的层数'),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  DATABASE_URL: required.describe('mysql://用户:密码@主机:3306/库名，MySQL 8 或 MariaDB 10.11；Galera 集群写所有节点，用逗号隔开'),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(200).default(20).describe('本进程最多使用几个数据库连接；进程很多时应调小'),
  KEY_FILE: required.describe('加密、检索和签名密钥的文件'),
  BACKUP_RECIPIENT: recipient.optional().describe('技术单位每日备份的公钥（age1…）；和 BACKUP_STORE 都设置后每天自动备份'),
  ARCHIVE_RECIPIENT: recipient.optional().describe('协会每月归档的公钥（age1…），私钥由协会保管'),
  BACKUP_DATABASE_URL: required.optional().describe('做备份用的数据库账号，需要 RELOAD、REPLICATION SLAVE、REPLICATION CLIENT 权限；不填则用 DATABASE_URL'),
  DATABASE_TOOLS: required.optional().describe('mariadb-dump、mariadb-binlog（或 mysqldump、mysqlbinlog）所在的文件夹；不填则用系统安装的'),
  DRILL_IDENTITY_FILE: required.optional().describe('每日备份的私钥文件；只在做恢复演练的机器上设置，设置后每周自动演练'),
  DRILL_DATABASE_URL: required.optional().describe('恢复演练用的空数据库服务器，账号要能建库、删库和重放二进制日志；不能是正在使用的那个'),
  DRILL_FOLDER: required.optional().describe('恢复演练的临时文件夹，要放得下一份完整的备份；不填则用系统的临时文件夹'),
  CHECK_WORKERS: z.coerce.number().int().min(0).max(64).default(availableParallelism()).describe('本进程同时读取几张照片，默认等于处理器核数；0 为不读取'),
  OCR_PROVIDER: z.enum(['embedded', 'aliyun']).default('embedded').describe('由谁读取照片：embedded 为本机，照片不离开系统；aliyun 为阿里云文字识别，照片发送到阿里云'),
  ALIYUN_OCR_ACCESS_KEY_ID: required.optional().describe('有权使用文字识别的 RAM 用户的 AccessKey ID'),
  ALIYUN_OCR_ACCESS_KEY_SECRET: required.optional().describe('该 RAM 用户的 AccessKey Secret'),
  ALIYUN_OCR_ENDPOINT: url.optional().describe('文字识别的专用地址；不填则用杭州地域'),

  PAGE_RELEASES: required.optional().describe('员工端网页其他版本的文件夹，每个版本一个子文件夹，内为完整的 dist；不填则只有 admin/dist'),

  CHECKPOINT_MINUTES: z.coerce.number().int().min(1).max(1440).default(1440).describe('存证日志每隔多少分钟签发一次检查点，默认每天一次'),

  MACHINE_NAME: z.string().trim().regex(/^[\w.-]{1,60}$/).optional().describe('本机在监测页面上的名称，字母、数字、点和横线；不填则用主机名'),
  MONITOR_SECONDS: z.coerce.number().int().min(0).max(60).default(15).describe('每隔多少秒监测一次；0 为不监测'),
  METRICS_TOKEN: z.string().trim().min(16).optional().describe('从其他机器读取 /metrics 的令牌，至少16位；不填则只能从本机读取'),
  OTEL_EXPORTER_OTLP_ENDPOINT: url.optional().describe('OpenTelemetry 收集器的地址（OTLP/HTTP，不含 /v1/traces）；不填则不发送'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(0.1).describe('发送多少比例的跟踪，0 到 1'),
  ALARM_WECOM_KEY: required.optional().describe('技术人员企业微信群机器人地址中的 key；设置后告警发到该群'),
  ALARM_DINGTALK_TOKEN: required.optional().describe('技术人员钉钉群机器人的 access_token；设置后告警发到该群'),
  ALARM_DINGTALK_SECRET: required.optional().describe('该钉钉机器人的加签密钥'),

  KMS_KEY_ID: required.optional().describe('阿里云 KMS 主密钥的编号；设置后密钥文件由它加密'),
  KMS_REGION: required.optional().describe('KMS 所在地域，例如 cn-hangzhou'),
  KMS_ACCESS_KEY_ID: required.optional().describe('有权使用该主密钥的 RAM 用户的 AccessKey ID'),
  KMS_ACCESS_KEY_SECRET: required.optional().describe('该 RAM 用户的 AccessKey Secret'),
  KMS_ENDPOINT: url.optional().describe('KMS 的专用地址；不填则用地域地址'),

  ALIPAY_APP_ID: required.describe('支付宝小程序的 AppId'),
  ALIPAY_PRIVATE_KEY: required.describe('应用私钥，RSA2，PKCS8 PEM'),
  ALIPAY_PUBLIC_KEY: required.optional().describe('支付宝公钥，PEM；使用证书时不填'),
  ALIPAY_GATEWAY: url.default('https://openapi.alipay.com/gateway.do'),
  ALIPAY_ENDPOINT: url.default('https://openapi.alipay.com'),

  WECHAT_APP_ID: required.describe('微信小程序的 AppId'),
  WECHAT_APP_SECRET: required.describe('微信小程序的 AppSecret'),
  WECHAT_API_URL: url.default('https://api.weixin.qq.com'),

  ...paymentVariables,

  WECHAT_BULLETIN_TEMPLATE_ID: required.optional().describe('订阅消息“月度通报提醒”的模板ID；不填则不发订阅消息'),
  WECHAT_BULLETIN_TEMPLATE_FIELDS: z
    .string()
    .trim()
    .regex(/^[a-z_]+\d+(,[a-z_]+\d+){2}$/)
    .default('thing1,date2,thing3')
    .describe('该模板中标题、日期、内容三个字段的名称，用逗号隔开'),
  WECOM_API_URL: url.default('https://qyapi.weixin.qq.com').describe('企业微信的接口地址，群机器人也用它'),
  WECOM_CORP_ID: required.optional().describe('企业微信的企业ID；设置后可以用客户群群发'),
  WECOM_CORP_SECRET: required.optional().describe('企业微信中有客户群群发权限的应用的Secret'),
  DINGTALK_API_URL: url.default('https://oapi.dingtalk.com').describe('钉钉的接口地址'),

  OSS_ACCESS_KEY_ID: required.describe('RAM 用户的 AccessKey ID'),
  OSS_ACCESS_KEY_SECRET: required.describe('RAM 用户的 AccessKey Secret'),
  OSS_REGION: required.describe('例如 oss-cn-hangzhou'),
  OSS_BUCKET: required.describe('私有存储桶'),
  OSS_ENDPOINT: url.optional().describe('绑定到存储桶的自有域名；不填则用地域域名'),
  OSS_CALLBACK_URL: url.optional().describe('OSS 上传回调地址；不填则为 <PUBLIC_URL>/api/storage/callback'),
  OSS_CALLBACK_KEY_URL: url.optional().describe('回调公钥地址的前缀；不填则为阿里云官方地址'),

  ...storeVariables,

  TSA_URL: url.optional().describe('可信时间戳机构的地址（RFC 3161），可带用户名和密码；不填则检查点没有第三方时间戳'),
  TSA_CERTIFICATE: required.optional().describe('该机构的根证书，PEM，须从机构另行取得'),
});

export type Env = z.output<typeof schema>;

/** A configuration that cannot work; the message names the variables and what to do. */
export class ConfigurationError extends Error {}

/**
 * Reads and checks the configuration.
 * @throws ConfigurationError naming each variable that is missing or wrong.
 */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
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
  ensureWholeKmsGroup(env);
  ensureWholeOcrGroup(env);
  ensureWholeTsaGroup(env);
  ensurePayments(env);
  ensureStores(env);
  ensureWholeWecomGroup(env);
  ensureOneAlarmRobot(env);
  const local = [env.ALIPAY_GATEWAY, env.ALIPAY_ENDPOINT, env.WECHAT_API_URL, env.WECHAT_PAY_URL, env.OSS_ENDPOINT, env.KMS_ENDPOINT, env.TSA_URL, env.ALIYUN_OCR_ENDPOINT, env.WECOM_API_URL, env.DINGTALK_API_URL, ...storeEndpoints(env)].filter(
    (address) => address && /^http:\/\/(localhost|127\.)/.test(address),
  );
  if (env.NODE_ENV === 'production' && local.length > 0) {
    throw new ConfigurationError(`生产环境不允许使用本机模拟服务：${local.join('、')}。请改为真实服务的地址。`);
  }
  return env;
}

/** A merchant is configured as a whole or not at all, with certificates and keys that fit each other. */
function ensurePayments(env: Env): void {
  const problem = paymentProblem(env);
  if (problem) throw new ConfigurationError(`${problem.title}的配置不正确，服务没有启动：\n${problem.lines.map((line) => `  ${line}`).join('\n')}\n请补齐或更正；不用这种收款方式时，请全部不设置。`);
}

/** A store that is named can be opened. */
function ensureStores(env: Env): void {
  const problem = storeProblem(env);
  if (problem) throw new ConfigurationError(`存储的配置不正确，服务没有启动：\n  ${problem}\n请更正后重新启动。`);
}

/** Whoever has pictures read by Alibaba Cloud needs an account there. */
function ensureWholeOcrGroup(env: Env): void {
  if (env.OCR_PROVIDER !== 'aliyun') return;
  const missing = (['ALIYUN_OCR_ACCESS_KEY_ID', 'ALIYUN_OCR_ACCESS_KEY_SECRET'] as const).filter((name) => !env[name]);
  if (missing.length === 0) return;
  const lines = missing.map((name) => `  ${name}: 没有设置（${schema.shape[name].description}）`);
  throw new ConfigurationError(`文字识别配置不完整，服务没有启动：\n${lines.join('\n')}\n请补齐，或将 OCR_PROVIDER 设为 embedded。`);
}

/** The KMS is optional as a whole: the keys lie in the plain file where none of its variables is set. */
function ensureWholeKmsGroup(env: Env): void {
  const group = ['KMS_KEY_ID', 'KMS_REGION', 'KMS_ACCESS_KEY_ID', 'KMS_ACCESS_KEY_SECRET'] as const;
  const missing = group.filter((name) => !env[name]);
  if (missing.length === 0 || (missing.length === group.length && !env.KMS_ENDPOINT)) return;
  const lines = missing.map((name) => `  ${name}: 没有设置（${schema.shape[name].description}）`);
  throw new ConfigurationError(`KMS 配置不完整，服务没有启动：\n${lines.join('\n')}\n请补齐，或全部不设置，改用本机密钥文件。`);
}

/** 客户群群发 needs the corporation and the secret of its application; robots need neither. */
function ensureWholeWecomGroup({ WECOM_CORP_ID, WECOM_CORP_SECRET }: Env): void {
  if (Boolean(WECOM_CORP_ID) === Boolean(WECOM_CORP_SECRET)) return;
  const name = WECOM_CORP_ID ? 'WECOM_CORP_SECRET' : 'WECOM_CORP_ID';
  throw new ConfigurationError(`企业微信配置不完整，服务没有启动：\n  ${name}: 没有设置（${schema.shape[name].description}）\n请补齐，或全部不设置，不用客户群群发。`);
}

/** Alarms go to one group: a robot of WeCom, or one of DingTalk with its secret. */
function ensureOneAlarmRobot({ ALARM_WECOM_KEY: wecom, ALARM_DINGTALK_TOKEN: token, ALARM_DINGTALK_SECRET: secret }: Env): void {
  if (Boolean(token) !== Boolean(secret)) {
    const name = token ? 'ALARM_DINGTALK_SECRET' : 'ALARM_DINGTALK_TOKEN';
    throw new ConfigurationError(`告警机器人的配置不完整，服务没有启动：\n  ${name}: 没有设置（${schema.shape[name].description}）\n请补齐，或全部不设置，告警只写日志。`);
  }
  if (wecom && token) throw new ConfigurationError('企业微信和钉钉的告警机器人只能设置一个，服务没有启动。请去掉 ALARM_WECOM_KEY 或 ALARM_DINGTALK_TOKEN、ALARM_DINGTALK_SECRET。');
}

/** A time stamp is worth what the root certificate is, so address and certificate come together or not at all. */
function ensureWholeTsaGroup({ TSA_URL, TSA_CERTIFICATE }: Env): void {
  if (Boolean(TSA_URL) === Boolean(TSA_CERTIFICATE)) return;
  const name = TSA_URL ? 'TSA_CERTIFICATE' : 'TSA_URL';
  throw new ConfigurationError(`可信时间戳的配置不完整，服务没有启动：\n  ${name}: 没有设置（${schema.shape[name].description}）\n请补齐，或全部不设置，检查点将没有第三方时间戳。`);
}
