import type { Actor } from '../../http/actor';
import type { AgendaItem } from './agenda-item.entity';
import type { Meeting } from './meeting.entity';
import type { Resolution } from './resolution.entity';

type Item = Pick<AgendaItem, 'kind' | 'state'>;
type Record = Pick<Resolution, 'state' | 'recordedBy'> | undefined;

const isClerk = (actor: Actor) => actor.role === 'clerk';

export const mayChangeAgenda = (actor: Actor, { state }: Pick<Meeting, 'state'>) => isClerk(actor) && state === 'planned';
export const mayCancelMeeting = mayChangeAgenda;
/** On the day or after it. */
export const mayOpenMeeting = (actor: Actor, { state, heldOn }: Pick<Meeting, 'state' | 'heldOn'>, today: string) => isClerk(actor) && state === 'planned' && heldOn <= today;
/** Once the meeting is held; a record may be corrected until it is confirmed. */
export const mayRecord = (actor: Actor, item: Item, meeting: Pick<Meeting, 'state'> | undefined, record: Record) =>
  isClerk(actor) && item.state === 'listed' && meeting?.state === 'held' && record?.state !== 'confirmed';
/** By the president, who has not recorded it. */
export const mayConfirm = (actor: Actor, item: Item, record: Record) => actor.kind === 'staff' && actor.role === 'president' && item.state === 'listed' && record?.state === 'recorded' && record.recordedBy !== actor.staffId;
/** What was brought up by hand, before a vote is recorded; what the system brought up goes with its cause. */
export const mayWithdrawItem = (actor: Actor, { kind, state }: Item, record: Record) => isClerk(actor) && kind === 'other' && (state === 'waiting' || (state === 'listed' && !record));
