import type { Actor } from '../../../http/actor';

/** 立即备份, of the day or of a month: whoever answers for the data. One backup more harms nobody. */
export const mayBackUp = (actor: Actor): boolean => actor.role === 'technician' || actor.role === 'clerk';
