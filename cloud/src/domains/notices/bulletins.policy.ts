import type { Actor } from '../../http/actor';
import type { Bulletin } from './bulletins/bulletin.entity';
import type { BulletinSending } from './bulletins/bulletin-sending.entity';

/** What a decision looks at; `isOutdated` where a corrected edition of its month is in force, `isOnItsWay` where somebody has had it sent. */
export type Standing = Pick<Bulletin, 'state' | 'refusal' | 'madeBy' | 'changedBy'> & { isOutdated: boolean; isOnItsWay: boolean };

const isEditor = (actor: Actor): boolean => actor.role === 'clerk' || actor.role === 'president';

/** Whoever wrote a part of it, and therefore cannot be the second person. */
export const isAuthor = (staffId: string, { madeBy, changedBy }: Pick<Bulletin, 'madeBy' | 'changedBy'>): boolean => staffId === madeBy || staffId === changedBy;

export const mayChange = (actor: Actor, { state }: Pick<Standing, 'state'>): boolean => actor.role === 'clerk' && state === 'draft';

/** 复核 by a second person; what was given back is changed first. */
export const mayApprove = (actor: Actor, bulletin: Standing): boolean =>
  isEditor(actor) && actor.kind === 'staff' && bulletin.state === 'draft' && bulletin.refusal === null && !bulletin.isOutdated && !isAuthor(actor.staffId, bulletin);

/** 退回: until it is on its way to anybody. */
export const mayRefuse = (actor: Actor, { state, refusal, isOnItsWay }: Standing): boolean => isEditor(actor) && ((state === 'draft' && refusal === null) || (state === 'approved' && !isOnItsWay));

export const mayWithdraw = (actor: Actor, { state }: Pick<Standing, 'state'>): boolean => isEditor(actor) && state !== 'withdrawn';

export const maySend = (actor: Actor, { state, isOutdated }: Pick<Standing, 'state' | 'isOutdated'>): boolean => isEditor(actor) && (state === 'approved' || state === 'sent') && !isOutdated;

/** A person who looked in the group says what became of it. */
export const mayConfirm = (actor: Actor, { state }: Pick<BulletinSending, 'state'>): boolean => isEditor(actor) && (state === 'handed_over' || state === 'unknown');

/** Only what has certainly failed is sent again. */
export const mayRetry = (actor: Actor, { state }: Pick<BulletinSending, 'state'>, bulletin: Pick<Standing, 'state' | 'isOutdated'>): boolean => state === 'failed' && maySend(actor, bulletin);
