import { type EntityManager, In } from 'typeorm';
import type { Actor } from '../../http/actor';
import { Staff } from '../identity/staff.entity';
import { AgendaItem } from './agenda-item.entity';
import { mayConfirm, mayRecord, mayWithdrawItem } from './governance.policy';
import { Meeting } from './meeting.entity';
import { Resolution } from './resolution.entity';

/** How many items a list shows; an association has a few dozen a year. */
const most = 500;

/** 议题列表: the latest first, of one state or all. */
export async function listItems(tx: EntityManager, { state }: { state?: AgendaItem['state'] | undefined }, actor: Actor) {
  return { items: await presentItems(tx, await tx.find(AgendaItem, { where: state ? { state } : {}, order: { madeAt: 'DESC', id: 'DESC' }, take: most }), actor) };
}

/**
 * Items with the resolution of the meeting for which they are shown: of `meetingId`, or else of the one on whose agenda they
 * stand; an item that waits shows the last one, which put it off.
 */
export async function presentItems(tx: EntityManager, items: AgendaItem[], actor: Actor, meetingId?: string) {
  if (items.length === 0) return [];
  const resolutions = await tx.find(Resolution, { where: { itemId: In(items.map(({ id }) => id)) }, order: { recordedAt: 'ASC' } });
  const meetings = await byId(tx, Meeting, items.map((item) => item.meetingId));
  const staff = await byId(tx, Staff, [...items.map(({ madeBy }) => madeBy), ...resolutions.flatMap(({ recordedBy, confirmedBy }) => [recordedBy, confirmedBy])]);
  const nameOf = (id: string) => staff.get(id)?.name ?? '员工';
  return items.map((item) => {
    const shownFor = meetingId ?? item.meetingId;
    const record = resolutions.filter((resolution) => resolution.itemId === item.id && (shownFor === null || resolution.meetingId === shownFor)).at(-1);
    const stands = item.meetingId !== null && item.meetingId === shownFor;
    return {
      ...item,
      madeBy: item.madeBy ? nameOf(item.madeBy) : '系统',
      resolution: record ? { ...record, recordedBy: nameOf(record.recordedBy), confirmedBy: record.confirmedBy && nameOf(record.confirmedBy) } : null,
      may: {
        record: stands && mayRecord(actor, item, meetings.get(item.meetingId!), record),
        confirm: stands && mayConfirm(actor, item, record),
        withdraw: mayWithdrawItem(actor, item, stands ? record : undefined),
      },
    };
  });
}

async function byId<E extends { id: string }>(tx: EntityManager, entity: new () => E, ids: (string | null)[]): Promise<Map<string, E>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const found = wanted.length > 0 ? ((await tx.find(entity as new () => { id: string }, { where: { id: In(wanted) } })) as E[]) : [];
  return new Map(found.map((row) => [row.id, row]));
}
