import { z } from 'zod';
import { fenOf } from './amounts';
import type { OrderReport } from './payment';

/** '12.30' as fen. */
export const amount = z.string().transform((text, context) => {
  const fen = fenOf(text);
  if (fen === undefined) context.addIssue({ code: 'custom', message: 'not an amount' });
  return fen ?? 0;
});

/** 'yyyy-MM-dd HH:mm:ss' (and thousandths, sometimes) in Shanghai's time. */
export const shanghaiMoment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,3})?$/)
  .transform((text) => new Date(`${text.slice(0, 19).replace(' ', 'T')}+08:00`));

export const tradeStatus = z.enum(['WAIT_BUYER_PAY', 'TRADE_CLOSED', 'TRADE_SUCCESS', 'TRADE_FINISHED']);

export interface SaidOfTrade {
  number: string;
  status: z.output<typeof tradeStatus>;
  tradeNo: string;
  totalFen: number;
  paidAt: Date | undefined;
  /** Given back so far. */
  refundedFen: number;
  payerOpenId: string | null;
}

/**
 * A trade that was closed may have been paid: Alipay closes it, too, when all is given back. Only the moment of payment tells.
 * Undefined where a paid trade has none.
 */
export function orderReport({ number, status, tradeNo, totalFen, paidAt, refundedFen, payerOpenId }: SaidOfTrade): OrderReport | undefined {
  const unpaid = { number, providerId: null, paidFen: null, paidAt: null, payerOpenId: null };
  if (status === 'WAIT_BUYER_PAY') return { ...unpaid, state: 'unpaid' };
  if (!paidAt) return status === 'TRADE_CLOSED' ? { ...unpaid, state: 'closed' } : undefined;
  const state = status === 'TRADE_CLOSED' || refundedFen > 0 ? 'refunded' : 'paid';
  return { number, state, providerId: tradeNo, paidFen: totalFen, paidAt, payerOpenId };
}
