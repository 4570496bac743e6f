import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { dayInShanghai } from '../../src/clock';
import { type Call, note } from '../calls';
import { createFaults, type Fault } from '../faults';
import { rsaKeys } from '../keys';
import { listenLocally, sendJson } from '../local-server';
import { answerCashier, type Cashier, type PayOutcome } from '../trades/cashier-page';
import { createNotices, type NoticeOrder } from '../trades/notices';
import { type BookedLine, type BookedOrder, type BookedRefund, openOrderBook, providerNumber } from '../trades/order-book';
import { type Answer, type ApiContext, closeOrder, createOrder, createRefund, queryOrder, queryRefund, refusal, type RefundOutcome } from './api';
import { tradeBill } from './bill';
import { createPlatform, localMerchants, type Merchant, merchantEnv } from './merchants';
import { seal } from './signing';
import { createTeller } from './telling';
import { answerApi, type ApiOperation, operationOf, type WireOptions } from './wire';

export type WechatPayOperation = ApiOperation | 'notice';

/** 微信支付 (APIv3): two merchants, their orders with a real life, the payment page, signed notices, the bill. */
export interface WechatPaySimulator {
  url: string;
  /** What the product is configured by: platform certificates, both merchants. */
  env: Record<string, string>;
  /** To be added for the public-key mode, which new merchants get. */
  publicKeyEnv(): Record<string, string>;
  merchants: Record<'dues' | 'service_fee', Merchant>;
  /** `public_key`: there are no platform certificates, all is signed by the public key. */
  keyMode: 'certificate' | 'public_key';
  /** The platform signs by a new certificate from now on. */
  rotateCertificate(): void;
  platformCertificates(): { serial: string; pem: string }[];
  calls: Call<WechatPayOperation>[];
  failNext(fault: Fault, operation?: WechatPayOperation): void;
  /** What the payer does, by our number or the prepay_id; settles when the notice was answered. `evenIfClosed`: the bank answers late. */
  pay(numberOrPrepayId: string, outcome?: PayOutcome, options?: { evenIfClosed?: boolean }): Promise<BookedOrder>;
  order(numberOrPrepayId: string): BookedOrder | undefined;
  orders(): readonly BookedOrder[];
  notifyNext(how: NoticeOrder): void;
  holdNotices(): void;
  /** The last one first. */
  releaseNotices(): Promise<void>;
  noticesSent(): Promise<void>;
  /** A test notice of the platform's own with a broken signature; the status that the merchant answered. */
  probe(numberOrPrepayId: string): Promise<number | undefined>;
  /** How the next refund goes. */
  refundNext(outcome: RefundOutcome): void;
  /** Ends a slow refund. */
  settleRefund(refundNumber: string, state?: 'succeeded' | 'failed'): Promise<void>;
  /** The lines that the bill file of this day has; of the association's merchant where none is named. */
  bill(day: string, merchantId?: string): BookedLine[];
  close(): Promise<void>;
}

export interface WechatPayOptions {
  directory: string;
  /** Where the keys lie, if elsewhere. */
  keys?: string;
  port: number;
  /** The mini-program that both merchants are bound to. */
  appId: string;
  now: () => Date;
}

const officialHost = 'https://api.mch.weixin.qq.com';
const refundTakesMs = 30;

export async function startWechatPay({ directory, keys = directory, port, appId, now }: WechatPayOptions): Promise<WechatPaySimulator> {
  const merchants = localMerchants(keys);
  const merchantOf = (mchid: string) => Object.values(merchants).find((merchant) => merchant.mchid === mchid)!;
  const platform = createPlatform(keys);
  const foreignPrivateKey = rsaKeys(keys, 'foreign').privateKey;
  const book = openOrderBook(join(directory, 'wechat-pay-orders.json'), now);
  const faults = createFaults<WechatPayOperation>();
  const calls: Call<WechatPayOperation>[] = [];
  const notices = createNotices();
  const refundOutcomes: RefundOutcome[] = [];
  const downloads = new Map<string, Buffer>();
  const timers = new Set<NodeJS.Timeout>();
  let keyMode: WechatPaySimulator['keyMode'] = 'certificate';
  const signer = (asked?: string) => (keyMode === 'public_key' || asked?.startsWith('PUB_KEY_ID_') ? platform.publicKey().signer : platform.certificates.at(-1)!.signer);
  const teller = createTeller({ appId, now, notices, merchantOf, signer, foreignPrivateKey, heard: (details) => note(calls, 'notice', details) });

  const pay = (order: BookedOrder, outcome: PayOutcome, evenIfClosed = false): Promise<void> | undefined =>
    outcome === 'pay' && book.pay(order, providerNumber('4200', 28), evenIfClosed) ? teller.paid(order) : undefined;
  const settle = async (order: BookedOrder, refund: BookedRefund, state: 'succeeded' | 'failed') => {
    if (refund.state !== 'processing') return;
    book.settle(refund, state);
    await teller.refunded(order, refund);
  };
  const context: ApiContext = {
    appId,
    book,
    now,
    nextRefund: () => refundOutcomes.shift() ?? 'succeeded',
    refunding(order, refund, outcome) {
      if (outcome === 'slow' || outcome === 'not_enough') return;
      const timer = setTimeout(() => {
        timers.delete(timer);
        void settle(order, refund, outcome);
      }, refundTakesMs).unref();
      timers.add(timer);
    },
  };
  const cashier: Cashier = {
    title: '微信支付',
    colour: '#07853f',
    parameter: 'prepay_id',
    source: 'wechat-pay-simulator',
    codes: { pay: 'ok', cancel: 'cancel', fail: 'fail' },
    merchantName: (mchid) => merchantOf(mchid).name,
    find: book.anyOf,
    decide(order, outcome) {
      void pay(order, outcome);
      return outcome !== 'pay' || order.state === 'paid';
    },
  };

  const applyForBill = (merchant: Merchant, day: string): Answer => {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return refusal(400, 'PARAM_ERROR', '参数错误：bill_date');
    if (day >= dayInShanghai(now())) return refusal(400, 'STATEMENT_CREATING', '账单生成中');
    const file = tradeBill(book, appId, merchant.mchid, day);
    if (!file) return refusal(400, 'NO_STATEMENT_EXIST', '账单文件不存在');
    const token = randomBytes(24).toString('base64url');
    downloads.set(token, file);
    return [200, { hash_type: 'SHA1', hash_value: createHash('sha1').update(file).digest('hex'), download_url: `${officialHost}/v3/billdownload/file?token=${token}` }];
  };
  const certificates = (merchant: Merchant): Answer => {
    if (keyMode === 'public_key') return refusal(404, 'RESOURCE_NOT_EXISTS', '无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥');
    const sealed = ({ pem, signer: { serial }, from, until }: (typeof platform.certificates)[number]) => ({ serial_no: serial, effective_time: from, expire_time: until, encrypt_certificate: seal(pem, merchant.apiV3Key, 'certificate') });
    return [200, { data: platform.certificates.map(sealed) }];
  };
  const wire: WireOptions = {
    merchants: Object.values(merchants),
    faults,
    signer,
    foreignPrivateKey,
    heard: (operation, details) => note(calls, operation, details),
    download: (token) => downloads.get(token),
    answerTo(operation, merchant, url, body) {
      const [, number = ''] = /\/(?:out-trade-no|refunds)\/([^/]+)/.exec(url.pathname) ?? [];
      if (operation === 'order') return createOrder(context, merchant, body);
      if (operation === 'query') return queryOrder(context, merchant, number, url.searchParams.get('mchid'));
      if (operation === 'close') return closeOrder(context, merchant, number, body);
      if (operation === 'refund') return createRefund(context, merchant, body);
      if (operation === 'refund_query') return queryRefund(context, merchant, number);
      if (operation === 'certificates') return certificates(merchant);
      return applyForBill(merchant, url.searchParams.get('bill_date') ?? '');
    },
  };

  const server = await listenLocally(port, async (request, response) => {
    const requested = new URL(request.url ?? '', 'http://localhost');
    if (requested.pathname === '/cashier') return answerCashier(cashier, request, response, requested);
    const operation = operationOf(request.method ?? '', requested.pathname);
    if (operation) return answerApi(wire, operation, request, response, requested);
    sendJson(response, 404, { code: 'NOT_FOUND', message: '接口不存在' });
  });
  const url = `http://127.0.0.1:${server.port}`;
  const known = (wanted: string) => {
    const order = book.anyOf(wanted);
    if (!order) throw new Error(`WeChat Pay's simulator has no order ${wanted}`);
    return order;
  };

  return {
    url,
    env: { ...merchantEnv(merchants.dues), ...merchantEnv(merchants.service_fee, 'FEE_'), WECHAT_PAY_URL: url },
    publicKeyEnv() {
      const { id, pem } = platform.publicKey();
      return Object.fromEntries(['', 'FEE_'].flatMap((prefix) => [[`${prefix}WECHAT_PAY_PUBLIC_KEY_ID`, id], [`${prefix}WECHAT_PAY_PUBLIC_KEY`, pem]]));
    },
    merchants,
    get keyMode() {
      return keyMode;
    },
    set keyMode(mode) {
      keyMode = mode;
    },
    rotateCertificate: platform.rotate,
    platformCertificates: () => platform.certificates.map(({ pem, signer: { serial } }) => ({ serial, pem })),
    calls,
    failNext: faults.failNext,
    async pay(wanted, outcome = 'pay', { evenIfClosed = false } = {}) {
      const order = known(wanted);
      await pay(order, outcome, evenIfClosed);
      return order;
    },
    order: book.anyOf,
    orders: book.orders,
    notifyNext: notices.notifyNext,
    holdNotices: notices.hold,
    releaseNotices: notices.release,
    noticesSent: notices.idle,
    probe: (wanted) => teller.probe(known(wanted)),
    refundNext: (outcome) => void refundOutcomes.push(outcome),
    async settleRefund(refundNumber, state = 'succeeded') {
      for (const order of book.orders()) for (const refund of order.refunds) if (refund.number === refundNumber) await settle(order, refund, state);
    },
    bill: (day, merchantId = merchants.dues.mchid) => book.lines(merchantId, day),
    async close() {
      notices.stop();
      for (const timer of timers) clearTimeout(timer);
      book.flush();
      await server.close();
    },
  };
}
