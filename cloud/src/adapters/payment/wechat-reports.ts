import { z } from 'zod';
import type { OrderReport, RefundReport } from './payment';

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** 订单 as WeChat Pay describes it, in answers and in notices. */
export const transaction = z.object({
  appid: z.string(),
  mchid: z.string(),
  out_trade_no: z.string().min(1),
  transaction_id: z.string().min(1).max(64).optional(),
  trade_state: z.enum(['SUCCESS', 'REFUND', 'NOTPAY', 'CLOSED', 'REVOKED', 'USERPAYING', 'PAYERROR']),
  success_time: moment.optional(),
  payer: z.object({ openid: z.string().optional() }).optional(),
  amount: z.object({ total: z.int().min(1).optional(), currency: z.string().optional() }).optional(),
});

const states = { SUCCESS: 'paid', REFUND: 'refunded', NOTPAY: 'unpaid', USERPAYING: 'unpaid', PAYERROR: 'unpaid', CLOSED: 'closed', REVOKED: 'closed' } as const;

/** Why a description is of no use: it is of another merchant's order, or lacks what a paid one has. */
export type Useless = 'another-merchant' | 'unexpected-shape';

/** What an order of this merchant and mini-program, in yuan, has come to. */
export function orderReport(said: z.output<typeof transaction>, { appId, mchId }: { appId: string; mchId: string }): OrderReport | Useless {
  if (said.appid !== appId || said.mchid !== mchId || (said.amount?.currency ?? 'CNY') !== 'CNY') return 'another-merchant';
  const state = states[said.trade_state];
  if (state !== 'paid' && state !== 'refunded') return { number: said.out_trade_no, state, providerId: null, paidFen: null, paidAt: null, payerOpenId: null };
  const { transaction_id, success_time, amount, payer } = said;
  if (!transaction_id || !success_time || amount?.total === undefined) return 'unexpected-shape';
  return { number: said.out_trade_no, state, providerId: transaction_id, paidFen: amount.total, paidAt: success_time, payerOpenId: payer?.openid ?? null };
}

const refundStates = z.enum(['SUCCESS', 'CLOSED', 'PROCESSING', 'ABNORMAL']);

/** 退款单, in an answer. */
export const refundAnswer = z.object({
  refund_id: z.string().min(1).max(64),
  out_refund_no: z.string().min(1),
  out_trade_no: z.string().min(1),
  status: refundStates,
  success_time: moment.optional(),
  amount: z.object({ refund: z.int().min(1), currency: z.literal('CNY').default('CNY') }),
});

/** 退款单, in a notice: other names, and no currency. */
export const refundNotice = z
  .object({ mchid: z.string(), refund_status: refundStates })
  .extend(refundAnswer.omit({ status: true }).shape)
  .transform(({ refund_status, ...said }) => ({ ...said, status: refund_status }));

export function refundReport({ refund_id, out_refund_no, out_trade_no, status, success_time, amount }: z.output<typeof refundAnswer>): RefundReport {
  const state = status === 'SUCCESS' ? 'succeeded' : status === 'PROCESSING' ? 'processing' : 'failed';
  return { refundNumber: out_refund_no, orderNumber: out_trade_no, state, providerId: refund_id, fen: amount.refund, refundedAt: state === 'succeeded' ? (success_time ?? null) : null };
}
