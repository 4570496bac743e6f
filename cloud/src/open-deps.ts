import { tmpdir } from 'node:os';
import { createAdapters, type OcrConfig } from './adapters';
import { createAlibabaKms } from './adapters/keys/alibaba-kms';
import { openKeyFile } from './adapters/keys/key-file';
import type { DocumentReader } from './adapters/ocr/ocr';
import { storePlace } from './adapters/storage/open-store';
import { type Clock, systemClock } from './clock';
import { openDatabase } from './database';
import type { Deps } from './deps';
import { createDuplicateIndex } from './domains/checks/duplicates/duplicate-index';
import { createBell } from './domains/checks/reading/bell';
import { createPasswords } from './domains/identity/passwords';
import { databasesOn, type EmptyDatabases } from './domains/operations/drills/empty-database';
import { openMonitoring } from './domains/operations/monitoring/open-monitoring';
import { openStores } from './domains/operations/moves/open-stores';
import type { AlarmRobot } from './domains/operations/monitoring/tell-alarms';
import { createStaffWeb, ownBuild } from './domains/operations/page-web';
import { storageCallbackPath } from './domains/transactions/storage-callback';
import { ConfigurationError, type Env } from './env';
import { createFullDisks } from './full-disks';
import { createLimits, type Limits } from './http/rate-limit';
import { createLog } from './log';
import { alipayKeysOf, paymentsOf } from './payment-env';
import { openTracing } from './tracing-export';

/** What stands before anybody is told an address. */
export type Foundation = Pick<Deps, 'db' | 'keys' | 'clock' | 'log'>;

export interface DepsOptions {
  clock?: Clock;
  /** In place of the product's own; for a benchmark that asks more often than an employee may. */
  limits?: Limits;
  /** In place of the configured one; for a test of the queue that has nothing to read. */
  ocr?: DocumentReader;
  /** In place of `admin/dist`; for a test with builds of its own. */
  adminDist?: string;
  /** Where restore drills get their databases, where DRILL_DATABASE_URL does not say: a private server that the machine can start. */
  drillDatabases?: EmptyDatabases;
  /** How long a provider may take to answer; for a test in which one does not. */
  providerTimeoutMs?: number;
}

/**
 * Opens all that a process of the product needs: log, keys, database, providers.
 * @param address asked once keys and database are open: under which address people reach this process, where `PUBLIC_URL` does not say
 * @throws ConfigurationError, or the database's error; migrations that are pending are one of the former.
 */
export async function openDeps(env: Env, address: (foundation: Foundation) => Promise<string>, options: DepsOptions = {}): Promise<{ deps: Deps; close(): Promise<void> }> {
  const { clock = systemClock } = options;
  const fullDisks = createFullDisks(clock);
  const log = createLog(env.LOG_LEVEL, fullDisks);
  const endTracing = env.OTEL_EXPORTER_OTLP_ENDPOINT ? await openTracing(env.OTEL_EXPORTER_OTLP_ENDPOINT, env.OTEL_TRACES_SAMPLER_ARG) : undefined;
  const keys = await openKeyFile(env.KEY_FILE, { create: env.NODE_ENV !== 'production', kms: kmsOf(env) });
  const db = await openDatabase(env.DATABASE_URL, env.DATABASE_CONNECTIONS);
  const close = async () => {
    await db.destroy();
    await endTracing?.();
  };
  const deps = await openOn({ db, keys, clock, log, fullDisks }, env, address, options).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    deps,
    async close() {
      await Promise.all([deps.ocr.close(), deps.duplicates.close()]);
      await close();
    },
  };
}

/** The rest, once database and keys are open. */
async function openOn({ db, keys, clock, log, fullDisks }: Foundation & Pick<Deps, 'fullDisks'>, env: Env, address: (foundation: Foundation) => Promise<string>, { limits, ocr, adminDist = ownBuild, drillDatabases, providerTimeoutMs }: DepsOptions): Promise<Deps> {
  if (await db.showMigrations()) throw new ConfigurationError('数据库结构不是最新的，服务没有启动。请先运行 npm run migrate。');
  const created = createAdapters(providersOf(env), providerTimeoutMs ? { timeoutMs: providerTimeoutMs } : {});
  const other = env.OTHER_STORE ? storePlace(env.OTHER_STORE, { keyId: env.OTHER_STORE_KEY_ID, keySecret: env.OTHER_STORE_KEY_SECRET }) : undefined;
  let publicUrl = '';
  const backup = env.BACKUP_STORE ? storePlace(env.BACKUP_STORE, { keyId: env.BACKUP_STORE_KEY_ID, keySecret: env.BACKUP_STORE_KEY_SECRET }) : undefined;
  const { storage, stores, backupStore } = await openStores({ db, clock, log, keys, publicUrl: () => publicUrl, first: created.storage, other, backup, callbackKeyUrl: env.OSS_CALLBACK_KEY_URL });
  const url = await address({ db, keys, clock, log });
  publicUrl = (env.PUBLIC_URL ?? url).replace(/\/$/, '');
  const { adapters, monitoring } = openMonitoring({ ...created, storage, ...(ocr ? { ocr } : {}) }, { db, clock, log, fullDisks, publicUrl, machine: env.MACHINE_NAME, metricsToken: env.METRICS_TOKEN, robot: alarmRobotOf(env) });
  return {
    ...adapters,
    monitoring,
    db,
    clock,
    log,
    fullDisks,
    keys,
    stores,
    backupStore,
    limits: limits ?? createLimits(db),
    passwords: createPasswords(),
    readingBell: createBell(),
    duplicates: createDuplicateIndex(db),
    staffWeb: createStaffWeb({ db, clock, log }, { dist: adminDist, releases: env.PAGE_RELEASES }),
    checkpointMinutes: env.CHECKPOINT_MINUTES,
    safekeeping: { databaseUrl: env.BACKUP_DATABASE_URL ?? env.DATABASE_URL, toolFolder: env.DATABASE_TOOLS, keyFile: env.KEY_FILE, recipient: env.BACKUP_RECIPIENT, archiveRecipient: env.ARCHIVE_RECIPIENT, drillIdentityFile: env.DRILL_IDENTITY_FILE },
    drillPlace: drillPlaceOf(env, drillDatabases),
    publicUrl,
    storageCallbackUrl: env.OSS_CALLBACK_URL ?? publicUrl + storageCallbackPath,
  };
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

function drillPlaceOf({ DRILL_DATABASE_URL: url, DRILL_FOLDER: folder }: Env, own: EmptyDatabases | undefined): Deps['drillPlace'] {
  const databases = url ? databasesOn(url) : own;
  return databases && { databases, folder: folder ?? tmpdir() };
}

function alarmRobotOf({ ALARM_WECOM_KEY: wecom, ALARM_DINGTALK_TOKEN: token, ALARM_DINGTALK_SECRET: secret }: Env): AlarmRobot | undefined {
  if (wecom) return { way: 'wecomWebhook', key: wecom };
  return token && secret ? { way: 'dingtalk', key: token, secret } : undefined;
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
