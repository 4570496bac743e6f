import type { Actor } from '../../../http/actor';

/** Who rents the storage says how large it is. */
export const maySetCapacity = (actor: Pick<Actor, 'role'>): boolean => actor.role === 'technician';
