import type { Actor, StaffActor } from '../../../http/actor';
import type { Disposal } from './disposal.entity';

/** 提出销毁: whoever keeps the register of deals. */
export const mayPropose = (actor: Actor): boolean => actor.role === 'clerk';
/** 批准销毁: what cannot be taken back is decided at the top. */
export const mayDecide = (actor: Actor): boolean => actor.role === 'president';
/** The one who decides is another one than who proposed. */
export const isImpartialToDisposal = ({ staffId }: StaffActor, { proposedBy }: Pick<Disposal, 'proposedBy'>): boolean => staffId !== proposedBy;
