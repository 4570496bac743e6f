import type { EntityManager } from 'typeorm';
import type { PaymentChannel } from '../../adapters/payment/payment';
import { ProviderError } from '../../adapters/provider-error';
import type { By } from '../../audit/audit';
import type { Deps } from '../../deps';
import { enqueue, type JobOutcome } from '../../jobs/queue';
import { channelOf } from './channel-of';
import { askProvider, closeLocked, closeOrder } from './close-order';
import { isOpen } from './order-states';
import { PaymentOrder } from './payment-order.entity';

type AskDeps = Pick<Deps, 'db' | 'clock' | 'log' | 'payments'>;

/** 主动查询: seconds after an order was opened at which the provider is asked, in case no notice comes (security.md 4). */
export const asksAfter = [60, 300, 1800, 7200, 86_400];
const keyOf = (orderId: string) => `payments.ask-order:${orderId}`;

/** Puts an order's questions into the outbox, in the transaction that opens it: a crash at any point after that is healed by them. */
export async function planAsking(tx: EntityManager, { id, openedAt }: Pick<PaymentOrder, 'id' | 'openedAt'>): Promise<void> {
  await enqueue(tx, 'payments.ask-order', { orderId: id }, { runAt: new Date(openedAt.getTime() + asksAfter[0]! * 1000), dedupKey: keyOf(id) });
}

/** Has the provider asked about an order now, because something does not fit; the later questions stay as they are planned. */
export async function askSoon(tx: EntityManager, orderId: string, at: Date): Promise<void> {
  await enqueue(tx, 'payments.ask-order', { orderId }, { runAt: at, dedupKey: keyOf(orderId) });
  await tx.query('UPDATE jobs SET run_at = ? WHERE dedup_key = ? AND run_at > ?', [at, keyOf(orderId), at]);
}

/**
 * Asks the provider about an order that is not paid, closes it when its time is over, and goes on asking after that for money that
 * comes late. While the provider cannot be asked, it is tried again and again; a day after it was opened nothing stays open.
 */
export async function askOrder(deps: AskDeps, orderId: string): Promise<JobOutcome> {
  const { db, clock, log } = deps;
  const order = await db.manager.findOneBy(PaymentOrder, { id: orderId });
  if (!order || order.state === 'paid') return undefined;
  const by: By = { author: { kind: 'system' }, origin: undefined, at: clock.now() };
  const age = (by.at.getTime() - order.openedAt.getTime()) / 1000;
  const isLast = age >= asksAfter.at(-1)!;
  const channel = channelOf(deps, order);
  const asked = channel && (await askOnce(deps, channel, order, by).catch((error: unknown) => noteFailure(log, order, error)));
  if (asked?.state === 'paid') return undefined;
  if (!asked && !isLast) return { againInSeconds: Math.min(3600, Math.max(30, age / 4)) };
  if (!asked) await closeLocked(deps, orderId, 'unreachable', by);
  const next = asksAfter.find((seconds) => seconds > age);
  return next === undefined ? undefined : { againInSeconds: next - age };
}

async function askOnce(deps: AskDeps, channel: PaymentChannel, order: PaymentOrder, by: By): Promise<PaymentOrder> {
  const asked = await askProvider(deps, channel, order, by);
  return isOpen(asked) && asked.expiresAt <= by.at ? closeOrder(deps, channel, asked, 'expired', by) : asked;
}

/** A provider that does not answer is asked again later; whatever else goes wrong is an error. */
function noteFailure(log: Deps['log'], { number }: PaymentOrder, error: unknown): undefined {
  if (!(error instanceof ProviderError)) throw error;
  log.warn({ err: error, order: number }, 'an order could not be asked about');
}
