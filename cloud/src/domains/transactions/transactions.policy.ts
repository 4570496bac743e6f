import type { Actor, StaffActor } from '../../http/actor';
import type { Transaction } from './transaction.entity';

type Deal = Pick<Transaction, 'state' | 'personId' | 'marketId'>;

const open: Transaction['state'][] = ['capturing', 'returned'];

const isOwn = (actor: Actor, deal: Deal) => actor.kind === 'agent' && actor.personId !== null && actor.personId === deal.personId;
const isAtCounter = (actor: Actor, deal: Deal) => actor.kind === 'staff' && actor.role === 'operator' && actor.marketId === deal.marketId;

/** An agent sees the own deals, an operator those of the own market, other staff all of them. */
export const mayRead = (actor: Actor, deal: Deal) => isOwn(actor, deal) || isAtCounter(actor, deal) || (actor.kind === 'staff' && actor.role !== 'operator');
/** Pictures show personal data: finance and technicians have no business with them. */
export const mayViewImages = (actor: Actor, deal: Deal) => mayRead(actor, deal) && !(actor.kind === 'staff' && ['finance', 'technician'].includes(actor.role));
export const mayReadHistory = (actor: StaffActor, deal: Deal) => mayRead(actor, deal);
export const mayChange = (actor: Actor, deal: Deal) => isOwn(actor, deal) && open.includes(deal.state);
export const mayCapture = mayChange;
export const maySubmit = mayChange;
export const mayCancel = (actor: Actor, deal: Deal) => isOwn(actor, deal) && [...open, 'awaiting_check'].includes(deal.state);
export const mayComplete = (actor: Actor, deal: Deal) => isAtCounter(actor, deal) && deal.state === 'awaiting_check';
export const mayReturn = mayComplete;
export const mayReadVoucher = (actor: Actor, deal: Deal) => mayRead(actor, deal) && deal.state === 'completed';
