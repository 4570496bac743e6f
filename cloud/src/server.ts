import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Koa from 'koa';
import { pino, stdSerializers } from 'pino';
import { createAdapters, type OcrConfig } from './adapters';
import { createAlibabaKms } from './adapters/keys/alibaba-kms';
import { openKeyFile } from './adapters/keys/key-file';
import type { DocumentReader } from './adapters/ocr/ocr';
import { createApp } from './app';
import { type Clock, systemClock } from './clock';
import { openDatabase } from './database';
import type { Deps } from './deps';
import { createDuplicateIndex } from './domains/checks/duplicates/duplicate-index';
import { createBell } from './domains/checks/reading/bell';
import { startChecks } from './domains/checks/workers';
import { createPasswords } from './domains/identity/passwords';
import { createStaffWeb, ownBuild } from './domains/operations/page-web';
import { storageCallbackPath } from './domains/transactions/storage-callback';
import { ConfigurationError, type Env, readEnv } from './env';
import { createLimits, type Limits } from './http/rate-limit';
import { jobHandlers } from './jobs/handlers';
import { startWorker } from './jobs/worker';
import { alipayKeysOf, paymentsOf } from './payment-env';

export interface RunningServer {
  url: string;
  deps: Deps;
  /** Takes no new requests, ends those in hand, stops the jobs, closes the database. */
  close(): Promise<void>;
}

export interface ServerOptions {
  pages?: Koa.Middleware;
  clock?: Clock;
  /** In place of the product's own; for a benchmark that asks more often than an employee may. */
  limits?: Limits;
  /** In place of the configured one; for a test of the queue that has nothing to read. */
  ocr?: DocumentReader;
  /** In place of `admin/dist`; for a test with builds of its own. */
  adminDist?: string;
  /** Done before the first request and the first job: a demo city with a past. */
  prepare?: (deps: Pick<Deps, 'db' | 'keys' | 'clock' | 'log'>) => Promise<void>;
}

/**
 * Starts the API, the staff web and the jobs on `HOST:PORT`. Pending migrations stop the start in production.
 * @throws ConfigurationError, or the database's error, each before the port is opened.
 */
export async function startServer(env: Env, { pages, clock = systemClock, limits, ocr, adminDist = ownBuild, prepare }: ServerOptions = {}): Promise<RunningServer> {
  const log = pino({ level: env.LOG_LEVEL, base: undefined, serializers: { err: withoutValues } });
  const keys = await openKeyFile(env.KEY_FILE, { create: env.NODE_ENV !== 'production', kms: kmsOf(env) });
  const db = await openDatabase(env.DATABASE_URL);
  if (await db.showMigrations()) {
    await db.destroy();
    throw new ConfigurationError('数据库结构不是最新的，服务没有启动。请先运行 npm run migrate。');
  }
  await prepare?.({ db, keys, clock, log });
  const http = createServer();
  await listen(http, env.PORT, env.HOST);
  const url = `http://${env.HOST}:${(http.address() as AddressInfo).port}`;
  const publicUrl = (env.PUBLIC_URL ?? url).replace(/\/$/, '');
  const deps: Deps = {
    ...createAdapters(providersOf(env)),
    ...(ocr ? { ocr } : {}),
    db,
    clock,
    log,
    keys,
    limits: limits ?? createLimits(db),
    passwords: createPasswords(),
    readingBell: createBell(),
    duplicates: createDuplicateIndex(db),
    staffWeb: createStaffWeb({ db, clock, log }, { dist: adminDist, releases: env.PAGE_RELEASES }),
    checkpointMinutes: env.CHECKPOINT_MINUTES,
    publicUrl,
    storageCallbackUrl: env.OSS_CALLBACK_URL ?? publicUrl + storageCallbackPath,
  };
  const storageOrigin = new URL(env.OSS_ENDPOINT ?? `https://${env.OSS_BUCKET}.${env.OSS_REGION}.aliyuncs.com`).origin;
  const app = createApp(deps, { trustedProxies: env.TRUSTED_PROXIES, storageOrigin, ...(pages ? { pages } : {}) });
  http.on('request', app.callback());
  await deps.staffWeb.present();
  const worker = await startWorker({ db, clock, log, handlers: jobHandlers(deps) });
  const checks = startChecks(deps, { workers: env.CHECK_WORKERS });
  if (env.CHECK_WORKERS > 0) deps.duplicates.load().catch((error: unknown) => log.error({ err: error }, 'the pictures of earlier deals could not be read ahead'));
  return {
    url,
    deps,
    async close() {
      await new Promise<void>((resolve) => {
        http.close(() => resolve());
        http.closeIdleConnections();
      });
      await Promise.all([worker.stop(), checks.stop()]);
      await Promise.all([deps.ocr.close(), deps.duplicates.close()]);
      await db.destroy();
    },
  };
}

/** An error for the log: the database's errors carry the values of their statement, which may be personal data. */
function withoutValues(error: Error): object {
  const { parameters: _parameters, sql: _sql, driverError: _driverError, sqlMessage: _sqlMessage, ...shown } = stdSerializers.err(error) as unknown as Record<string, unknown>;
  return shown;
}

function listen(http: Server, port: number, host: string): Promise<void> {
  http.headersTimeout = 10_000;
  http.requestTimeout = 30_000;
  http.keepAliveTimeout = 15_000;
  return new Promise((resolve, reject) => http.once('error', reject).listen(port, host, resolve));
}

function providersOf(env: Env) {
  return {
    alipay: { appId: env.ALIPAY_APP_ID, privateKey: env.ALIPAY_PRIVATE_KEY, ...alipayKeysOf(env), gateway: env.ALIPAY_GATEWAY, endpoint: env.ALIPAY_ENDPOINT },
    wechat: { appId: env.WECHAT_APP_ID, appSecret: env.WECHAT_APP_SECRET, apiUrl: env.WECHAT_API_URL, ...templatesOf(env) },
    groups: { wecomUrl: env.WECOM_API_URL, dingtalkUrl: env.DINGTALK_API_URL, ...(env.WECOM_CORP_ID && env.WECOM_CORP_SECRET ? { wecomCorp: { corpId: env.WECOM_CORP_ID, corpSecret: env.WECOM_CORP_SECRET } } : {}) },
    payments: paymentsOf(env),
    ocr: ocrOf(env),
    oss: {
      accessKeyId: env.OSS_ACCESS_KEY_ID,
      accessKeySecret: env.OSS_ACCESS_KEY_SECRET,
      region: env.OSS_REGION,
      bucket: env.OSS_BUCKET,
      ...(env.OSS_ENDPOINT ? { endpoint: env.OSS_ENDPOINT } : {}),
      ...(env.OSS_CALLBACK_KEY_URL ? { callbackKeyUrl: env.OSS_CALLBACK_KEY_URL } : {}),
    },
    ...(env.TSA_URL && env.TSA_CERTIFICATE ? { tsa: { url: env.TSA_URL, certificate: env.TSA_CERTIFICATE } } : {}),
  };
}

function templatesOf({ WECHAT_DUES_TEMPLATE_ID: dues, WECHAT_DUES_TEMPLATE_FIELDS: duesFields, WECHAT_BULLETIN_TEMPLATE_ID: bulletin, WECHAT_BULLETIN_TEMPLATE_FIELDS: bulletinFields }: Env) {
  const template = (id: string, fields: string) => ({ id, fields: fields.split(',') as [string, string, string] });
  return { ...(dues ? { duesTemplate: template(dues, duesFields) } : {}), ...(bulletin ? { bulletinTemplate: template(bulletin, bulletinFields) } : {}) };
}

function ocrOf({ OCR_PROVIDER: provider, CHECK_WORKERS, ALIYUN_OCR_ACCESS_KEY_ID: accessKeyId, ALIYUN_OCR_ACCESS_KEY_SECRET: accessKeySecret, ALIYUN_OCR_ENDPOINT: endpoint }: Env): OcrConfig {
  if (provider === 'embedded') return { provider, workers: Math.max(1, CHECK_WORKERS) };
  return { provider, accessKeyId: accessKeyId!, accessKeySecret: accessKeySecret!, ...(endpoint ? { endpoint } : {}) };
}

function kmsOf(env: Env) {
  const { KMS_KEY_ID: keyId, KMS_REGION: region, KMS_ACCESS_KEY_ID: accessKeyId, KMS_ACCESS_KEY_SECRET: accessKeySecret, KMS_ENDPOINT: endpoint } = env;
  if (!keyId || !region || !accessKeyId || !accessKeySecret) return undefined;
  return createAlibabaKms({ keyId, region, accessKeyId, accessKeySecret, ...(endpoint ? { endpoint } : {}) });
}

if (require.main === module) {
  startServer(readEnv()).then(
    ({ url, close }) => {
      process.stdout.write(`甬车 ready ${url}\n`);
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close().then(() => process.exit(0)));
    },
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exit(1);
    },
  );
}
