import { alarmRules, outsideServices, type serviceParts } from '@yongche/contract';
import { Between, In, type EntityManager, Not } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../../audit/audit';
import { nextDay, startOfDay } from '../../../clock';
import type { StaffActor } from '../../../http/actor';
import { ensure } from '../../../http/errors';
import { Staff } from '../../identity/staff.entity';
import { daysOf } from '../../ledger/calendar-month';
import type { Alarm } from './alarm.entity';
import { Incident } from './incident.entity';

type ByStaff = By & { author: StaffActor };

/** What an alarm is called: CPU使用率过高（node-1）. */
export function alarmTitle({ rule, subject }: Pick<Alarm, 'rule' | 'subject'>): string {
  const about = subject in outsideServices ? outsideServices[subject as keyof typeof outsideServices] : subject;
  return `${alarmRules[rule].name}${about === '' ? '' : `（${about}）`}`;
}

/** An alarm opens an incident; while one about the same is not repaired, it is that one again, and not over. */
export async function openForAlarm(tx: EntityManager, { id: alarmId, rule, subject, severity, beganAt }: Alarm, by: By): Promise<void> {
  const liveKey = `${rule}:${subject}`;
  const { affected } = await tx.update(Incident, { liveKey }, { alarmId, recoveredAt: null });
  if (!affected) await open(tx, { alarmId, liveKey, part: alarmRules[rule].part, severity, title: alarmTitle({ rule, subject }), beganAt, openedBy: null }, by);
}

/** 报告 by hand. */
export const report = (tx: EntityManager, incident: { part: keyof typeof serviceParts; severity: 'slow' | 'down'; title: string }, by: ByStaff): Promise<Incident> =>
  open(tx, { ...incident, alarmId: null, liveKey: null, beganAt: by.at, openedBy: by.author.staffId }, by);

type Opening = Pick<Incident, 'alarmId' | 'liveKey' | 'part' | 'severity' | 'title' | 'beganAt' | 'openedBy'>;

async function open(tx: EntityManager, opening: Opening, by: By): Promise<Incident> {
  const incident: Incident = { id: uuidv7(), ...opening, state: 'open', acknowledgedAt: null, acknowledgedBy: null, recoveredAt: null, repairedAt: null, repairedBy: null, cause: null };
  await tx.insert(Incident, incident);
  await audit(tx, by, { action: 'operations.incident_opened', subject: { type: 'incident', id: incident.id }, details: { part: opening.part, severity: opening.severity, alarm: opening.alarmId } });
  return incident;
}

/** Its alarm ended: it worked again from then on. That it is repaired is for a person to say. */
export async function recover(tx: EntityManager, { id }: Pick<Alarm, 'id'>, at: Date): Promise<void> {
  await tx.update(Incident, { alarmId: id, state: Not('repaired') }, { recoveredAt: at });
}

/** Whether nobody has said yet that what an alarm is about is repaired. */
export const isUnrepaired = (tx: EntityManager, { id }: Pick<Alarm, 'id'>): Promise<boolean> => tx.existsBy(Incident, { alarmId: id, state: Not('repaired') });

/** 响应: somebody is at it. Once it is acknowledged or repaired it stays so. @throws incident.not_found */
export async function acknowledge(tx: EntityManager, id: string, by: ByStaff): Promise<Incident> {
  const incident = await lock(tx, id);
  if (incident.state !== 'open') return incident;
  const change = { state: 'acknowledged', acknowledgedAt: by.at, acknowledgedBy: by.author.staffId } as const;
  await tx.update(Incident, id, change);
  await audit(tx, by, { action: 'operations.incident_acknowledged', subject: { type: 'incident', id } });
  return { ...incident, ...change };
}

/** 修复: over, with its cause; one that nobody had acknowledged is acknowledged by it. Once it is repaired it stays so. @throws incident.not_found */
export async function repair(tx: EntityManager, id: string, cause: string, by: ByStaff): Promise<Incident> {
  const incident = await lock(tx, id);
  if (incident.state === 'repaired') return incident;
  const change: Partial<Incident> & Pick<Incident, 'state'> = {
    ...{ state: 'repaired' as const, liveKey: null, repairedAt: by.at, repairedBy: by.author.staffId, cause, recoveredAt: incident.recoveredAt ?? by.at },
    ...(incident.state === 'open' ? { acknowledgedAt: by.at, acknowledgedBy: by.author.staffId } : {}),
  };
  await tx.update(Incident, id, change);
  await audit(tx, by, { action: 'operations.incident_repaired', subject: { type: 'incident', id } });
  return { ...incident, ...change };
}

async function lock(tx: EntityManager, id: string): Promise<Incident> {
  const incident = await tx.findOne(Incident, { where: { id }, lock: { mode: 'pessimistic_write' } });
  ensure(incident, 'incident.not_found');
  return incident;
}

/** What is not repaired, the latest first. */
export const openIncidents = (tx: EntityManager): Promise<Incident[]> => tx.find(Incident, { where: { state: Not('repaired') }, order: { beganAt: 'DESC' }, take: 100 });

/** The incidents that began in a month (Shanghai), the latest first. */
export function incidentsOf(tx: EntityManager, month: string): Promise<Incident[]> {
  const { first, last } = daysOf(month);
  return tx.find(Incident, { where: { beganAt: duringDays(first, last) }, order: { beganAt: 'DESC', id: 'DESC' } });
}

/** Moments from the beginning of a day (Shanghai) to the end of another. */
export const duringDays = (from: string, to: string) => Between(startOfDay(from), new Date(startOfDay(nextDay(to)).getTime() - 1));

/** 平均响应用时 and 平均修复用时, of those that have come so far: from the beginning of the trouble, whole seconds. */
export function incidentFigures(incidents: Pick<Incident, 'state' | 'beganAt' | 'acknowledgedAt' | 'recoveredAt'>[]) {
  const mean = (of: 'acknowledgedAt' | 'recoveredAt') => {
    const seconds = incidents.flatMap((one) => (one[of] ? [(one[of].getTime() - one.beganAt.getTime()) / 1000] : []));
    return seconds.length === 0 ? null : Math.round(seconds.reduce((sum, one) => sum + one, 0) / seconds.length);
  };
  return { count: incidents.length, open: incidents.filter(({ state }) => state !== 'repaired').length, meanSecondsToAcknowledge: mean('acknowledgedAt'), meanSecondsToRepair: mean('recoveredAt') };
}

/** Incidents as the contract has them, with the names of people. */
export async function presentIncidents(tx: EntityManager, incidents: Incident[]) {
  const ids = incidents.flatMap(({ openedBy, acknowledgedBy, repairedBy }) => [openedBy, acknowledgedBy, repairedBy].filter((id) => id !== null));
  const people = ids.length === 0 ? [] : await tx.findBy(Staff, { id: In([...new Set(ids)]) });
  const nameOf = (id: string | null) => people.find((person) => person.id === id)?.name ?? null;
  return incidents.map((one) => ({ ...one, openedBy: nameOf(one.openedBy), acknowledgedBy: nameOf(one.acknowledgedBy), repairedBy: nameOf(one.repairedBy) }));
}
