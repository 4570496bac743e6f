import type { Actor } from '../../../http/actor';

/** Whoever keeps the backups shows that they can be restored. */
export const mayDrill = (actor: Actor): boolean => actor.role === 'technician';
