import type { Actor } from '../../http/actor';
import type { CashReceipt } from './cash-receipt.entity';
import { mayGo as mayOrderGo } from './order-states';
import type { PayableFacts } from './payables';
import type { PaymentOrder } from './payment-order.entity';
import type { Refund } from './refund.entity';
import { mayGo as mayRefundGo } from './refund-states';

const decides = (actor: Actor) => actor.role === 'finance' || actor.role === 'president';
const ownsFor = (actor: Actor, companyId: string | null) => actor.kind === 'agent' && actor.role === 'company_manager' && companyId !== null && actor.companyId === companyId;

/** The managers of the company that pays. */
export const mayPay = (actor: Actor, { companyId }: Pick<PayableFacts, 'companyId'>) => ownsFor(actor, companyId);
/** A company reads the orders that it opened, the association's people all of them. */
export const mayReadOrder = (actor: Actor, { companyId }: Pick<PaymentOrder, 'companyId'>) => ownsFor(actor, companyId) || (actor.kind === 'staff' && actor.marketId === null);

/** What came too late goes back by itself and as a whole: there is nothing left to ask for. */
export const mayRefund = (actor: Actor, { state, late }: Pick<PaymentOrder, 'state' | 'late'>, refundableFen: number) => actor.role === 'finance' && state === 'paid' && late !== 'refunded' && refundableFen > 0;
/** Who did not ask for it (law.md R-F5). */
export const isImpartialToRefund = (actor: Actor, { requestedBy }: Pick<Refund, 'requestedBy'>) => actor.kind === 'staff' && actor.staffId !== requestedBy;
export const mayDecideRefund = (actor: Actor, refund: Pick<Refund, 'state' | 'requestedBy'>) => decides(actor) && mayRefundGo('approve', refund) && isImpartialToRefund(actor, refund);
export const mayRetryRefund = (actor: Actor, refund: Pick<Refund, 'state'>) => actor.role === 'finance' && mayRefundGo('retry', refund);

/** Who did not note it (law.md R-F5). */
export const isImpartialToCash = (actor: Actor, { notedBy }: Pick<CashReceipt, 'notedBy'>) => actor.kind === 'staff' && actor.staffId !== notedBy;
export const mayDecideCash = (actor: Actor, cash: Pick<CashReceipt, 'state' | 'notedBy'>) => decides(actor) && cash.state === 'noted' && isImpartialToCash(actor, cash);

/** Inside one fund and for one payer: no money moves. */
export const mayApplyAdvance = (actor: Actor) => actor.role === 'finance';

/** Only the account that opened an order can pay it: the provider has bound it to the payer. */
export const mayLaunch = (actor: Actor, { accountId }: Pick<PaymentOrder, 'accountId'>) => actor.kind === 'agent' && actor.accountId === accountId;
export const isPayable = ({ state, expiresAt }: Pick<PaymentOrder, 'state' | 'expiresAt'>, now: Date) => mayOrderGo('pay', { state }) && expiresAt > now;
