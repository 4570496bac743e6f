import { z } from 'zod';
import type { AlipayClient } from '../alipay-client';
import { ProviderError } from '../provider-error';
import { amount, orderReport, shanghaiMoment, tradeStatus } from './alipay-reports';
import type { PaymentNotice, RawNotice } from './payment';

const told = z.object({
  notify_id: z.string().min(1).max(128),
  notify_type: z.literal('trade_status_sync'),
  out_trade_no: z.string().min(1),
  trade_no: z.string().min(1).max(64),
  trade_status: tradeStatus,
  total_amount: amount,
  gmt_payment: shanghaiMoment.optional(),
  refund_fee: amount.optional(),
  buyer_open_id: z.string().optional(),
});

export interface NoticeOptions {
  appId: string;
  sellerId: string;
  /** Whether the application is the mini-program itself, so that it knows people by the same open ids. */
  samePeople: boolean;
}

/**
 * A notice of a trade that Alipay signed (RSA2) for this application and this seller. A refund, too, is told as news of its order:
 * what became of the refund itself says `queryRefund` alone. @throws ProviderError `untrusted_answer`
 */
export function readAlipayNotice({ body }: RawNotice, client: Pick<AlipayClient, 'isGenuineNotice'>, { appId, sellerId, samePeople }: NoticeOptions): PaymentNotice {
  const distrust = (code: string) => new ProviderError('untrusted_answer', 'alipay', 'notice', code);
  const notice = Object.fromEntries(new URLSearchParams(body.toString('utf8')));
  if (!notice.sign) throw distrust('unsigned');
  if (notice.sign_type !== 'RSA2') throw distrust('not-RSA2');
  if (!client.isGenuineNotice(notice)) throw distrust('wrong-signature');
  if (notice.app_id !== appId) throw distrust('another-app');
  if (notice.seller_id !== sellerId) throw distrust('another-merchant');
  const parsed = told.safeParse(notice);
  if (!parsed.success) throw distrust('unexpected-shape');
  const { notify_id, out_trade_no, trade_no, trade_status, total_amount, gmt_payment, refund_fee = 0, buyer_open_id } = parsed.data;
  const payerOpenId = samePeople ? (buyer_open_id ?? null) : null;
  const report = orderReport({ number: out_trade_no, status: trade_status, tradeNo: trade_no, totalFen: total_amount, paidAt: gmt_payment, refundedFen: refund_fee, payerOpenId });
  if (!report) throw distrust('unexpected-shape');
  return { id: notify_id, kind: 'order', report };
}
