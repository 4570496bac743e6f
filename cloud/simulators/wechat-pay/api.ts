import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type BookedOrder, type BookedRefund, type OrderBook, providerNumber } from '../trades/order-book';
import type { Merchant } from './merchants';
import { shanghaiRfc3339 } from './signing';

/** `undefined` as a body is 204. */
export type Answer = [status: number, body: object | undefined];

export const refusal = (status: number, code: string, message: string): Answer => [status, { code, message }];

/** What a refund comes to: `slow` stays under way until it is told to end. */
export type RefundOutcome = 'succeeded' | 'failed' | 'slow' | 'not_enough';

export interface ApiContext {
  appId: string;
  book: OrderBook;
  now: () => Date;
  nextRefund(): RefundOutcome;
  /** The refund was accepted; its end follows. */
  refunding(order: BookedOrder, refund: BookedRefund, outcome: RefundOutcome): void;
}

const notifyUrl = z.url().refine((url) => !url.includes('?') && (url.startsWith('https://') || /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(url)));
const newOrder = z.object({
  appid: z.string(),
  mchid: z.string(),
  description: z.string().min(1).max(127),
  out_trade_no: z.string().regex(/^[0-9a-zA-Z_\-|*]{6,32}$/),
  time_expire: z.iso.datetime({ offset: true }),
  notify_url: notifyUrl,
  amount: z.object({ total: z.int().min(1), currency: z.literal('CNY').default('CNY') }),
  payer: z.object({ openid: z.string().regex(/^o[\w-]{20,31}$/) }),
});
const newRefund = z.object({
  out_trade_no: z.string(),
  out_refund_no: z.string().regex(/^[0-9a-zA-Z_\-|*@]{1,64}$/),
  reason: z.string().max(80).default(''),
  notify_url: notifyUrl,
  amount: z.object({ refund: z.int().min(1), total: z.int().min(1), currency: z.literal('CNY') }),
});

const badParameter = (error: z.ZodError) => refusal(400, 'PARAM_ERROR', `参数错误：${error.issues[0]?.path.join('.')}`);
const noOrder = refusal(404, 'ORDER_NOT_EXIST', '订单不存在');

/** JSAPI下单: the same order asked for again gives the same prepay_id. */
export function createOrder({ appId, book, now }: ApiContext, merchant: Merchant, body: unknown): Answer {
  const parsed = newOrder.safeParse(body);
  if (!parsed.success) return badParameter(parsed.error);
  const { data } = parsed;
  if (data.mchid !== merchant.mchid) return refusal(403, 'NO_AUTH', '商户号与签名的商户不一致');
  if (data.appid !== appId) return refusal(400, 'APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配');
  const expiresAt = new Date(data.time_expire);
  if (expiresAt.getTime() < now().getTime() + 60_000) return refusal(400, 'PARAM_ERROR', 'time_expire至少为1分钟以后');
  const wanted = { subject: data.description, fen: data.amount.total, payerOpenId: data.payer.openid, notifyUrl: data.notify_url, expiresAt: expiresAt.toISOString() };
  const known = book.find(merchant.mchid, data.out_trade_no);
  if (known?.state === 'paid') return refusal(400, 'ORDERPAID', '该订单已支付');
  if (known?.state === 'closed') return refusal(400, 'ORDER_CLOSED', '该订单已关闭');
  if (known && Object.entries(wanted).some(([key, value]) => known[key as keyof BookedOrder] !== value)) return refusal(403, 'OUT_TRADE_NO_USED', '商户订单号重复');
  const prepayId = known?.prepayId ?? `wx${shanghaiRfc3339(now()).replace(/\D/g, '').slice(0, 14)}${randomBytes(10).toString('hex')}`;
  if (!known) book.add({ ...wanted, merchantId: merchant.mchid, number: data.out_trade_no, prepayId });
  return [200, { prepay_id: prepayId }];
}

/** What WeChat Pay says of an order: to who asks, and in a notice. */
export function orderText({ appId }: Pick<ApiContext, 'appId'>, order: BookedOrder): Record<string, unknown> {
  const refunded = order.refunds.some(({ state }) => state !== 'failed');
  const state = order.state === 'paid' ? (refunded ? 'REFUND' : 'SUCCESS') : order.state === 'closed' ? 'CLOSED' : 'NOTPAY';
  const said = { SUCCESS: '支付成功', REFUND: '转入退款', CLOSED: '已关闭', NOTPAY: '订单未支付' }[state];
  const common = { appid: appId, mchid: order.merchantId, out_trade_no: order.number, trade_state: state, trade_state_desc: said };
  if (order.state !== 'paid') return { ...common, amount: { currency: 'CNY', total: order.fen }, payer: {} };
  return {
    ...common,
    transaction_id: order.providerId,
    trade_type: 'JSAPI',
    bank_type: 'OTHERS',
    attach: '',
    success_time: shanghaiRfc3339(order.paidAt!),
    payer: { openid: order.payerOpenId },
    amount: { total: order.fen, payer_total: order.fen, currency: 'CNY', payer_currency: 'CNY' },
  };
}

export function queryOrder(context: ApiContext, merchant: Merchant, number: string, mchid: string | null): Answer {
  if (mchid !== merchant.mchid) return refusal(400, 'PARAM_ERROR', '参数错误：mchid');
  const order = context.book.find(merchant.mchid, number);
  return order ? [200, orderText(context, order)] : noOrder;
}

export function closeOrder({ book }: ApiContext, merchant: Merchant, number: string, body: unknown): Answer {
  if ((body as { mchid?: unknown } | undefined)?.mchid !== merchant.mchid) return refusal(400, 'PARAM_ERROR', '参数错误：mchid');
  const order = book.find(merchant.mchid, number);
  if (!order) return noOrder;
  if (order.state === 'closed') return refusal(400, 'ORDER_CLOSED', '订单已关闭');
  return book.close(order) ? [204, undefined] : refusal(400, 'ORDERPAID', '订单已支付，不能关闭');
}

const refundStates = { processing: 'PROCESSING', succeeded: 'SUCCESS', failed: 'ABNORMAL' } as const;

export const refundText = (order: BookedOrder, refund: BookedRefund) => ({
  refund_id: refund.providerId,
  out_refund_no: refund.number,
  transaction_id: order.providerId,
  out_trade_no: order.number,
  channel: 'ORIGINAL',
  user_received_account: '支付用户零钱',
  ...(refund.state === 'succeeded' ? { success_time: shanghaiRfc3339(refund.settledAt!) } : {}),
  create_time: shanghaiRfc3339(refund.createdAt),
  status: refundStates[refund.state],
  funds_account: 'AVAILABLE',
  amount: { total: order.fen, refund: refund.fen, payer_total: order.fen, payer_refund: refund.fen, settlement_refund: refund.fen, settlement_total: order.fen, discount_refund: 0, currency: 'CNY' },
});

/** 申请退款: accepted at once, done later; the same refund asked for again is the same one. */
export function createRefund(context: ApiContext, merchant: Merchant, body: unknown): Answer {
  const parsed = newRefund.safeParse(body);
  if (!parsed.success) return badParameter(parsed.error);
  const { out_trade_no, out_refund_no, reason, notify_url, amount } = parsed.data;
  const order = context.book.find(merchant.mchid, out_trade_no);
  if (!order) return refusal(404, 'RESOURCE_NOT_EXISTS', '订单不存在');
  if (order.state !== 'paid') return refusal(400, 'INVALID_REQUEST', '订单未支付，不能退款');
  const known = refundOf(context.book, merchant, out_refund_no);
  if (known) {
    const same = known.order === order && known.refund.fen === amount.refund;
    return same ? [200, refundText(order, known.refund)] : refusal(400, 'INVALID_REQUEST', '请求重入时，参数与首次请求时不一致');
  }
  if (amount.total !== order.fen) return refusal(400, 'INVALID_REQUEST', '订单金额与原订单不一致');
  if (amount.refund > context.book.refundable(order)) return refusal(400, 'INVALID_REQUEST', '退款金额大于可退金额');
  const outcome = context.nextRefund();
  if (outcome === 'not_enough') return refusal(403, 'NOT_ENOUGH', '基本账户余额不足，请充值后重新发起');
  const refund = context.book.refund(order, { number: out_refund_no, providerId: providerNumber('5030', 28), fen: amount.refund, reason, notifyUrl: notify_url });
  context.refunding(order, refund, outcome);
  return [200, refundText(order, refund)];
}

export function queryRefund({ book }: ApiContext, merchant: Merchant, number: string): Answer {
  const found = refundOf(book, merchant, number);
  return found ? [200, refundText(found.order, found.refund)] : refusal(404, 'RESOURCE_NOT_EXISTS', '退款单不存在');
}

/** A refund by the merchant's number, with its order. */
export function refundOf(book: OrderBook, merchant: Merchant, number: string): { order: BookedOrder; refund: BookedRefund } | undefined {
  for (const order of book.orders()) {
    const refund = order.merchantId === merchant.mchid && order.refunds.find((one) => one.number === number);
    if (refund) return { order, refund };
  }
  return undefined;
}
