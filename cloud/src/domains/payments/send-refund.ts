import type { EntityManager } from 'typeorm';
import type { PaymentChannel, RefundReport } from '../../adapters/payment/payment';
import { ProviderError } from '../../adapters/provider-error';
import type { By } from '../../audit/audit';
import type { Deps } from '../../deps';
import { enqueue, type JobOutcome } from '../../jobs/queue';
import { channelOf, noticeUrl } from './channel-of';
import type { PaymentOrder } from './payment-order.entity';
import { mayGo } from './refund-states';
import { Refund } from './refund.entity';
import { failRefund, lockRefund, settleRefund } from './settle-refund';

type SendDeps = Pick<Deps, 'db' | 'clock' | 'log' | 'payments' | 'publicUrl'>;

/** Why a provider refuses a refund, by its own code. */
const refusals: Record<string, string> = {
  NOT_ENOUGH: '商户账户余额不足，请充值后重新发起',
  'ACQ.SELLER_BALANCE_NOT_ENOUGH': '商户账户余额不足，请充值后重新发起',
  'ACQ.TRADE_HAS_FINISHED': '这笔交易已过退款期限，请改用银行转账退回',
};

/** Puts the sending of a refund into the outbox, once for each attempt. */
export const planSending = (tx: EntityManager, { id, attempt }: Pick<Refund, 'id' | 'attempt'>, at: Date): Promise<void> =>
  enqueue(tx, 'payments.send-refund', { refundId: id }, { runAt: at, dedupKey: `payments.send-refund:${id}:${attempt}` });

/**
 * Sends an approved refund to the provider and follows it up until it has succeeded or failed (Alipay sends no notice of it). Its
 * number makes the request safe to repeat; where the provider refuses, it is asked whether it knows the refund before that is believed.
 */
export async function sendRefund(deps: SendDeps, refundId: string): Promise<JobOutcome> {
  const { db, clock, log } = deps;
  const refund = await db.manager.findOne(Refund, { where: { id: refundId }, relations: { order: true } });
  if (!refund || !mayGo('fail', refund)) return undefined;
  const by: By = { author: { kind: 'system' }, origin: undefined, at: clock.now() };
  const later = { againInSeconds: Math.min(3600, Math.max(5, (by.at.getTime() - refund.attemptedAt!.getTime()) / 4000)) };
  const channel = channelOf(deps, refund.order!);
  if (!channel) return later;
  try {
    const answer = await answerTo(deps, channel, refund, refund.order!);
    if (await apply(deps, refund, answer, by)) return undefined;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    log.warn({ err: error, refund: refund.number }, 'a refund could not be sent or followed up');
  }
  return later;
}

type Answer = RefundReport | { refusal: string };

async function answerTo(deps: SendDeps, channel: PaymentChannel, { number: refundNumber, fen, reason, sentAt }: Refund, order: PaymentOrder): Promise<Answer> {
  const named = { refundNumber, orderNumber: order.number };
  const known = sentAt ? await channel.queryRefund(named) : undefined;
  if (known && known.state !== 'absent') return known;
  try {
    return await channel.refund({ ...named, fen, totalFen: order.fen, reason: reason.slice(0, 60), notifyUrl: noticeUrl(deps, order) });
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== 'rejected') throw error;
    const asked = await channel.queryRefund(named);
    return asked.state === 'absent' ? { refusal: refusals[error.providerCode ?? ''] ?? `支付平台没有接受这笔退款（${error.providerCode ?? '未说明原因'}），请核对后重新发起` } : asked;
  }
}

/** @returns whether the refund has come to its end */
function apply({ db }: SendDeps, { id, number }: Refund, answer: Answer, by: By): Promise<boolean> {
  return db.transaction(async (tx) => {
    if ('refusal' in answer) {
      const locked = await lockRefund(tx, id);
      if (locked.refund.number === number) await failRefund(tx, locked, answer.refusal, by);
      return true;
    }
    await tx.query('UPDATE refunds SET sent_at = ? WHERE id = ? AND number = ? AND sent_at IS NULL', [by.at, id, number]);
    const settled = await settleRefund(tx, id, answer, by);
    if (settled === 'unfit') throw new Error(`the provider speaks of another refund than ${number}`);
    return settled || !mayGo('fail', await tx.findOneByOrFail(Refund, { id }));
  });
}
