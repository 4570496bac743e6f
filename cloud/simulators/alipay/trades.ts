import { z } from 'zod';
import { type BookedOrder, type BookedRefund, type OrderBook, providerNumber } from '../trades/order-book';
import type { App } from './apps';
import { type Answer, parseJson, refusal } from './answers';

export type TradeOperation = 'trade.create' | 'trade.query' | 'trade.close' | 'trade.refund' | 'refund.query' | 'bill';
/** What a refund comes to: `slow` says nothing of money yet, and stays so until it is told to end. */
export type RefundOutcome = 'succeeded' | 'slow' | 'not_enough';

export const tradeRoutes: Record<string, TradeOperation> = {
  'POST /v3/alipay/trade/create': 'trade.create',
  'POST /v3/alipay/trade/query': 'trade.query',
  'POST /v3/alipay/trade/close': 'trade.close',
  'POST /v3/alipay/trade/refund': 'trade.refund',
  'POST /v3/alipay/trade/fastpay/refund/query': 'refund.query',
  'GET /v3/alipay/data/dataservice/bill/downloadurl/query': 'bill',
};

export interface TradeContext {
  book: OrderBook;
  /** The mini-program in which all is paid. */
  miniProgramAppId: string;
  now: () => Date;
  nextRefund(): RefundOutcome;
  refunded(app: App, order: BookedOrder, refund: BookedRefund): void;
  /** The link of a merchant's bill of a day; undefined where nothing was traded. */
  billLink(app: App, day: string): string | undefined;
  /** The id by which another application than the mini-program knows a person. */
  otherOpenId(app: App, openId: string): string;
}

const amount = z.string().regex(/^\d{1,9}\.\d{2}$/).transform((text) => Number(text.replace('.', ''))).refine((fen) => fen > 0);
const shanghai = z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/).transform((text) => new Date(`${text.replace(' ', 'T')}+08:00`));
const creation = z.object({
  out_trade_no: z.string().regex(/^\w{1,64}$/),
  total_amount: amount,
  subject: z.string().min(1).max(256).regex(/^[^/=&]*$/),
  product_code: z.literal('JSAPI_PAY'),
  op_app_id: z.string(),
  buyer_open_id: z.string().optional(),
  op_buyer_open_id: z.string().optional(),
  time_expire: shanghai,
  notify_url: z.url(),
});
const named = z.object({ out_trade_no: z.string() });
const refunding = z.object({ out_trade_no: z.string(), refund_amount: amount, out_request_no: z.string().min(1).max(64), refund_reason: z.string().max(256).default('') });
const asking = z.object({ out_trade_no: z.string(), out_request_no: z.string(), query_options: z.array(z.string()).default([]) });

export const yuan = (fen: number) => `${fen < 0 ? '-' : ''}${Math.floor(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`;
/** `yyyy-MM-dd HH:mm:ss` in Shanghai. */
export const shanghaiTime = (at: string | Date) => new Date(new Date(at).getTime() + 8 * 3600_000).toISOString().slice(0, 19).replace('T', ' ');

const noTrade = refusal(400, 'ACQ.TRADE_NOT_EXIST', '交易不存在');
const badParameter = (error: z.ZodError) => refusal(400, 'ACQ.INVALID_PARAMETER', `参数无效：${error.issues[0]?.path.join('.')}`);

export function answerTrade(context: TradeContext, operation: TradeOperation, app: App, body: string, query: URLSearchParams): Answer {
  if (operation === 'bill') return bill(context, app, query);
  const said = parseJson(body);
  if (operation === 'trade.create') return create(context, app, said);
  if (operation === 'trade.refund') return refund(context, app, said);
  if (operation === 'refund.query') return refundQuery(context, app, said);
  const parsed = named.safeParse(said);
  const order = parsed.success && context.book.find(app.sellerId, parsed.data.out_trade_no);
  if (!order) return noTrade;
  if (operation === 'trade.query') return [200, tradeText(context, app, order)];
  if (order.state !== 'unpaid' || !context.book.close(order)) return refusal(400, 'ACQ.TRADE_STATUS_ERROR', '交易状态不合法');
  return [200, { trade_no: order.prepayId, out_trade_no: order.number }];
}

function create({ book, miniProgramAppId, now }: TradeContext, app: App, said: unknown): Answer {
  const parsed = creation.safeParse(said);
  if (!parsed.success) return badParameter(parsed.error);
  const { data } = parsed;
  if (data.op_app_id !== miniProgramAppId) return refusal(400, 'ACQ.OPEN_ID_NOT_TINY_APP', 'op_app_id不是小程序');
  const payerOpenId = app.appId === miniProgramAppId ? data.buyer_open_id : data.op_buyer_open_id;
  if (!payerOpenId) return refusal(400, 'ACQ.INVALID_PARAMETER', '参数无效：买家标识与应用不一致');
  if (data.time_expire.getTime() < now().getTime() + 60_000) return refusal(400, 'ACQ.INVALID_PARAMETER', '参数无效：time_expire');
  const wanted = { subject: data.subject, fen: data.total_amount, payerOpenId, notifyUrl: data.notify_url, expiresAt: data.time_expire.toISOString() };
  const known = book.find(app.sellerId, data.out_trade_no);
  if (known?.state === 'paid') return refusal(400, 'ACQ.TRADE_HAS_SUCCESS', '交易已被支付');
  if (known?.state === 'closed') return refusal(400, 'ACQ.TRADE_HAS_CLOSE', '交易已经关闭');
  if (known && Object.entries(wanted).some(([key, value]) => known[key as keyof BookedOrder] !== value)) return refusal(400, 'ACQ.CONTEXT_INCONSISTENT', '交易信息被篡改');
  const order = known ?? book.add({ ...wanted, merchantId: app.sellerId, number: data.out_trade_no, prepayId: providerNumber(shanghaiTime(now()).slice(0, 10).replaceAll('-', '') + '22001', 28) });
  return [200, { out_trade_no: order.number, trade_no: order.prepayId }];
}

/** TRADE_CLOSED is both: never paid, and all given back. */
export function statusOf({ state, fen, refunds }: BookedOrder): string {
  if (state === 'unpaid') return 'WAIT_BUYER_PAY';
  const back = refunds.reduce((sum, one) => sum + (one.state === 'succeeded' ? one.fen : 0), 0);
  return state === 'closed' || back === fen ? 'TRADE_CLOSED' : 'TRADE_SUCCESS';
}

const buyerOf = ({ miniProgramAppId, otherOpenId }: TradeContext, app: App, order: BookedOrder) => (app.appId === miniProgramAppId ? order.payerOpenId : otherOpenId(app, order.payerOpenId));

function tradeText(context: TradeContext, app: App, order: BookedOrder): Record<string, unknown> {
  const common = { trade_no: order.prepayId, out_trade_no: order.number, trade_status: statusOf(order), total_amount: yuan(order.fen), buyer_logon_id: '158****0000', buyer_open_id: buyerOf(context, app, order) };
  if (!order.paidAt) return { ...common, receipt_amount: '0.00', buyer_pay_amount: '0.00' };
  return { ...common, receipt_amount: yuan(order.fen), buyer_pay_amount: yuan(order.fen), send_pay_date: shanghaiTime(order.paidAt), fund_bill_list: [{ fund_channel: 'ALIPAYACCOUNT', amount: yuan(order.fen) }] };
}

/** What a notice says of a trade; of a refund, too, where one was just made. */
export function noticeText(context: TradeContext, app: App, order: BookedOrder, refund?: BookedRefund): Record<string, string> {
  const back = order.refunds.reduce((sum, one) => sum + (one.state === 'succeeded' ? one.fen : 0), 0);
  return {
    notify_type: 'trade_status_sync',
    app_id: app.appId,
    seller_id: app.sellerId,
    trade_no: order.prepayId,
    out_trade_no: order.number,
    trade_status: refund ? statusOf(order) : 'TRADE_SUCCESS',
    subject: order.subject,
    total_amount: yuan(order.fen),
    receipt_amount: yuan(order.fen),
    buyer_open_id: buyerOf(context, app, order),
    gmt_create: shanghaiTime(order.createdAt),
    gmt_payment: shanghaiTime(order.paidAt!),
    ...(refund ? { refund_fee: yuan(back), gmt_refund: `${shanghaiTime(refund.settledAt!)}.000`, out_biz_no: refund.number } : {}),
  };
}

function refund(context: TradeContext, app: App, said: unknown): Answer {
  const parsed = refunding.safeParse(said);
  if (!parsed.success) return badParameter(parsed.error);
  const { out_trade_no, refund_amount: fen, out_request_no, refund_reason } = parsed.data;
  const order = context.book.find(app.sellerId, out_trade_no);
  if (!order) return noTrade;
  if (order.state !== 'paid') return refusal(400, 'ACQ.TRADE_STATUS_ERROR', '交易状态不合法');
  const known = order.refunds.find(({ number }) => number === out_request_no);
  if (known && known.fen !== fen) return refusal(400, 'ACQ.DISCORDANT_REPEAT_REQUEST', '请求不一致');
  if (!known) {
    if (fen > context.book.refundable(order)) return refusal(400, 'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL', '退款金额超限');
    const outcome = context.nextRefund();
    if (outcome === 'not_enough') return refusal(400, 'ACQ.SELLER_BALANCE_NOT_ENOUGH', '卖家余额不足');
    const made = context.book.refund(order, { number: out_request_no, providerId: order.prepayId, fen, reason: refund_reason, notifyUrl: order.notifyUrl });
    if (outcome === 'succeeded') {
      context.book.settle(made, 'succeeded');
      context.refunded(app, order, made);
    }
  }
  const moved = !known && order.refunds.at(-1)?.state === 'succeeded';
  const back = order.refunds.reduce((sum, one) => sum + (one.state === 'succeeded' ? one.fen : 0), 0);
  return [200, { trade_no: order.prepayId, out_trade_no: order.number, buyer_logon_id: '158****0000', fund_change: moved ? 'Y' : 'N', refund_fee: yuan(back) }];
}

/** Nothing at all is said of a refund that nobody asked for. */
function refundQuery({ book }: TradeContext, app: App, said: unknown): Answer {
  const parsed = asking.safeParse(said);
  if (!parsed.success) return badParameter(parsed.error);
  const order = book.find(app.sellerId, parsed.data.out_trade_no);
  if (!order) return noTrade;
  const found = order.refunds.find(({ number }) => number === parsed.data.out_request_no);
  if (!found || found.state === 'failed') return [200, {}];
  const common = { trade_no: order.prepayId, out_trade_no: order.number, out_request_no: found.number, total_amount: yuan(order.fen), refund_amount: yuan(found.fen) };
  if (found.state === 'processing') return [200, common];
  const when = parsed.data.query_options.includes('gmt_refund_pay') ? { gmt_refund_pay: shanghaiTime(found.settledAt!) } : {};
  return [200, { ...common, refund_status: 'REFUND_SUCCESS', ...when }];
}

function bill({ billLink }: TradeContext, app: App, query: URLSearchParams): Answer {
  const day = query.get('bill_date') ?? '';
  if (query.get('bill_type') !== 'trade' || !/^\d{4}-\d\d-\d\d$/.test(day)) return refusal(400, 'INVALID_PARAMETER', '参数有误');
  const link = billLink(app, day);
  return link ? [200, { bill_download_url: link }] : refusal(400, 'BILL_NOT_EXIST', '账单不存在');
}
