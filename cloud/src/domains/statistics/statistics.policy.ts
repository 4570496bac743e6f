import type { Actor } from '../../http/actor';
import type { StatisticImport } from './statistic.entity';

type Waiting = Pick<StatisticImport, 'state'>;

/** A clerk says what a heading means while the file waits. */
export const mayMap = (actor: Actor, { state }: Waiting): boolean => actor.role === 'clerk' && state === 'waiting';

/** A clerk publishes, or throws away, what waits; a second person is asked before it goes out in a bulletin, not here. */
export const mayDecide = (actor: Actor, { state }: Waiting): boolean => actor.role === 'clerk' && state === 'waiting';
