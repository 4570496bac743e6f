import { type EntityManager, MoreThan } from 'typeorm';
import { waitingJobs } from '../../../jobs/queue';
import { drillReadings } from '../drills/lateness';
import { spaceReadings } from '../space/used-space';
import { backupReadings } from '../backups/lateness';
import { MonitorProcess, MonitorTurn, OutsideService } from './monitor.entity';
import { type Indicator, wholeSystem } from './peaks';

/** One value of one indicator, about a machine, an outside service, or the whole system. */
export interface Reading {
  indicator: Indicator;
  subject: string;
  value: number;
  /** When it began, where that is known and earlier than now. */
  since?: Date;
}

/** Fewer requests than this in five minutes make no rate: one error among three is not a third of the city. */
const fewRequests = 20;
/** Fewer pictures make no 95th percentile. */
const fewPictures = 5;
const windowMs = 5 * 60_000;
/** A process that was seen within this time counts as there. */
export const silentAfterMs = 60_000;
const dayMs = 24 * 3600_000;
/** A service that nobody has asked for so long is not called failing any more: nobody knows. */
const newsLastMs = 30 * 60_000;

/** Everything that the rules judge, from what all processes have written down. */
export async function readService(tx: EntityManager, now: Date): Promise<Reading[]> {
  const processes = await tx.findBy(MonitorProcess, { seenAt: MoreThan(new Date(now.getTime() - dayMs)) });
  const { judgedSince } = await tx.findOneByOrFail(MonitorTurn, { id: 1 });
  return [...ofMachines(processes, judgedSince, now), ...(await ofSystem(tx, processes, now)), ...(await ofOutside(tx, now)), ...(await backupReadings(tx, now)), ...(await drillReadings(tx, now)), ...(await spaceReadings(tx))];
}

export const isThere = ({ seenAt, stoppedAt }: Pick<MonitorProcess, 'seenAt' | 'stoppedAt'>, now: Date) => !stoppedAt && now.getTime() - seenAt.getTime() <= silentAfterMs;

/**
 * Several processes of a machine read the same machine: the highest counts. One whose last process ended in order is gone, not silent; and where nobody
 * judged for a while, because the database was away or all of us were, it is silent from then on, and at first nobody knows.
 */
function ofMachines(processes: MonitorProcess[], judgedSince: Date | null, now: Date): Reading[] {
  const names = [...new Set(processes.map(({ machine }) => machine))];
  return names.flatMap((machine) => {
    const own = processes.filter((one) => one.machine === machine);
    const last = own.reduce((latest, one) => (one.seenAt > latest.seenAt ? one : latest));
    const since = judgedSince && judgedSince > last.seenAt ? judgedSince : last.seenAt;
    const silentMs = last.stoppedAt ? 0 : Math.max(0, now.getTime() - since.getTime());
    const values = new Map<Indicator, number>();
    const keep = (indicator: Indicator, value: number | null) => value !== null && values.set(indicator, Math.max(value, values.get(indicator) ?? 0));
    for (const { reading } of own.filter((one) => isThere(one, now))) {
      for (const [indicator, value] of Object.entries(reading.machine) as [Indicator, number][]) keep(indicator, value);
      keep('database_write', reading.databaseMilliseconds);
    }
    const silent: Reading = { indicator: 'machine_silent', subject: machine, value: Math.round(silentMs / 1000), since };
    const isUnknown = !last.stoppedAt && since !== last.seenAt && silentMs < silentAfterMs;
    return [...(isUnknown ? [] : [silent]), ...[...values].map(([indicator, value]) => ({ indicator, subject: machine, value }))];
  });
}

async function ofSystem(tx: EntityManager, processes: MonitorProcess[], now: Date): Promise<Reading[]> {
  const there = processes.filter((one) => isThere(one, now));
  const total = (of: 'requests' | 'failures') => there.reduce((sum, { reading }) => sum + reading[of], 0);
  const { oldestSeconds, dead } = await waitingJobs(tx, now);
  const [reading]: { oldest: Date | null }[] = await tx.query("SELECT MIN(enqueued_at) AS oldest FROM readings WHERE state = 'waiting' AND background = 0 AND run_at <= ?", [now]);
  const uploads = await uploadMilliseconds(tx, now);
  const about = (indicator: Indicator, value: number): Reading => ({ indicator, subject: wholeSystem, value });
  return [
    about('queue_age', Math.round(oldestSeconds)),
    about('dead_jobs', dead),
    about('reading_age', reading!.oldest ? Math.max(0, Math.round((now.getTime() - reading!.oldest.getTime()) / 1000)) : 0),
    ...(total('requests') >= fewRequests ? [about('error_rate', Math.round((1000 * total('failures')) / total('requests')) / 10)] : []),
    ...(uploads === null ? [] : [about('upload_p95', uploads)]),
  ];
}

/** From the permission to upload until the server had the picture, as the phone or the counter's PC lived it: the time that 95 of 100 stayed below in the last five minutes. */
async function uploadMilliseconds(tx: EntityManager, now: Date): Promise<number | null> {
  const from = new Date(now.getTime() - windowMs);
  const rows: { ms: string }[] = await tx.query(
    `SELECT TIMESTAMPDIFF(MICROSECOND, permitted_at, received_at) / 1000 AS ms FROM images
     WHERE state IN ('accepted', 'rejected', 'returned', 'replaced') AND permit_expires_at >= ? AND received_at >= ? AND received_at <= ?`,
    [from, from, now],
  );
  if (rows.length < fewPictures) return null;
  const sorted = rows.map(({ ms }) => Number(ms)).sort((a, b) => a - b);
  return Math.round(sorted[Math.ceil(sorted.length * 0.95) - 1]!);
}

/** Whether a service fails as far as anybody knows. */
export function isFailing({ failingSince, lastSuccessAt, lastFailureAt }: OutsideService, now: Date): boolean {
  return failingSince !== null && lastFailureAt !== null && (lastSuccessAt === null || lastFailureAt > lastSuccessAt) && now.getTime() - lastFailureAt.getTime() < newsLastMs;
}

async function ofOutside(tx: EntityManager, now: Date): Promise<Reading[]> {
  return (await tx.find(OutsideService)).map((outside) => {
    const since = isFailing(outside, now) ? outside.failingSince! : undefined;
    const isStorage = outside.service === 'oss';
    return {
      indicator: isStorage ? 'storage_failing' : 'provider_failing',
      subject: isStorage ? wholeSystem : outside.service,
      value: since ? Math.round((outside.lastFailureAt!.getTime() - since.getTime()) / 1000) + 1 : 0,
      ...(since ? { since } : {}),
    };
  });
}
