import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type AlipayConfig, createAlipayClient } from '../alipay-client';
import { ProviderError } from '../provider-error';
import { readAlipayBill } from './alipay-bill';
import { readAlipayNotice } from './alipay-notice';
import { amount, orderReport, shanghaiMoment, tradeStatus } from './alipay-reports';
import { yuanText } from './amounts';
import type { PaymentChannel, ProviderBill, RefundReport } from './payment';

/** One merchant at Alipay. */
export interface AlipayTradeConfig {
  /** The application that the merchant takes money by. */
  app: AlipayConfig;
  /** 卖家支付宝用户号, 2088… */
  sellerId: string;
  /** The mini-program in which people pay; the application itself, or another merchant's. */
  miniProgramAppId: string;
}

const created = z.object({ out_trade_no: z.string(), trade_no: z.string().min(1).max(64) });
const queried = z.object({
  out_trade_no: z.string(),
  trade_no: z.string().min(1).max(64),
  trade_status: tradeStatus,
  total_amount: amount,
  send_pay_date: shanghaiMoment.optional(),
  buyer_open_id: z.string().optional(),
});
const closed = z.object({ out_trade_no: z.string() });
const refunded = z.object({ out_trade_no: z.string(), trade_no: z.string() });
/** All is missing where Alipay knows no such refund: that, too, is a success for it. */
const refundQueried = z.object({
  out_trade_no: z.string().optional(),
  out_request_no: z.string().optional(),
  refund_amount: amount.optional(),
  refund_status: z.string().optional(),
  gmt_refund_pay: shanghaiMoment.optional(),
});
const billed = z.object({ bill_download_url: z.url() });

const tradePath = '/v3/alipay/trade';
/** The link of a bill lives for half a minute only. */
const downloadTimeoutMs = 30_000;

/** 支付宝小程序支付 (JSAPI_PAY) for one merchant. */
export function createAlipayTrade(config: AlipayTradeConfig, { timeoutMs }: { timeoutMs: number }): PaymentChannel {
  const client = createAlipayClient(config.app, timeoutMs);
  const samePeople = config.app.appId === config.miniProgramAppId;
  const post = async <Schema extends z.ZodType>(path: string, schema: Schema, body: object) => parse(schema, await client.curl('POST', `${tradePath}/${path}`, { body }), path);

  const queryOrder: PaymentChannel['queryOrder'] = async (number) => {
    const said = await unless(post('query', queried, { out_trade_no: number }), ['TRADE_NOT_EXIST']);
    if (!said) return { number, state: 'absent', providerId: null, paidFen: null, paidAt: null, payerOpenId: null };
    if (said.out_trade_no !== number) throw distrust('query', 'another-order');
    const payerOpenId = samePeople ? (said.buyer_open_id ?? null) : null;
    // Of a refund in part the query says nothing: such a trade reads as paid here.
    const report = orderReport({ number, status: said.trade_status, tradeNo: said.trade_no, totalFen: said.total_amount, paidAt: said.send_pay_date, refundedFen: 0, payerOpenId });
    if (!report) throw distrust('query', 'unexpected-shape');
    return report;
  };
  const queryRefund = async ({ refundNumber, orderNumber }: { refundNumber: string; orderNumber: string }): Promise<RefundReport> => {
    const body = { out_trade_no: orderNumber, out_request_no: refundNumber, query_options: ['gmt_refund_pay'] };
    const said = await unless(post('fastpay/refund/query', refundQueried, body), ['TRADE_NOT_EXIST']);
    const nothing = { refundNumber, orderNumber, providerId: null, fen: null, refundedAt: null };
    if (!said?.out_request_no) return { ...nothing, state: 'absent' };
    if (said.out_request_no !== refundNumber || said.out_trade_no !== orderNumber) throw distrust('refund.query', 'another-refund');
    if (said.refund_status !== 'REFUND_SUCCESS') return { ...nothing, state: 'processing' };
    if (said.refund_amount === undefined) throw distrust('refund.query', 'unexpected-shape');
    return { ...nothing, state: 'succeeded', fen: said.refund_amount, refundedAt: said.gmt_refund_pay ?? null };
  };

  return {
    provider: 'alipay',
    merchantId: config.sellerId,
    async createOrder({ number, subject, fen, payerOpenId, expiresAt, notifyUrl }) {
      const said = await post('create', created, {
        out_trade_no: number,
        total_amount: yuanText(fen),
        subject: plainSubject(subject),
        product_code: 'JSAPI_PAY',
        op_app_id: config.miniProgramAppId,
        // Each application knows a person by another id; ours is the mini-program's.
        ...(samePeople ? { buyer_open_id: payerOpenId } : { op_buyer_open_id: payerOpenId }),
        time_expire: shanghaiTime(expiresAt),
        notify_url: notifyUrl,
      });
      if (said.out_trade_no !== number) throw distrust('create', 'another-order');
      return { prepayId: said.trade_no };
    },
    launch: (prepayId) => ({ provider: 'alipay', tradeNo: prepayId }),
    queryOrder,
    async closeOrder(number) {
      try {
        await post('close', closed, { out_trade_no: number });
        return 'closed';
      } catch (error) {
        if (isRefusal(error, ['TRADE_NOT_EXIST'])) return 'closed';
        if (!isRefusal(error, ['TRADE_STATUS_ERROR', 'REASON_TRADE_STATUS_INVALID', 'REASON_ILLEGAL_STATUS', 'TRADE_HAS_CLOSE', 'TRADE_HAS_SUCCESS'])) throw error;
        // "In a state that cannot be closed" means paid as well as closed.
        const { state } = await queryOrder(number);
        if (state === 'paid' || state === 'refunded') return 'paid';
        if (state === 'closed' || state === 'absent') return 'closed';
        throw error;
      }
    },
    async refund({ refundNumber, orderNumber, fen, reason }) {
      const said = await post('refund', refunded, { out_trade_no: orderNumber, refund_amount: yuanText(fen), out_request_no: refundNumber, refund_reason: [...reason].slice(0, 100).join('') });
      if (said.out_trade_no !== orderNumber) throw distrust('refund', 'another-order');
      // The answer tells the sum of all refunds and whether money moved this time, but not what became of this one.
      const report = await queryRefund({ refundNumber, orderNumber });
      return report.state === 'absent' ? { ...report, state: 'processing' } : report;
    },
    queryRefund,
    readNotice: async (notice) => readAlipayNotice(notice, client, { appId: config.app.appId, sellerId: config.sellerId, samePeople }),
    acknowledgement: (taken) => ({ status: taken ? 200 : 400, type: 'text/plain', body: taken ? 'success' : 'failure' }),
    async bill(day): Promise<ProviderBill | null> {
      const asked = client.curl('GET', '/v3/alipay/data/dataservice/bill/downloadurl/query', { query: { bill_type: 'trade', bill_date: day } });
      const said = await unless(asked, ['BILL_NOT_EXIST']);
      if (!said) return null;
      const file = await download(parse(billed, said, 'bill').bill_download_url, config.app.endpoint);
      return { day, file, sha256: createHash('sha256').update(file).digest('hex'), lines: await readAlipayBill(file, config.sellerId) };
    },
  };
}

/** The link came with a signed answer; the file that it leads to is not signed, so nobody may sit between. */
async function download(link: string, endpoint: string): Promise<Buffer> {
  if (!link.startsWith('https://') && new URL(link).origin !== new URL(endpoint).origin) throw distrust('bill.download', 'unsafe-link');
  const signal = AbortSignal.timeout(downloadTimeoutMs);
  try {
    const answer = await fetch(link, { signal });
    if (!answer.ok) throw new ProviderError('unavailable', 'alipay', 'bill.download', `http-${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    if (signal.aborted) throw new ProviderError('timeout', 'alipay', 'bill.download');
    throw new ProviderError('unavailable', 'alipay', 'bill.download', (error as { cause?: { code?: string } }).cause?.code);
  }
}

const distrust = (operation: string, code: string) => new ProviderError('untrusted_answer', 'alipay', operation, code);

/** Alipay writes its codes with prefixes that differ from interface to interface: `ACQ.`, `isp.`. */
const isRefusal = (error: unknown, codes: string[]) => error instanceof ProviderError && error.kind === 'rejected' && codes.includes((error.providerCode ?? '').replace(/^\w+\./, '').toUpperCase());

/** Undefined where Alipay refuses with one of these codes, which say that there is none. */
async function unless<Answer>(asked: Promise<Answer>, codes: string[]): Promise<Answer | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isRefusal(error, codes)) return undefined;
    throw error;
  }
}

function parse<Schema extends z.ZodType>(schema: Schema, said: unknown, operation: string): z.output<Schema> {
  const parsed = schema.safeParse(said);
  if (!parsed.success) throw distrust(operation.replaceAll('/', '.'), 'unexpected-shape');
  return parsed.data;
}

/** Alipay refuses some signs in a subject, and its bill separates by commas. */
const plainSubject = (subject: string) => [...subject.replace(/[/=&,"\s]+/g, ' ').trim()].slice(0, 128).join('');

const shanghaiTime = (at: Date) => new Date(at.getTime() + 8 * 3600_000).toISOString().slice(0, 19).replace('T', ' ');
