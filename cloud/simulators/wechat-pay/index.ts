import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { dayInShanghai } from '../../src/clock';
import { type Call, note } from '../calls';
import { createFaults, type Fault, playedOnConnection, sendTruncated } from '../faults';
import { rsaKeys } from '../keys';
import { listenLocally, readBody, sendJson } from '../local-server';
import { answerCashier, type Cashier, type PayOutcome } from '../trades/cashier-page';
import { createNotices, type NoticeOrder, post } from '../trades/notices';
import { type BookedLine, type BookedOrder, type BookedRefund, openOrderBook, providerNumber } from '../trades/order-book';
import { type Answer, type ApiContext, closeOrder, createOrder, createRefund, orderText, queryOrder, queryRefund, refundText, refusal, type RefundOutcome } from './api';
import { tradeBill } from './bill';
import { createPlatform, localMerchants, type Merchant, merchantEnv } from './merchants';
import { isSignedBy, parseAuthorization, type PlatformSigner, proof, requestText, seal } from './signing';

export type WechatPayOperation = 'order' | 'query' | 'close' | 'refund' | 'refund_query' | 'certificates' | 'bill' | 'bill_download' | 'notice';

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
  port: number;
  /** The mini-program that both merchants are bound to. */
  appId: string;
  now: () => Date;
}

const officialHost = 'https://api.mch.weixin.qq.com';
const refundTakesMs = 30;

export async function startWechatPay({ directory, port, appId, now }: WechatPayOptions): Promise<WechatPaySimulator> {
  const merchants = localMerchants(directory);
  const all = Object.values(merchants);
  const merchantOf = (mchid: string) => all.find((merchant) => merchant.mchid === mchid)!;
  const platform = createPlatform(directory);
  const foreign = rsaKeys(directory, 'foreign');
  const book = openOrderBook(join(directory, 'wechat-pay-orders.json'), now);
  const faults = createFaults<WechatPayOperation>();
  const calls: Call<WechatPayOperation>[] = [];
  const notices = createNotices();
  const refundOutcomes: RefundOutcome[] = [];
  const downloads = new Map<string, Buffer>();
  const timers = new Set<NodeJS.Timeout>();
  let keyMode: WechatPaySimulator['keyMode'] = 'certificate';

  const signerFor = (asked?: string): PlatformSigner => (keyMode === 'public_key' || asked?.startsWith('PUB_KEY_ID_') ? platform.publicKey().signer : platform.certificates.at(-1)!.signer);

  const tell = (merchant: Merchant, kind: 'order' | 'refund', number: string, url: string, event: string, contentOf: (amountFen?: number) => object) => {
    const id = randomUUID();
    return notices.tell({
      kind,
      number,
      url,
      async send({ forged, amountFen }) {
        const original = kind === 'order' ? 'transaction' : 'refund';
        const resource = { original_type: original, ...seal(JSON.stringify(contentOf(amountFen)), merchant.apiV3Key, original) };
        const body = JSON.stringify({ id, create_time: now().toISOString(), resource_type: 'encrypt-resource', event_type: event, summary: kind === 'order' ? '支付成功' : '退款结果', resource });
        const signer = signerFor();
        const headers = proof(body, forged ? { ...signer, privateKey: foreign.privateKey } : signer);
        const answer = await post(url, { 'content-type': 'application/json', ...headers }, body);
        note(calls, 'notice', { kind, number, id, status: answer?.status, forged: forged ?? false });
        return answer?.status === 200 || answer?.status === 204;
      },
    });
  };
  const tellPaid = (order: BookedOrder) =>
    tell(merchantOf(order.merchantId), 'order', order.number, order.notifyUrl, 'TRANSACTION.SUCCESS', (amountFen) => {
      const said = orderText({ appId }, { ...order, refunds: [] }) as { amount: object };
      return amountFen === undefined ? said : { ...said, amount: { ...said.amount, total: amountFen, payer_total: amountFen } };
    });
  const tellRefunded = (order: BookedOrder, refund: BookedRefund) =>
    tell(merchantOf(order.merchantId), 'refund', order.number, refund.notifyUrl, refund.state === 'succeeded' ? 'REFUND.SUCCESS' : 'REFUND.ABNORMAL', (amountFen) => {
      const { status, amount, channel: _channel, create_time: _created, funds_account: _account, ...said } = refundText(order, refund);
      const { total, payer_total, refund: fen, payer_refund } = { ...amount, ...(amountFen === undefined ? {} : { refund: amountFen, payer_refund: amountFen }) };
      return { mchid: order.merchantId, ...said, refund_status: status, amount: { total, refund: fen, payer_total, payer_refund } };
    });

  const settle = async (order: BookedOrder, refund: BookedRefund, state: 'succeeded' | 'failed') => {
    if (refund.state !== 'processing') return;
    book.settle(refund, state);
    await tellRefunded(order, refund);
  };
  const context: ApiContext = {
    appId,
    book,
    now,
    nextRefund: () => refundOutcomes.shift() ?? 'succeeded',
    refunding(_merchant, order, refund, outcome) {
      if (outcome === 'slow' || outcome === 'not_enough') return;
      const timer = setTimeout(() => {
        timers.delete(timer);
        void settle(order, refund, outcome);
      }, refundTakesMs).unref();
      timers.add(timer);
    },
  };
  const pay = (order: BookedOrder, outcome: PayOutcome, evenIfClosed = false): Promise<void> | undefined =>
    outcome === 'pay' && book.pay(order, providerNumber('4200', 28), evenIfClosed) ? tellPaid(order) : undefined;

  const cashier: Cashier = {
    title: '微信支付',
    colour: '#07a35a',
    parameter: 'prepay_id',
    source: 'wechat-pay-simulator',
    codes: { pay: 'ok', cancel: 'cancel', fail: 'fail' },
    merchantName: (mchid) => merchantOf(mchid).name,
    find: (prepayId) => book.anyOf(prepayId),
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
    const sealed = platform.certificates.map(({ pem, signer, from, until }) => ({ serial_no: signer.serial, effective_time: from, expire_time: until, encrypt_certificate: seal(pem, merchant.apiV3Key, 'certificate') }));
    return [200, { data: sealed }];
  };
  const answerTo = (operation: WechatPayOperation, merchant: Merchant, url: URL, body: unknown): Answer => {
    const [, number = ''] = /\/(?:out-trade-no|refunds)\/([^/]+)/.exec(url.pathname) ?? [];
    if (operation === 'order') return createOrder(context, merchant, body);
    if (operation === 'query') return queryOrder(context, merchant, number, url.searchParams.get('mchid'));
    if (operation === 'close') return closeOrder(context, merchant, number, body);
    if (operation === 'refund') return createRefund(context, merchant, body);
    if (operation === 'refund_query') return queryRefund(context, merchant, number);
    return operation === 'certificates' ? certificates(merchant) : applyForBill(merchant, url.searchParams.get('bill_date') ?? '');
  };

  const callerOf = (request: IncomingMessage, body: string): Merchant | undefined => {
    const authorization = parseAuthorization(request.headers.authorization);
    const merchant = all.find(({ mchid, certificate }) => mchid === authorization?.mchid && certificate.serial === authorization.serial_no);
    if (!authorization || !merchant || Math.abs(Number(authorization.timestamp) - Date.now() / 1000) > 300) return undefined;
    const text = requestText(authorization, request.method ?? '', request.url ?? '', body);
    return isSignedBy(text, authorization.signature, merchant.certificate.keys.publicKey) ? merchant : undefined;
  };

  const answer = async (operation: WechatPayOperation, request: IncomingMessage, response: ServerResponse, url: URL) => {
    const fault = faults.take(operation);
    if (playedOnConnection(fault, request, response)) return;
    const body = (await readBody(request)).toString();
    note(calls, operation, { path: url.pathname, body: parseJson(body), signerWanted: request.headers['wechatpay-serial'] });
    const merchant = callerOf(request, body);
    if (operation === 'bill_download' && merchant) return sendBill(response, downloads.get(url.searchParams.get('token') ?? ''), fault);
    const [status, said] = faultyAnswers[fault!] ?? (merchant ? answerTo(operation, merchant, url, parseJson(body)) : refusal(401, 'SIGN_ERROR', '签名错误，请检查后再试'));
    send(response, status, said ? JSON.stringify(said) : '', fault, request.headers['wechatpay-serial'] as string | undefined);
  };
  const send = (response: ServerResponse, status: number, body: string, fault: Fault | undefined, asked: string | undefined) => {
    const signer = { ...signerFor(asked), ...(fault === 'bad_signature' ? { privateKey: foreign.privateKey } : {}), ...(fault === 'unknown_serial' ? { serial: randomBytes(20).toString('hex').toUpperCase() } : {}) };
    const headers = { 'content-type': 'application/json; charset=utf-8', 'request-id': randomUUID(), ...(fault === 'unsigned' ? {} : proof(body, signer, fault === 'stale' ? 600 : 0)) };
    // The last figure is another one, or the last letter where there is none.
    const sent = fault === 'tampered' ? body.replace(/\d(?=\D*$)|[a-z](?=[^a-z]*$)/, (last) => (last === '7' ? '8' : '7')) : body;
    if (fault === 'truncated') sendTruncated(response, status, headers, Buffer.from(sent));
    else if (fault === 'lost_answer') response.destroy();
    else response.writeHead(status, headers).end(sent);
  };

  const server = await listenLocally(port, async (request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    if (url.pathname === '/cashier') return answerCashier(cashier, request, response, url);
    const operation = operationOf(request.method ?? '', url.pathname);
    if (operation) return answer(operation, request, response, url);
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
    platformCertificates: () => platform.certificates.map(({ pem, signer }) => ({ serial: signer.serial, pem })),
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
    async probe(wanted) {
      const order = known(wanted);
      const body = JSON.stringify({ id: randomUUID(), event_type: 'TRANSACTION.SUCCESS', resource: { original_type: 'transaction' } });
      const headers = { ...proof(body, signerFor()), 'Wechatpay-Signature': `WECHATPAY/SIGNTEST/${randomBytes(64).toString('base64')}` };
      return (await post(order.notifyUrl, { 'content-type': 'application/json', ...headers }, body))?.status;
    },
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

const faultyAnswers: Partial<Record<Fault, Answer>> = {
  refuse: refusal(403, 'NO_AUTH', '商户无此接口权限'),
  rate_limited: refusal(429, 'FREQUENCY_LIMITED', '频率超限，请降低请求频率'),
  system_error: refusal(500, 'SYSTEM_ERROR', '系统异常，请用相同参数重新调用'),
};

function operationOf(method: string, path: string): WechatPayOperation | undefined {
  const routes: [string, RegExp, WechatPayOperation][] = [
    ['POST', /^\/v3\/pay\/transactions\/jsapi$/, 'order'],
    ['GET', /^\/v3\/pay\/transactions\/out-trade-no\/[^/]+$/, 'query'],
    ['POST', /^\/v3\/pay\/transactions\/out-trade-no\/[^/]+\/close$/, 'close'],
    ['POST', /^\/v3\/refund\/domestic\/refunds$/, 'refund'],
    ['GET', /^\/v3\/refund\/domestic\/refunds\/[^/]+$/, 'refund_query'],
    ['GET', /^\/v3\/certificates$/, 'certificates'],
    ['GET', /^\/v3\/bill\/tradebill$/, 'bill'],
    ['GET', /^\/v3\/billdownload\/file$/, 'bill_download'],
  ];
  return routes.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2];
}

/** The file itself is not signed; its hash was, with the answer that named it. */
function sendBill(response: ServerResponse, file: Buffer | undefined, fault: Fault | undefined): void {
  if (!file) return sendJson(response, 400, { code: 'INVALID_REQUEST', message: 'token已失效' });
  const sent = fault === 'tampered' ? Buffer.from(file.toString().replace('SUCCESS', 'REVOKED')) : file;
  if (fault === 'truncated') return sendTruncated(response, 200, { 'content-type': 'text/plain' }, sent);
  response.writeHead(200, { 'content-type': 'text/plain' }).end(sent);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
