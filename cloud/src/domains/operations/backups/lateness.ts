import { type EntityManager, In } from 'typeorm';
import { dayInShanghai, startOfDay } from '../../../clock';
import { monthsOwed } from '../archives/months';
import type { Reading } from '../monitoring/service-readings';
import { BackupSchedule, SystemBackup } from './system-backup.entity';

type Kind = SystemBackup['kind'];

/** A daily backup that was begun longer ago is late: a day, and time to make it in. */
const dailyMs = 26 * 3600_000;
const changesMs = 15 * 60_000;
/** The month's archive is made on the 5th; from the beginning of this day on it is late. */
const archiveDay = '08';

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
    return since && later(since, await lastReady(tx, kind));
  };
  const daily = [past(await lastOf('database'), dailyMs), past(await lastOf('pictures'), dailyMs)].filter((one) => one !== undefined);
  const changesSince = schedules.get('changes');
  const [shipped]: { at: Date | null }[] = await tx.query('SELECT MAX(shipped_until) AS at FROM change_histories');
  return {
    daily: daily.sort((one, other) => one.getTime() - other.getTime())[0],
    changes: past(changesSince && later(changesSince, shipped?.at ?? undefined), changesMs),
    monthly: await archiveLate(tx, schedules.get('archive'), now),
  };
}

/** When the last one that succeeded was begun, or covers until. */
export async function lastReady(tx: EntityManager, kind: Kind): Promise<Date | undefined> {
  const last = await tx.findOne(SystemBackup, { where: { kind, state: In(['ready', 'removed']) }, order: { startedAt: 'DESC' } });
  return last?.startedAt;
}

const later = (one: Date, other: Date | undefined) => (other && other > one ? other : one);

async function archiveLate(tx: EntityManager, since: Date | undefined, now: Date): Promise<Date | undefined> {
  const month = dayInShanghai(now).slice(0, 7);
  const due = startOfDay(`${month}-${archiveDay}`);
  if (!since || since > due || now < due) return undefined;
  const wanted = monthBefore(month);
  return (await monthsOwed(tx, wanted)).length === 0 ? undefined : due;
}

/** `2019-12` of `2020-01`. */
export const monthBefore = (month: string) => dayInShanghai(new Date(startOfDay(`${month}-01`).getTime() - 1)).slice(0, 7);

/** 备份逾期 for the monitoring: by how many seconds each tier is late. */
export async function backupReadings(tx: EntityManager, now: Date): Promise<Reading[]> {
  const late = await lateness(tx, now);
  return Object.entries(late).map(([subject, since]) => ({ indicator: 'backup_late', subject, value: since ? Math.max(1, Math.round((now.getTime() - since.getTime()) / 1000)) : 0, ...(since ? { since } : {}) }));
}
