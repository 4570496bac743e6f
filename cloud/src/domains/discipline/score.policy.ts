import type { Actor, StaffActor } from '../../http/actor';
import type { ScoredKind } from './score-figures';

/** A market's manager reads the own market's, a company's manager the own company's, the staff of association and management company all. */
export function mayReadScore(actor: Actor, kind: ScoredKind, id: string): boolean {
  if (actor.kind === 'agent') return kind === 'company' && actor.companyId === id;
  return actor.role === 'market_manager' ? kind === 'market' && actor.marketId === id : true;
}

/** Whose cards a list of a kind holds for this employee; null for all. */
export function onlyScoreOf(actor: StaffActor, kind: ScoredKind): string[] | null {
  if (actor.role !== 'market_manager') return null;
  return kind === 'market' && actor.marketId ? [actor.marketId] : [];
}
