import { systemClock } from '../clock';
import { type AlipayConfig, createAlipayClient } from './alipay-client';
import type { GroupNotifiers } from './group-notifier/group-notifier';
import { createGroupNotifiers, type GroupConfig } from './group-notifier/group-notifiers';
import { createAlipayFaceVerifier } from './identity/alipay';
import type { FaceVerifier } from './identity/identity';
import { createAlipayLogin } from './login/alipay';
import type { LoginProvider } from './login/login';
import { createWechatLogin, type WechatConfig } from './login/wechat';
import type { MiniProgramCodes, ShippingReports, SubscriptionMessages } from './messages/messages';
import { createWechatApi } from './messages/wechat-api';
import { createMiniProgramCodes } from './messages/wechat-codes';
import { createShippingReports } from './messages/wechat-shipping';
import { type BulletinTemplate, createSubscriptionMessages, type DuesTemplate } from './messages/wechat-subscriptions';
import { type AliyunOcrConfig, createAliyunReader } from './ocr/aliyun/aliyun-reader';
import { createEmbeddedReader } from './ocr/embedded/embedded-reader';
import type { DocumentReader } from './ocr/ocr';
import { createPaymentChannels, type PaymentConfig } from './payment/channels';
import type { PaymentChannels } from './payment/payment';
import { createOssStorage, type OssConfig } from './storage/oss';
import type { Storage } from './storage/storage';
import { createRfc3161Authority, type TsaConfig } from './timestamp/rfc3161';
import type { TimestampAuthority } from './timestamp/timestamp';

/** 读取: `workers` pictures at once by ourselves, or by Alibaba Cloud, to which each picture is sent then. */
export type OcrConfig = { provider: 'embedded'; workers: number } | ({ provider: 'aliyun' } & AliyunOcrConfig);

export interface ProviderEnv {
  alipay: AlipayConfig & {
    /** The product of the contract with Alipay, where it differs from the usual one. */
    faceBizCode?: string;
  };
  wechat: WechatConfig & {
    /** 会费缴纳提醒; absent where WeChat sends none. */
    duesTemplate?: DuesTemplate;
    /** 月度通报提醒; absent likewise. */
    bulletinTemplate?: BulletinTemplate;
  };
  groups: GroupConfig;
  /** Absent where nobody pays in the app. */
  payments?: PaymentConfig;
  oss: OssConfig;
  /** Who reads the pictures; absent where one at a time by ourselves is enough. */
  ocr?: OcrConfig;
  /** Absent where no authority stamps our checkpoints. */
  tsa?: TsaConfig;
}

/** The outside world, by need. */
export interface Adapters {
  login: { wechat: LoginProvider; alipay: LoginProvider };
  faceVerifier: FaceVerifier;
  storage: Storage;
  ocr: DocumentReader;
  /** Undefined where no authority is configured. */
  timestamps: TimestampAuthority | undefined;
  /** 收款, by fund: two merchants that are never one booking. */
  payments: PaymentChannels;
  /** 订阅消息. */
  subscriptions: SubscriptionMessages;
  /** 小程序码 of pages inside WeChat. */
  miniProgramCodes: MiniProgramCodes;
  /** 群通知: the ways into groups. */
  groups: GroupNotifiers;
  /** 发货信息, owed to WeChat for each payment inside it. */
  shipping: ShippingReports;
}

export interface AdapterOptions {
  /** How long one request may take. */
  timeoutMs?: number;
  /** The time that goes into signatures; never a clock that tests move, for providers compare it with their own. */
  now?: () => Date;
}

const usualFaceBizCode = 'FUTURE_TECH_BIZ_FACE_SDK';

/** Chooses who serves each need; a local run and production differ in `env` alone. */
export function createAdapters(
  env: ProviderEnv,
  { timeoutMs = 5000, now = systemClock.now }: AdapterOptions = {},
): Adapters {
  const alipay = createAlipayClient(env.alipay, timeoutMs);
  const wechat = createWechatApi(env.wechat, timeoutMs, now);
  return {
    login: { wechat: createWechatLogin(env.wechat, timeoutMs), alipay: createAlipayLogin(alipay, now) },
    faceVerifier: createAlipayFaceVerifier(alipay, env.alipay.faceBizCode ?? usualFaceBizCode),
    storage: createOssStorage(env.oss, timeoutMs, now),
    ocr: env.ocr?.provider === 'aliyun' ? createAliyunReader(env.ocr) : createEmbeddedReader({ workers: env.ocr?.workers ?? 1 }),
    timestamps: env.tsa && createRfc3161Authority(env.tsa, { timeoutMs, now }),
    payments: createPaymentChannels(env.payments ?? {}, { timeoutMs, now }),
    subscriptions: createSubscriptionMessages(wechat, { dues: env.wechat.duesTemplate, bulletin: env.wechat.bulletinTemplate }),
    miniProgramCodes: createMiniProgramCodes(wechat, env.wechat.appId),
    groups: createGroupNotifiers(env.groups, { timeoutMs, now }),
    shipping: createShippingReports(wechat),
  };
}
