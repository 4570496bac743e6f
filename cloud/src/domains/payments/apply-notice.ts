import type { EntityManager } from 'typeorm';
import type { OrderReport, RefundReport } from '../../adapters/payment/payment';
import { audit, type By } from '../../audit/audit';
import type { Deps } from '../../deps';
import type { JobOutcome } from '../../jobs/queue';
import { askSoon } from './ask-order';
import { channelOf } from './channel-of';
import { PaymentNotice } from './payment-notice.entity';
import { PaymentOrder } from './payment-order.entity';
import { Refund } from './refund.entity';
import { settleOrder } from './settle-order';
import { settleRefund } from './settle-refund';

type Result = Pick<PaymentNotice, 'outcome' | 'refusal'>;

/** Applies a notice of the inbox, once. What does not fit an order of ours is not booked: it stays as a difference, and the provider is asked itself. */
export async function applyNotice(deps: Pick<Deps, 'db' | 'clock' | 'payments'>, noticeId: string): Promise<JobOutcome> {
  const by: By = { author: { kind: 'system' }, origin: undefined, at: deps.clock.now() };
  await deps.db.transaction(async (tx) => {
    const notice = await tx.findOne(PaymentNotice, { where: { id: noticeId }, lock: { mode: 'pessimistic_write' } });
    if (notice?.outcome !== 'waiting') return;
    const result = await apply(tx, deps, notice, by);
    await tx.update(PaymentNotice, noticeId, { ...result, appliedAt: by.at });
  });
}

async function apply(tx: EntityManager, deps: Pick<Deps, 'payments'>, notice: PaymentNotice, by: By): Promise<Result> {
  const { provider, fund, orderNumber, content } = notice;
  const order = await tx.findOneBy(PaymentOrder, { number: orderNumber });
  if (!order || order.provider !== provider || order.fund !== fund || !channelOf(deps, order)) return refuse(tx, notice, '没有这张订单', by);
  if (content.kind === 'refund') return applyRefund(tx, notice, order, momentsOf(content.report, 'refundedAt'), by);
  const settlement = await settleOrder(tx, order.id, momentsOf(content.report, 'paidAt'), by);
  if (settlement.outcome !== 'refused') return { outcome: settlement.outcome === 'repeated' ? 'repeated' : 'applied', refusal: null };
  await askSoon(tx, order.id, by.at);
  return { outcome: 'refused', refusal: settlement.refusal };
}

async function applyRefund(tx: EntityManager, notice: PaymentNotice, order: PaymentOrder, report: RefundReport, by: By): Promise<Result> {
  const refund = await tx.findOneBy(Refund, { number: report.refundNumber, orderId: order.id });
  if (!refund) return refuse(tx, notice, '没有这笔退款', by);
  const settled = await settleRefund(tx, refund.id, report, by);
  return settled === 'unfit' ? refuse(tx, notice, '退款金额不符', by) : { outcome: settled ? 'applied' : 'repeated', refusal: null };
}

async function refuse(tx: EntityManager, { id, provider, fund, orderNumber, content }: PaymentNotice, refusal: string, by: By): Promise<Result> {
  const fen = content.kind === 'order' ? content.report.paidFen : content.report.fen;
  await audit(tx, by, { action: 'payments.notice_refused', subject: { type: 'payment_notice', id }, details: { provider, fund, number: orderNumber, saidFen: fen, refusal } });
  return { outcome: 'refused', refusal };
}

/** A report as it came: JSON has kept its moment as text. */
function momentsOf<Report extends OrderReport | RefundReport>(report: object, moment: keyof Report & string): Report {
  const text = (report as Record<string, string | null>)[moment];
  return { ...report, [moment]: text ? new Date(text) : null } as unknown as Report;
}
