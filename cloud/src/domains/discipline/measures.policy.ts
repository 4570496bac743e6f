import type { Actor } from '../../http/actor';
import type { Measure } from './measure.entity';
import type { Subject } from './subjects';

type Standing = Pick<Measure, 'state' | 'kind' | 'cancellationId'>;

/** What waits for the meeting ends with its decision: a proposed cancellation, and the suspension until then. */
export const isLiftable = ({ state, cancellationId }: Standing) => state === 'in_force' && cancellationId === null;
export const mayLift = (actor: Actor, measure: Standing) => actor.role === 'clerk' && isLiftable(measure);

/** An operator reads the own standing, a market's manager those of the market and its operators, the association's staff all. */
export function mayReadStanding(actor: Actor, { type, id }: Subject, marketId: string | null): boolean {
  if (actor.kind !== 'staff') return false;
  if (actor.role === 'operator') return type === 'operator' && id === actor.staffId;
  if (actor.role !== 'market_manager') return true;
  return (type === 'market' && id === actor.marketId) || (type === 'operator' && marketId === actor.marketId);
}
