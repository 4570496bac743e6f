import type { Actor } from '../../http/actor';
import type { Due } from './due.entity';
import type { DuesScheme } from './dues-scheme.entity';
import type { MembershipChange } from './membership-change.entity';

type Scheme = Pick<DuesScheme, 'state' | 'madeBy' | 'changedBy'>;

const isClerk = (actor: Actor) => actor.role === 'clerk';
const isPresident = (actor: Actor) => actor.role === 'president';

/** 秘书处提出, 会议决定. */
export const mayProposeChange = isClerk;
/** Until the meeting has decided. */
export const mayWithdrawChange = (actor: Actor, { state }: Pick<MembershipChange, 'state'>) => isClerk(actor) && state === 'proposed';
export const mayLinkCompany = isClerk;

/** While a meeting has it, or has passed it, what it voted on stays as it is. */
export const mayChangeScheme = (actor: Actor, { state }: Scheme, beforeMeeting: boolean) => isClerk(actor) && state === 'draft' && !beforeMeeting;
export const mayProposeScheme = mayChangeScheme;
/** Who has neither made nor changed it (CHECK dues_schemes_two_persons). */
export const isImpartialToScheme = (actor: Actor, { madeBy, changedBy }: Scheme) => actor.kind === 'staff' && madeBy !== actor.staffId && changedBy !== actor.staffId;
export const mayAdoptScheme = (actor: Actor, scheme: Scheme, passed: boolean) => isPresident(actor) && scheme.state === 'draft' && passed && isImpartialToScheme(actor, scheme);
export const mayWithdrawScheme = (actor: Actor, { state }: Scheme) => (isClerk(actor) || isPresident(actor)) && state === 'draft';

/** A call, visit or letter, as long as the due stands. */
export const mayNoteContact = (actor: Actor, { state }: Pick<Due, 'state'>) => isClerk(actor) && state === 'open';
/** Who has not raised it (CHECK dues_two_persons). */
export const isImpartialToDue = (actor: Actor, { raisedBy }: Pick<Due, 'raisedBy'>) => actor.kind === 'staff' && actor.staffId !== raisedBy;
export const mayCancelDue = (actor: Actor, due: Pick<Due, 'state' | 'raisedBy'>, isClear: boolean) => isPresident(actor) && due.state === 'open' && isClear && isImpartialToDue(actor, due);
/** Cash and receipts are noted by finance and the secretariat (`POST /cash-receipts`, `POST /receipts`). */
export const mayNoteCash = (actor: Actor, { state }: Pick<Due, 'state'>, outstandingFen: number) => (actor.role === 'finance' || isClerk(actor)) && state === 'open' && outstandingFen > 0;
export const mayIssueReceipt = (actor: Actor, { state }: Pick<Due, 'state'>, openReceiptFen: number) => (actor.role === 'finance' || isClerk(actor)) && state === 'open' && openReceiptFen > 0;
