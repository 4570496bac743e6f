import { type EntityManager, In } from 'typeorm';
import type { Actor } from '../../http/actor';
import { dayInShanghai } from '../../clock';
import { AgendaItem } from './agenda-item.entity';
import { mayCancelMeeting, mayChangeAgenda, mayOpenMeeting } from './governance.policy';
import { Meeting } from './meeting.entity';
import { presentItems } from './present-agenda';
import { Resolution } from './resolution.entity';

/** 会议列表, the latest first; `decided` counts the confirmed resolutions. */
export async function listMeetings(tx: EntityManager) {
  const meetings = await tx.find(Meeting, { order: { heldOn: 'DESC', id: 'DESC' } });
  const counts: { id: string; items: string; decided: string }[] = await tx.query(
    `SELECT a.meeting_id AS id, COUNT(DISTINCT a.item_id) AS items, COUNT(DISTINCT a.decided_id) AS decided FROM (
       SELECT meeting_id, id AS item_id, NULL AS decided_id FROM agenda_items WHERE meeting_id IS NOT NULL AND state <> 'withdrawn'
       UNION ALL SELECT meeting_id, item_id, IF(state = 'confirmed', item_id, NULL) FROM resolutions
     ) a GROUP BY a.meeting_id`,
  );
  const countOf = new Map(counts.map(({ id, items, decided }) => [id, { items: Number(items), decided: Number(decided) }]));
  return {
    items: meetings.map((meeting) => ({ ...meeting, ...(countOf.get(meeting.id) ?? { items: 0, decided: 0 }) })),
    waitingItems: await tx.countBy(AgendaItem, { state: 'waiting' }),
  };
}

/** A meeting with its agenda: what stands on it, and what it adjourned, each at its place. */
export async function presentMeeting(tx: EntityManager, meeting: Meeting, actor: Actor, now: Date) {
  const resolutions = await tx.findBy(Resolution, { meetingId: meeting.id });
  const placeOf = new Map(resolutions.map(({ itemId, position }) => [itemId, position]));
  const found = await tx.find(AgendaItem, { where: [{ meetingId: meeting.id }, { id: In([...placeOf.keys()]) }] });
  const place = (item: AgendaItem) => placeOf.get(item.id) ?? item.position!;
  const agenda = await presentItems(tx, found.sort((one, other) => place(one) - place(other)), actor, meeting.id);
  const { entitled, present, guests } = meeting;
  const withdrawn = agenda.filter(({ state }) => state === 'withdrawn').length;
  return {
    ...meeting,
    items: agenda.length - withdrawn,
    decided: agenda.filter(({ resolution }) => resolution?.state === 'confirmed').length,
    attendance: present === null ? null : { entitled: entitled!, present, guests: guests ?? '' },
    agenda,
    may: { change: mayChangeAgenda(actor, meeting), open: mayOpenMeeting(actor, meeting, dayInShanghai(now)), cancel: mayCancelMeeting(actor, meeting) },
  };
}

export type PresentedMeeting = Awaited<ReturnType<typeof presentMeeting>>;
