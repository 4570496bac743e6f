import type { Actor } from '../../../http/actor';

/** Who runs the machines moves what lies on them. */
export const mayMove = (actor: Actor): boolean => actor.role === 'technician';
