import type { Actor } from '../../http/actor';
import type { Bulletin } from './bulletins/bulletin.entity';
import type { BulletinSending } from './bulletins/bulletin-sending.entity';

/** What a decision looks at; `authorIds` of whoever wrote a part of it, `isOutdated` where its data are no longer those that are published, `isOnItsWay` where somebody has had it sent. */
export type Standing = Pick<Bulletin, 'state' | 'refusal'> & { authorIds: string[]; isOutdated: boolean; isOnItsWay: boolean };

const isEditor = (actor: Actor): boolean => actor.role === 'clerk' || actor.role === 'president';

export const mayChange = (actor: Actor, { state }: Pick<Standing, 'state'>): boolean => actor.role === 'clerk' && state === 'draft';

/** 复核 by a second person; what was given back is changed first. */
export const mayApprove = (actor: Actor, bulletin: Standing): boolean =>
  isEditor(actor) && actor.kind === 'staff' && bulletin.state === 'draft' && bulletin.refusal === null && !bulletin.isOutdated && !bulletin.authorIds.includes(actor.staffId);

/** 退回: until it is on its way to anybody. */
export const mayRefuse = (actor: Actor, { state, refusal, isOnItsWay }: Standing): boolean => isEditor(actor) && ((state === 'draft' && refusal === null) || (state === 'approved' && !isOnItsWay));

export const mayWithdraw = (actor: Actor, { state }: Pick<Standing, 'state'>): boolean => isEditor(actor) && state !== 'withdrawn';

export const maySend = (actor: Actor, { state, isOutdated }: Pick<Standing, 'state' | 'isOutdated'>): boolean => isEditor(actor) && (state === 'approved' || state === 'sent') && !isOutdated;

/** A person who looked in the group says what became of it. */
export const mayConfirm = (actor: Actor, { state }: Pick<BulletinSending, 'state'>): boolean => isEditor(actor) && (state === 'handed_over' || state === 'unknown');

/** Only what has certainly failed is sent again. */
export const mayRetry = (actor: Actor, { state }: Pick<BulletinSending, 'state'>, bulletin: Pick<Standing, 'state' | 'isOutdated'>): boolean => state === 'failed' && maySend(actor, bulletin);
