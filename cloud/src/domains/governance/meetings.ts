import type { meetingKinds } from '@yongche/contract';
import { type EntityManager, In } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type Act, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { StaffActor } from '../../http/actor';
import { ensure, Refusal } from '../../http/errors';
import { nextNumber } from '../../next-number';
import { AgendaItem } from './agenda-item.entity';
import { mayCancelMeeting, mayChangeAgenda, mayOpenMeeting } from './governance.policy';
import { Meeting } from './meeting.entity';

interface Plan {
  kind: keyof typeof meetingKinds;
  title: string;
  heldOn: string;
  place: string;
}

/** 筹备会议; a day that is past is accepted, for a meeting that is entered afterwards. */
export async function planMeeting(tx: EntityManager, plan: Plan, staff: StaffActor, by: By): Promise<Meeting> {
  const year = plan.heldOn.slice(0, 4);
  const number = `HY${year}${String(await nextNumber(tx, `HY${year}`)).padStart(4, '0')}`;
  const meeting: Meeting = { id: uuidv7(), number, state: 'planned', ...plan, entitled: null, present: null, guests: null, madeBy: staff.staffId, madeAt: by.at };
  await tx.insert(Meeting, meeting);
  await audit(tx, by, act('governance.meeting_planned', meeting, { number, kind: plan.kind, heldOn: plan.heldOn }));
  return meeting;
}

/**
 * 排定议程: exactly these items, in this order; what stood on the agenda and is not among them waits again.
 * @throws governance.item_not_found, governance.item_wrong_state where one stands on another agenda or is closed, governance.item_wrong_meeting
 */
export async function setAgenda(tx: EntityManager, { id, itemIds }: { id: string; itemIds: string[] }, staff: StaffActor, by: By): Promise<Meeting> {
  const meeting = await lockMeeting(tx, id);
  ensure(mayChangeAgenda(staff, meeting), 'governance.meeting_wrong_state');
  const wanted = [...new Set(itemIds)];
  const items = await tx.find(AgendaItem, { where: [{ id: In(wanted) }, { meetingId: id }], order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
  const chosen = wanted.map((itemId) => items.find((item) => item.id === itemId));
  for (const item of chosen) {
    ensure(item, 'governance.item_not_found');
    ensure(item.state === 'waiting' || (item.state === 'listed' && item.meetingId === id), 'governance.item_wrong_state');
    ensure(meeting.kind === 'general' || item.decidedIn === 'chairs', 'governance.item_wrong_meeting');
  }
  await takeOff(tx, items.filter((item) => !wanted.includes(item.id)));
  for (const [position, itemId] of wanted.entries()) await tx.update(AgendaItem, itemId, { state: 'listed', meetingId: id, position });
  await audit(tx, by, act('governance.agenda_set', meeting, { items: wanted }));
  return meeting;
}

/** 会议召开: who was there; from now on its items can be decided, and its agenda stays. @throws governance.meeting_wrong_state, also before its day */
export async function openMeeting(tx: EntityManager, { id, ...attendance }: { id: string; entitled: number; present: number; guests: string }, staff: StaffActor, by: By): Promise<Meeting> {
  const meeting = await lockMeeting(tx, id);
  const today = dayInShanghai(by.at);
  if (meeting.state === 'planned' && meeting.heldOn > today) throw new Refusal('governance.meeting_wrong_state', { fields: [{ field: 'heldOn', message: `会议定于${meeting.heldOn}召开，当天才能记录到会人数；改期的请取消后重新筹备。` }] });
  ensure(mayOpenMeeting(staff, meeting, today), 'governance.meeting_wrong_state');
  const { entitled, present } = attendance;
  return move(tx, meeting, { state: 'held', ...attendance }, by, act('governance.meeting_opened', meeting, { entitled, present }));
}

/** 取消会议: its items wait for another one. @throws governance.meeting_wrong_state */
export async function cancelMeeting(tx: EntityManager, { id, reason }: { id: string; reason: string }, staff: StaffActor, by: By): Promise<Meeting> {
  const meeting = await lockMeeting(tx, id);
  ensure(mayCancelMeeting(staff, meeting), 'governance.meeting_wrong_state');
  const items = await tx.find(AgendaItem, { where: { meetingId: id }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
  await takeOff(tx, items);
  return move(tx, meeting, { state: 'cancelled' }, by, act('governance.meeting_cancelled', meeting, { reason, items: items.map((item) => item.id) }));
}

/** What is open waits again; what was withdrawn meanwhile only leaves the agenda. */
async function takeOff(tx: EntityManager, items: AgendaItem[]): Promise<void> {
  const off = { meetingId: null, position: null };
  const idsIn = (state: AgendaItem['state']) => items.filter((item) => item.state === state).map(({ id }) => id);
  await tx.update(AgendaItem, { id: In(idsIn('listed')) }, { state: 'waiting', ...off });
  await tx.update(AgendaItem, { id: In(idsIn('withdrawn')) }, off);
}

/** @throws governance.meeting_not_found */
export async function findMeeting(tx: EntityManager, id: string): Promise<Meeting> {
  const meeting = await tx.findOneBy(Meeting, { id });
  ensure(meeting, 'governance.meeting_not_found');
  return meeting;
}

async function lockMeeting(tx: EntityManager, id: string): Promise<Meeting> {
  const meeting = await tx.findOne(Meeting, { where: { id }, lock: { mode: 'pessimistic_write' } });
  ensure(meeting, 'governance.meeting_not_found');
  return meeting;
}

const act = (action: Act['action'], { id }: Meeting, details: Record<string, unknown>): Act => ({ action, subject: { type: 'meeting', id }, details });

async function move(tx: EntityManager, meeting: Meeting, change: Partial<Meeting> & Pick<Meeting, 'state'>, by: By, told: Act): Promise<Meeting> {
  await tx.update(Meeting, meeting.id, change);
  await audit(tx, by, { ...told, changes: { state: { before: meeting.state, after: change.state } } });
  return { ...meeting, ...change };
}
