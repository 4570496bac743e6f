import { type EntityManager, In } from 'typeorm';
import { startOfDay } from '../../../clock';
import { monthAfter } from '../../ledger/calendar-month';
import { monthAt, monthsOwed } from '../archives/months';
import type { Reading } from '../monitoring/service-readings';
import { lastWhole } from './record';
import { BackupSchedule, ChangeHistory, type SystemBackup } from './system-backup.entity';

type Kind = SystemBackup['kind'];

/** A daily backup that was begun longer ago is late: a day, and time to make it in. */
const dailyMs = 26 * 3600_000;
const changesMs = 15 * 60_000;
/** The month's archive is made on the 5th; from the beginning of this day on it is late. */
const archiveLateFrom = (month: string) => startOfDay(`${month}-08`);

/** From now on these are due by themselves; known already, nothing changes. */
export async function expectFrom(tx: EntityManager, kinds: Kind[], at: Date): Promise<void> {
  await tx.query('INSERT IGNORE INTO backup_schedules (kind, since) VALUES ?', [kinds.map((kind) => [kind, at])]);
}

/** Since when what is due is late; undefined where it is in time, or nobody expects it. */
export interface Lateness {
  daily: Date | undefined;
  changes: Date | undefined;
  monthly: Date | undefined;
}

export async function lateness(tx: EntityManager, now: Date): Promise<Lateness> {
  const schedules = new Map((await tx.findBy(BackupSchedule, { kind: In(['database', 'pictures', 'changes', 'archive']) })).map(({ kind, since }) => [kind, since]));
  const past = (last: Date | undefined, allowedMs: number) => (last && now.getTime() - last.getTime() > allowedMs ? new Date(last.getTime() + allowedMs) : undefined);
  const lastOf = async (kind: Kind) => {
    const since = schedules.get(kind);
    return since && later(since, (await lastWhole(tx, kind))?.coversUntil);
  };
  const daily = [past(await lastOf('database'), dailyMs), past(await lastOf('pictures'), dailyMs)].filter((one) => one !== undefined);
  const changesSince = schedules.get('changes');
  return {
    daily: daily.sort((one, other) => one.getTime() - other.getTime())[0],
    changes: past(changesSince && later(changesSince, await restorableUntil(tx)), changesMs),
    monthly: await archiveLate(tx, schedules.get('archive'), now),
  };
}

/** Up to which moment the changes are in the store without a gap since the last dump; where it was taken before they began anew, none of them can be replayed. */
export async function restorableUntil(tx: EntityManager): Promise<Date | null | undefined> {
  const [history] = await tx.find(ChangeHistory, { order: { beganAt: 'DESC', id: 'DESC' }, take: 1 });
  const dump = await lastWhole(tx, 'database');
  return history && dump && dump.coversUntil! < history.beganAt ? history.beganAt : history?.shippedUntil;
}

const later = (one: Date, other: Date | null | undefined) => (other && other > one ? other : one);

async function archiveLate(tx: EntityManager, since: Date | undefined, now: Date): Promise<Date | undefined> {
  const today = monthAt(now);
  // What was late at the end of a month is not in time on the first of the next.
  const month = now >= archiveLateFrom(today) ? today : monthAfter(today, -1);
  const due = archiveLateFrom(month);
  if (!since || since > due) return undefined;
  return (await monthsOwed(tx, monthAfter(month, -1), now)).length === 0 ? undefined : due;
}

/** For the monitoring: 备份逾期 of each tier in seconds, and how many originals were wrong when all of them were looked at last. */
export async function backupReadings(tx: EntityManager, now: Date): Promise<Reading[]> {
  const late = await lateness(tx, now);
  const wrong: Reading = { indicator: 'originals_wrong', subject: '', value: (await lastWhole(tx, 'pictures'))?.wrong ?? 0 };
  return [wrong, ...Object.entries(late).map(([subject, since]): Reading => ({ indicator: 'backup_late', subject, value: since ? Math.max(1, Math.round((now.getTime() - since.getTime()) / 1000)) : 0, ...(since ? { since } : {}) }))];
}
