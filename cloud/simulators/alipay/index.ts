import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { dayInShanghai } from '../../src/clock';
import { type Call, note } from '../calls';
import { createFaults, type Fault } from '../faults';
import { rsaKeys } from '../keys';
import { listenLocally, sendJson } from '../local-server';
import { answerCodeRequest, createLoginCodes, openIdOf } from '../login-codes';
import { answerCashier, type Cashier, type PayOutcome } from '../trades/cashier-page';
import { createNotices, type NoticeOrder } from '../trades/notices';
import { type BookedLine, type BookedOrder, openOrderBook } from '../trades/order-book';
import { type App, createAlipayPlatform, localApps } from './apps';
import { tradeBillZip } from './bill';
import { type Certification, createCertifications, type Outcome } from './certifications';
import { answerFaceOutcome, answerFacePage } from './face-page';
import { answerFace, type FaceOperation } from './faces';
import { answerGateway } from './gateway-v2';
import { answerOpenApi, type V3Operation } from './open-api-v3';
import { createTeller } from './telling';
import { answerTrade, type RefundOutcome, type TradeContext, type TradeOperation } from './trades';

export type AlipayOperation = 'oauth.token' | V3Operation | 'bill_download' | 'notice';

/** 支付宝开放平台: login (V2 gateway), face certification and trade (V3), the pages in place of the camera and of the cashier. */
export interface AlipaySimulator {
  url: string;
  /** What the product is configured by: public key mode, both merchants. */
  env: Record<string, string>;
  /** To be set in place of ALIPAY_PUBLIC_KEY for the certificate mode. */
  certificateEnv(): Record<string, string>;
  /** The applications and sellers of both funds. */
  apps: Record<'dues' | 'service_fee', App>;
  /** Alipay signs by a new key and a new certificate from now on. */
  rotateCertificate(): void;
  calls: Call<AlipayOperation>[];
  failNext(fault: Fault, operation?: AlipayOperation): void;
  /** A one-time login code, as `my.getAuthCode` gives it. */
  issueCode(user: string): string;
  /** The open id of a user of `issueCode`. */
  openIdOf(user: string): string;
  /** Decides as the person before the camera would; undefined where the certification is unknown or over. */
  decide(certifyId: string, outcome: Outcome): Certification | undefined;
  /** What the payer does, by our number or the trade_no; settles when the notice was answered. `evenIfClosed`: the bank answers late. */
  pay(numberOrTradeNo: string, outcome?: PayOutcome, options?: { evenIfClosed?: boolean }): Promise<BookedOrder>;
  order(numberOrTradeNo: string): BookedOrder | undefined;
  orders(): readonly BookedOrder[];
  notifyNext(how: NoticeOrder): void;
  holdNotices(): void;
  /** The last one first. */
  releaseNotices(): Promise<void>;
  noticesSent(): Promise<void>;
  /** How the next refund goes. */
  refundNext(outcome: RefundOutcome): void;
  /** Ends a slow refund. */
  settleRefund(refundNumber: string, state?: 'succeeded' | 'failed'): Promise<void>;
  /** The lines that the bill file of this day has; of the association's seller where none is named. */
  bill(day: string, merchantId?: string): BookedLine[];
  close(): Promise<void>;
}

export interface AlipayOptions {
  directory: string;
  /** Where the keys lie, if elsewhere. */
  keys?: string;
  port: number;
  /** The time of orders and bills. */
  now: () => Date;
}

export async function startAlipay({ directory, keys = directory, port, now }: AlipayOptions): Promise<AlipaySimulator> {
  const apps = localApps(keys);
  const appOf = (sellerId: string) => Object.values(apps).find((app) => app.sellerId === sellerId)!;
  const platform = createAlipayPlatform(keys);
  const foreignPrivateKey = rsaKeys(keys, 'foreign').privateKey;
  const codes = createLoginCodes();
  const certifications = createCertifications();
  const faults = createFaults<AlipayOperation>();
  const calls: Call<AlipayOperation>[] = [];
  const book = openOrderBook(join(directory, 'alipay-orders.json'), now);
  const notices = createNotices();
  const refundOutcomes: RefundOutcome[] = [];
  const bills = new Map<string, { app: App; day: string }>();

  const context: TradeContext = {
    book,
    miniProgramAppId: apps.dues.appId,
    now,
    nextRefund: () => refundOutcomes.shift() ?? 'succeeded',
    refunded: (_app, order, refund) => void teller.refunded(order, refund),
    billLink(app, day) {
      if (day >= dayInShanghai(now()) || book.lines(app.sellerId, day).length === 0) return undefined;
      const token = randomBytes(24).toString('base64url');
      bills.set(token, { app, day });
      return `${url}/bill/download?token=${token}`;
    },
    otherOpenId: ({ appId }, openId) => createHash('sha256').update(`${appId}:${openId}`).digest('base64url').slice(0, 27),
  };
  const heardNotice = (details: Record<string, unknown>) => note(calls, 'notice', details);
  const teller = createTeller({ context, notices, appOf, privateKey: platform.privateKey, foreignPrivateKey, heard: heardNotice });
  const pay = (order: BookedOrder, outcome: PayOutcome, evenIfClosed = false): Promise<void> | undefined =>
    outcome === 'pay' && book.pay(order, order.prepayId, evenIfClosed) ? teller.paid(order) : undefined;
  const cashier: Cashier = {
    title: '支付宝',
    colour: '#0f66e0',
    parameter: 'trade_no',
    source: 'alipay-simulator',
    codes: { pay: '9000', cancel: '6001', fail: '4000' },
    merchantName: (sellerId) => appOf(sellerId).name,
    find: book.anyOf,
    decide(order, outcome) {
      void pay(order, outcome);
      return outcome !== 'pay' || order.state === 'paid';
    },
  };

  const server = await listenLocally(port, async (request, response) => {
    const requested = new URL(request.url ?? '', 'http://localhost');
    if (requested.pathname === '/gateway.do') {
      const heard = (_method: string, params: Record<string, string>) => note(calls, 'oauth.token', params);
      return answerGateway({ app: apps.dues, platform, foreignPrivateKey, codes, heard, take: () => faults.take('oauth.token') }, request, response);
    }
    if (requested.pathname.startsWith('/v3/')) {
      const heard = (operation: V3Operation, details: Record<string, unknown>) => note(calls, operation, details);
      const facePageUrl = (id: string) => `${url}/face?certify_id=${id}`;
      const answerTo = (operation: V3Operation, app: App, body: string, query: URLSearchParams) =>
        operation.startsWith('face.') ? answerFace(certifications, facePageUrl, operation as FaceOperation, body, query) : answerTrade(context, operation as TradeOperation, app, body, query);
      return answerOpenApi({ apps: Object.values(apps), platform, foreignPrivateKey, heard, take: faults.take, answerTo }, request, response);
    }
    if (requested.pathname === '/bill/download') {
      const fault = faults.take('bill_download');
      const bill = bills.get(requested.searchParams.get('token') ?? '');
      const zip = bill && (await tradeBillZip(book, bill.app, bill.day, fault === 'tampered'));
      return void response.writeHead(zip && fault !== 'html_502' ? 200 : 502, { 'content-type': 'application/zip' }).end(fault === 'truncated' ? zip?.subarray(0, 200) : zip);
    }
    if (requested.pathname === '/face' && request.method === 'POST') return answerFaceOutcome(certifications, request, response);
    if (requested.pathname === '/face') return answerFacePage(certifications, requested, response);
    if (requested.pathname === '/cashier') return answerCashier(cashier, request, response, requested);
    if (requested.pathname === '/simulator/codes') return answerCodeRequest(codes, request, response);
    sendJson(response, 404, { message: 'not found' });
  });
  const url = `http://127.0.0.1:${server.port}`;

  return {
    url,
    env: {
      ALIPAY_APP_ID: apps.dues.appId,
      ALIPAY_PRIVATE_KEY: apps.dues.keys.privateKey,
      ALIPAY_PUBLIC_KEY: platform.publicKey,
      ALIPAY_SELLER_ID: apps.dues.sellerId,
      FEE_ALIPAY_APP_ID: apps.service_fee.appId,
      FEE_ALIPAY_PRIVATE_KEY: apps.service_fee.keys.privateKey,
      FEE_ALIPAY_PUBLIC_KEY: platform.publicKey,
      FEE_ALIPAY_SELLER_ID: apps.service_fee.sellerId,
      ALIPAY_GATEWAY: `${url}/gateway.do`,
      ALIPAY_ENDPOINT: url,
    },
    certificateEnv() {
      const { application, root } = platform.certificatesOf(apps.dues);
      return { ALIPAY_APP_CERTIFICATE: application.pem, ALIPAY_PLATFORM_CERTIFICATE: platform.platformCertificate().pem, ALIPAY_ROOT_CERTIFICATE: root.pem };
    },
    apps,
    rotateCertificate: platform.rotate,
    calls,
    failNext: faults.failNext,
    issueCode: codes.issue,
    openIdOf: (user) => openIdOf('alipay', user),
    decide: certifications.decide,
    async pay(wanted, outcome = 'pay', { evenIfClosed = false } = {}) {
      const order = book.anyOf(wanted);
      if (!order) throw new Error(`Alipay's simulator has no order ${wanted}`);
      await pay(order, outcome, evenIfClosed);
      return order;
    },
    order: book.anyOf,
    orders: book.orders,
    notifyNext: notices.notifyNext,
    holdNotices: notices.hold,
    releaseNotices: notices.release,
    noticesSent: notices.idle,
    refundNext: (outcome) => void refundOutcomes.push(outcome),
    async settleRefund(refundNumber, state = 'succeeded') {
      for (const order of book.orders()) {
        for (const refund of order.refunds.filter(({ number, state: current }) => number === refundNumber && current === 'processing')) {
          book.settle(refund, state);
          if (state === 'succeeded') await teller.refunded(order, refund);
        }
      }
    },
    bill: (day, merchantId = apps.dues.sellerId) => book.lines(merchantId, day),
    async close() {
      notices.stop();
      book.flush();
      await server.close();
    },
  };
}
