import type { Actor } from '../../http/actor';
import type { SamplingPlan } from './sampling-plan.entity';

type Plan = Pick<SamplingPlan, 'state' | 'effectiveOn' | 'madeBy' | 'changedBy'>;

const makesPlans = (actor: Actor) => actor.role === 'inspector';
export const mayChangePlan = (actor: Actor, { state }: Plan) => makesPlans(actor) && state === 'draft';
/** By the president, who has neither made nor changed it. */
export const mayAdoptPlan = (actor: Actor, { state, madeBy, changedBy }: Plan) => actor.kind === 'staff' && actor.role === 'president' && state === 'draft' && madeBy !== actor.staffId && changedBy !== actor.staffId;
/** Until it has drawn on the first deal. */
export const mayWithdrawPlan = (actor: Actor, { state, effectiveOn }: Plan, today: string) => (makesPlans(actor) || actor.role === 'president') && (state === 'draft' || (state === 'adopted' && effectiveOn! > today));
