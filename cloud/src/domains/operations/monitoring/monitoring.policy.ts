import type { Actor } from '../../../http/actor';

/** Who sees that something is wrong says so. */
export const mayReport = (actor: Actor): boolean => actor.role === 'clerk' || actor.role === 'technician';

/** Who repairs also says that somebody is at it, and what rules an alarm follows. */
export const mayHandle = (actor: Actor): boolean => actor.role === 'technician';
