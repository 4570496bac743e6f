import type { Actor } from '../../http/actor';
import type { Transaction } from '../transactions/transaction.entity';
import { mayWork } from '../transactions/transactions.policy';
import type { Problem } from './problem.entity';
import { isOpenTo } from './problem-states';

type Card = Pick<Problem, 'state' | 'personId' | 'companyId' | 'marketId'>;
type Deal = Pick<Transaction, 'state' | 'personId' | 'marketId' | 'certificateId'>;

export const isAgentOf = (actor: Actor, { personId }: Card) => actor.kind === 'agent' && actor.personId !== null && actor.personId === personId;
export const isManagerOf = (actor: Actor, { companyId }: Card) => actor.kind === 'agent' && actor.role === 'company_manager' && actor.companyId === companyId;

/** An agent reads the own problems, a manager those of the company too, a market's people those of their market, other staff all of them. */
export const mayReadProblem = (actor: Actor, card: Card) =>
  isAgentOf(actor, card) || isManagerOf(actor, card) || (actor.kind === 'staff' && (actor.marketId === null || actor.marketId === card.marketId));

/** The agent under the certificate of the deal while it is in force, or a manager of the company in whose name it was done. */
export const mayCorrectFor = (actor: Actor, card: Card, deal: Deal) => isManagerOf(actor, card) || (isAgentOf(actor, card) && mayWork(actor, deal));
export const mayCorrect = (actor: Actor, card: Card, deal: Deal) => mayCorrectFor(actor, card, deal) && isOpenTo('correct', card);

const isInspector = (actor: Actor) => actor.role === 'inspector';
export const mayReviewCorrection = (actor: Actor, card: Card) => isInspector(actor) && isOpenTo('accept', card);
export const mayExtend = (actor: Actor, card: Card) => isInspector(actor) && isOpenTo('extend', card);
export const mayWithdrawProblem = (actor: Actor, card: Card) => isInspector(actor) && isOpenTo('withdraw', card);
