import { randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { PaymentChannel } from '../../adapters/payment/payment';
import { ProviderError } from '../../adapters/provider-error';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { Deps } from '../../deps';
import type { Actor, AgentActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { Account } from '../identity/account.entity';
import { planAsking } from './ask-order';
import { channelOf, drawnNumber, noticeUrl } from './channel-of';
import { askProvider, closeOrder } from './close-order';
import { isOpen, mayGo, moveOrder } from './order-states';
import { payableOf, type PayableFacts } from './payables';
import { PaymentOrder } from './payment-order.entity';
import { isPayable, mayLaunch, mayPay, mayReadOrder } from './payments.policy';

type OrderDeps = Pick<Deps, 'db' | 'payments' | 'publicUrl'>;
type Subject = Pick<PayableFacts, 'kind'> & { subjectId: string };

/** An order is valid for half an hour; one with less than two minutes left is not handed out again. */
const validMs = 30 * 60_000;
const remainderMs = 2 * 60_000;
const attempts = 3;

/**
 * 下单 for what is outstanding of a due or bill, in the host of the session. Asked again in the same host by the same account for
 * the same sum it gives the same order; any other open order of this host is closed at the provider first, and may turn out paid.
 * The row stands before the provider is asked, and no transaction is held open while it answers.
 * @throws payments.payable_not_found, payments.nothing_to_pay, payments.not_here, payments.order_opened_elsewhere; provider.*
 */
export async function openOrder(deps: OrderDeps, subject: Subject, actor: AgentActor, by: By): Promise<PaymentOrder> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const { order, isInTheWay } = await deps.db.transaction((tx) => claimOrder(tx, deps, subject, actor, by));
    const channel = channelOf(deps, order);
    ensure(channel, 'payments.not_here');
    if (!isInTheWay) return order.state === 'opening' ? presentToProvider(deps, channel, order, by) : order;
    await closeOrder(deps, channel, order, 'replaced', by);
  }
  ensure(false, 'payments.order_wrong_state');
}

/** The open order of this payer, or a new one, or another one that is in the way; one at a time for each due or bill. */
async function claimOrder(tx: EntityManager, { payments }: OrderDeps, { kind, subjectId }: Subject, actor: AgentActor, by: By): Promise<{ order: PaymentOrder; isInTheWay: boolean }> {
  const payable = await payableOf(tx, kind, subjectId, { lock: true });
  ensure(payable && mayPay(actor, payable), 'payments.payable_not_found');
  const open = await tx.findOneBy(PaymentOrder, { openKey: subjectId });
  if (open) {
    ensure(open.provider === actor.host || open.expiresAt <= by.at, 'payments.order_opened_elsewhere');
    const isSame = open.provider === actor.host && open.accountId === actor.accountId && open.fen === payable.outstandingFen && open.expiresAt.getTime() - by.at.getTime() >= remainderMs;
    return { order: open, isInTheWay: !isSame };
  }
  ensure(!payable.cancelled && payable.outstandingFen > 0, 'payments.nothing_to_pay');
  const channel = payments[payable.fund][actor.host];
  ensure(channel, 'payments.not_here');
  const order = orderFor(payable, channel, actor, by.at);
  await tx.insert(PaymentOrder, order);
  await planAsking(tx, order);
  await audit(tx, by, { action: 'payments.order_opened', subject: { type: 'payment_order', id: order.id }, details: { number: order.number, kind, subjectId, fen: order.fen, provider: order.provider } });
  return { order, isInTheWay: false };
}

function orderFor(payable: PayableFacts, { provider, merchantId }: PaymentChannel, { accountId }: AgentActor, at: Date): PaymentOrder {
  const { kind, id: subjectId, partyId, partyName: payerName, title, fund, outstandingFen: fen, companyId } = payable;
  // Providers know whole seconds; the same order must read the same when it is sent again.
  const expiresAt = new Date(Math.floor((at.getTime() + validMs) / 1000) * 1000);
  const nothingYet = { prepayId: null, providerNumber: null, paidAt: null, closedAt: null, late: null, shippingReportedAt: null };
  const number = drawnNumber('YC', dayInShanghai(at), randomBytes(11));
  return { id: uuidv7(), number, kind, subjectId, partyId, title, payerName, fund, provider, merchantId, accountId, companyId: companyId!, state: 'opening', fen, openKey: subjectId, openedAt: at, expiresAt, ...nothingYet };
}

/** Sends an order to the provider; the same one twice is the same there. Where the provider refuses it, it has failed. @throws ProviderError */
async function presentToProvider(deps: OrderDeps, channel: PaymentChannel, order: PaymentOrder, by: By): Promise<PaymentOrder> {
  const { openId } = await deps.db.manager.findOneByOrFail(Account, { id: order.accountId });
  const { number, fen, expiresAt } = order;
  const told = { number, fen, expiresAt, subject: `${order.title}（${order.payerName}）`.slice(0, 60), payerOpenId: openId, notifyUrl: noticeUrl(deps, order) };
  const { prepayId } = await channel.createOrder(told).catch(async (error: unknown) => {
    if (error instanceof ProviderError && error.kind === 'rejected') await failOrder(deps, order, error, by);
    throw error;
  });
  return deps.db.transaction(async (tx) => (await moveOrder(tx, order, 'present', { prepayId })) ?? tx.findOneByOrFail(PaymentOrder, { id: order.id }));
}

function failOrder({ db }: OrderDeps, order: PaymentOrder, { providerCode }: ProviderError, by: By): Promise<void> {
  return db.transaction(async (tx) => {
    const failed = await moveOrder(tx, order, 'fail', { closedAt: by.at });
    if (failed) await audit(tx, by, { action: 'payments.order_failed', subject: { type: 'payment_order', id: order.id }, details: { number: order.number, providerCode: providerCode ?? null }, changes: { state: { before: order.state, after: failed.state } } });
  });
}

/** What the phone is launched with. @throws payments.order_opened_elsewhere, payments.order_wrong_state */
export function launchOf(deps: Pick<Deps, 'payments'>, order: PaymentOrder, actor: Actor, now: Date) {
  ensure(mayLaunch(actor, order), 'payments.order_opened_elsewhere');
  const channel = channelOf(deps, order);
  ensure(channel && order.prepayId && mayGo('pay', order) && isPayable(order, now), 'payments.order_wrong_state');
  return channel.launch(order.prepayId);
}

/** @throws payments.order_not_found, also for somebody else's */
export async function findOrder(tx: EntityManager, id: string, actor: Actor): Promise<PaymentOrder> {
  const order = await tx.findOneBy(PaymentOrder, { id });
  ensure(order && mayReadOrder(actor, order), 'payments.order_not_found');
  return order;
}

/** 查询结果: the provider is asked about what is not paid as we know it. @throws payments.not_here where its channel is gone; provider.* */
export async function checkOrder(deps: OrderDeps, order: PaymentOrder, by: By): Promise<PaymentOrder> {
  if (order.state === 'paid') return order;
  const channel = channelOf(deps, order);
  ensure(channel, 'payments.not_here');
  return askProvider(deps, channel, order, by);
}

/** 取消订单 by the payer; one that is closed already stays so, one that turns out paid is booked. @throws payments.order_wrong_state, payments.not_here; provider.* */
export async function cancelOrder(deps: OrderDeps, order: PaymentOrder, by: By): Promise<PaymentOrder> {
  if (order.state === 'closed') return order;
  ensure(isOpen(order), 'payments.order_wrong_state');
  const channel = channelOf(deps, order);
  ensure(channel, 'payments.not_here');
  return closeOrder(deps, channel, order, 'payer', by);
}
