import type { Actor } from '../../http/actor';
import type { Transaction } from '../transactions/transaction.entity';
import { mayChange, mayWork } from '../transactions/transactions.policy';
import type { RulePack } from './rule-pack.entity';
import type { RuleCode, Severity, Verdict } from './rules/rule';

type Result = { rule: RuleCode; severity: Severity; verdict: Verdict };
type Pack = Pick<RulePack, 'state' | 'effectiveOn' | 'madeBy' | 'changedBy'>;

/** Nothing to argue about: a photo that is missing or cannot be seen, a certificate, a consent. */
const beyondDispute = new Set<RuleCode>(['T-01', 'T-02', 'T-08', 'T-24']);
const before: Transaction['state'][] = ['capturing', 'returned', 'awaiting_check'];

export const blocks = ({ severity, verdict }: Omit<Result, 'rule'>) => severity === 'block' && verdict === 'inconsistent';

/** 请人工核对: the agent, of a finding that blocks; at the counter it is let pass at once. */
export const mayDispute = (actor: Actor, deal: Transaction, result: Result) => actor.kind === 'agent' && mayChange(actor, deal) && mayWork(actor, deal) && blocks(result) && !beyondDispute.has(result.rule);
export const isDisputable = (rule: RuleCode) => !beyondDispute.has(rule);
/** 人工放行: the counter that has the originals, until the deal is completed; also for an agent who stands at it with an open deal. */
export const mayOverride = (actor: Actor, deal: Transaction, result: Result) =>
  actor.kind === 'staff' && actor.role === 'operator' && actor.marketId === deal.marketId && before.includes(deal.state) && blocks(result);
/** What runs in the shadow is no matter of agents and counters. */
export const maySeeShadow = (actor: Actor) => actor.kind === 'staff' && actor.marketId === null;

const makesPacks = (actor: Actor) => actor.role === 'technician' || actor.role === 'inspector';
export const mayChangePack = (actor: Actor, { state }: Pack) => makesPacks(actor) && state === 'draft';
export const mayShadowPack = mayChangePack;
export const mayReplayPack = (actor: Actor, { state }: Pack) => makesPacks(actor) && state === 'shadow';
/** By the president, who has neither made nor changed it, after its effect could be seen. */
export const mayAdoptPack = (actor: Actor, { state, madeBy, changedBy }: Pack) => actor.kind === 'staff' && actor.role === 'president' && state === 'shadow' && madeBy !== actor.staffId && changedBy !== actor.staffId;
/** Until the first deal may have begun with it. */
export const mayWithdrawPack = (actor: Actor, { state, effectiveOn }: Pack, today: string) =>
  (makesPacks(actor) || actor.role === 'president') && (state === 'draft' || state === 'shadow' || (state === 'adopted' && effectiveOn! > today));
