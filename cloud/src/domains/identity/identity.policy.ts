import type { StaffActor } from '../../http/actor';

/** 柜台实人核验 is the business of a market's operator, in the market's name. */
export const mayVerifyAtCounter = (actor: StaffActor) => actor.role === 'operator' && actor.marketId !== null;
