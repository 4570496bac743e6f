import type { Actor } from '../../http/actor';
import type { Tariff } from './tariff.entity';

type Draft = Pick<Tariff, 'state' | 'madeBy' | 'changedBy'>;

const makesTariffs = (actor: Actor) => actor.role === 'finance' || actor.role === 'clerk';
/** While a meeting has it, or has passed it, what it voted on stays as it is. */
export const mayChangeTariff = (actor: Actor, { state }: Draft, beforeMeeting: boolean) => makesTariffs(actor) && state === 'draft' && !beforeMeeting;
export const mayProposeTariff = mayChangeTariff;
/** Who has neither made nor changed it. */
export const isImpartialToTariff = (actor: Actor, { madeBy, changedBy }: Draft) => actor.kind === 'staff' && madeBy !== actor.staffId && changedBy !== actor.staffId;
export const mayAdoptTariff = (actor: Actor, tariff: Draft, passed: boolean) => actor.role === 'president' && tariff.state === 'draft' && passed && isImpartialToTariff(actor, tariff);
export const mayWithdrawTariff = (actor: Actor, { state }: Draft) => (makesTariffs(actor) || actor.role === 'president') && state === 'draft';
