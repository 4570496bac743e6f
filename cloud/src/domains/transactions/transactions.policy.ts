import type { Actor } from '../../http/actor';
import type { Transaction } from './transaction.entity';

type Deal = Pick<Transaction, 'state' | 'channel' | 'personId' | 'marketId' | 'certificateId'>;

const open: Transaction['state'][] = ['capturing', 'returned'];

const isOwn = (actor: Actor, deal: Deal) => actor.kind === 'agent' && actor.personId !== null && actor.personId === deal.personId;
const isAtMarket = (actor: Actor, deal: Deal) => actor.kind === 'staff' && actor.marketId === deal.marketId;
const isAtCounter = (actor: Actor, deal: Deal) => isAtMarket(actor, deal) && actor.role === 'operator';
/** Whose deal it is to capture: the agent's who began it, or, where it was begun at a counter (柜台交易), any operator's there; its agent reads it. */
const captures = (actor: Actor, deal: Deal) => (deal.channel === 'fixed' ? isAtCounter(actor, deal) : isOwn(actor, deal));

/** An agent sees the own deals, a market's people those of their market, other staff all of them. */
export const mayRead = (actor: Actor, deal: Deal) => isOwn(actor, deal) || isAtMarket(actor, deal) || (actor.kind === 'staff' && actor.marketId === null);
/** An agent works on a deal, and sees its pictures, only under the certificate under which it was begun. */
export const mayWork = (actor: Actor, deal: Pick<Deal, 'certificateId'>) => actor.kind === 'staff' || actor.certificateId === deal.certificateId;
export const mayChange = (actor: Actor, deal: Deal) => captures(actor, deal) && open.includes(deal.state);
export const mayCapture = mayChange;
export const maySubmit = mayChange;
export const mayCancel = (actor: Actor, deal: Deal) => captures(actor, deal) && [...open, 'awaiting_check'].includes(deal.state);
export const mayComplete = (actor: Actor, deal: Deal) => isAtCounter(actor, deal) && deal.state === 'awaiting_check';
export const mayReturn = mayComplete;
export const mayReadVoucher = (actor: Actor, deal: Deal) => mayRead(actor, deal) && deal.state === 'completed';
/** 核对单: at the market, while the deal waits there and after it was checked. */
export const mayPrintSheet = (actor: Actor, deal: Deal) => isAtMarket(actor, deal) && (deal.state === 'awaiting_check' || deal.state === 'completed');
