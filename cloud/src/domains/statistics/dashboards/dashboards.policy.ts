import type { Actor, StaffActor } from '../../../http/actor';

/** A market's people see their own market, the association's all of them. */
export const maySeeMarket = (actor: StaffActor, marketId: string): boolean => actor.marketId === null || actor.marketId === marketId;

/** What a market owes is shown to its manager and the association, not at its counter. */
export const mayReadBills = (actor: Actor): boolean => actor.role !== 'operator';
