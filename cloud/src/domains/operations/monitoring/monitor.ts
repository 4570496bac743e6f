import type { Logger } from 'pino';
import { type DataSource, LessThan } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { Storage } from '../../../adapters/storage/storage';
import type { By } from '../../../audit/audit';
import type { Clock } from '../../../clock';
import { isDiskFull } from '../../../database-errors';
import type { FullDisks } from '../../../full-disks';
import { judge } from './alarms';
import { alarmTitle } from './incidents';
import { MonitorProcess, MonitorSample } from './monitor.entity';
import { createPeaks, wholeSystem } from './peaks';
import { createReader, type ProcessReading } from './process-reading';
import type { ProviderNews } from './provider-news';
import type { RequestCounts } from './request-counts';
import { readService, type Reading } from './service-readings';
import { type Tell, tellAlarms } from './tell-alarms';

export interface MonitorDeps {
  db: DataSource;
  clock: Clock;
  log: Logger;
  fullDisks: Pick<FullDisks, 'met'>;
  storage: Pick<Storage, 'check'>;
  requests: RequestCounts;
  news: ProviderNews;
  /** The name under which this machine stands in lists. */
  machine: string;
  publicUrl: string;
  /** Undefined where no group's robot is configured. */
  tell: Tell | undefined;
}

/** 监测 of one process: it reads itself and its machine, and in turn with the other processes judges the whole. */
export interface Monitor {
  /** What was read last; undefined before the first time. */
  latest(): ProcessReading | undefined;
  /** One round. It never throws: a database that is down is itself what is to be told. */
  round(): Promise<void>;
  /** A round every so many seconds, which wait for no queue. */
  start(everySeconds: number): void;
  /** Says goodbye, so that nobody takes this process for killed. */
  stop(): Promise<void>;
}

/** One process at a time judges, and not more often than this. */
const turnMs = 10_000;
const keptMs = { samples: 48 * 3600_000, processes: 24 * 3600_000 };
/** A database that is away for so long is told of without it. */
const databasePatienceMs = 60_000;
/** One that is frozen answers nothing: then it is away, too. */
const writingMs = 20_000;

export function createMonitor(deps: MonitorDeps): Monitor {
  const { db, clock, log, machine } = deps;
  const reader = createReader(deps.requests);
  const peaks = createPeaks();
  const own = { id: uuidv7(), machine, pid: process.pid, startedAt: clock.now() };
  let latest: ProcessReading | undefined;
  let databaseMilliseconds: number | null = null;
  let away: { since: Date; told: boolean } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  async function round(): Promise<void> {
    latest = await reader.read(databaseMilliseconds);
    const now = clock.now();
    try {
      const begun = performance.now();
      await withinPatience(writeDown(latest, now));
      databaseMilliseconds = Math.round(performance.now() - begun);
    } catch (error) {
      return withoutDatabase(error, now);
    }
    await judgeInTurn(now).catch((error: unknown) => log.error({ err: error }, 'the monitoring could not judge'));
  }

  async function judgeInTurn(now: Date): Promise<void> {
    await deps.storage.check().catch(() => undefined);
    await deps.news.write(db.manager);
    if (await takeTurn(now)) {
      const back: Reading[] = away ? [{ indicator: 'database_failing', subject: machine, value: (now.getTime() - away.since.getTime()) / 1000, since: away.since }] : [];
      await judgeAll(now, back);
      if (away) log.warn({ since: away.since }, 'the database answers again');
      away = undefined;
    }
    if (deps.tell) await tellAlarms(deps, deps.tell);
  }

  async function writeDown(reading: ProcessReading, now: Date): Promise<void> {
    await db.query(
      'INSERT INTO monitor_processes (id, machine, pid, started_at, seen_at, stopped_at, reading) VALUES (?, ?, ?, ?, ?, NULL, ?) ON DUPLICATE KEY UPDATE seen_at = VALUES(seen_at), stopped_at = NULL, reading = VALUES(reading)',
      [own.id, own.machine, own.pid, own.startedAt, now, JSON.stringify(reading)],
    );
    await peaks.keep(db.manager, machine, { ...reading.machine, ...(reading.databaseMilliseconds === null ? {} : { database_write: reading.databaseMilliseconds }) }, now);
  }

  async function takeTurn(now: Date): Promise<boolean> {
    const answer: { affectedRows: number } = await db.query('UPDATE monitor_turns SET taken_at = ? WHERE id = 1 AND (taken_at IS NULL OR taken_at <= ? OR taken_at > ?)', [now, new Date(now.getTime() - turnMs), now]);
    return answer.affectedRows === 1;
  }

  async function judgeAll(now: Date, more: Reading[]): Promise<void> {
    const by: By = { author: { kind: 'system' }, origin: undefined, at: now };
    const readings = [...more, ...(await readService(db.manager, now))];
    const system = readings.filter(({ subject, indicator }) => subject === wholeSystem && indicator !== 'storage_failing');
    await peaks.keep(db.manager, wholeSystem, Object.fromEntries(system.map(({ indicator, value }) => [indicator, value])), now);
    const { raised, ended } = await db.transaction((tx) => judge(tx, readings, deps.tell ? 'waiting' : 'log_only', by));
    for (const alarm of raised) log.error({ alarm: alarm.id, rule: alarm.rule, about: alarm.subject, value: alarm.peak }, `alarm: ${alarmTitle(alarm)}`);
    for (const alarm of ended) log.warn({ alarm: alarm.id, rule: alarm.rule, about: alarm.subject, peak: alarm.peak }, `alarm over: ${alarmTitle(alarm)}`);
    await db.manager.delete(MonitorSample, { slotAt: LessThan(new Date(now.getTime() - keptMs.samples)) });
    await db.manager.delete(MonitorProcess, { seenAt: LessThan(new Date(now.getTime() - keptMs.processes)) });
  }

  /** The log and the robot of the environment are all that is left; the incident is written when the database is back. */
  async function withoutDatabase(error: unknown, now: Date): Promise<void> {
    away ??= { since: now, told: false };
    const isFull = isDiskFull(error);
    if (isFull) deps.fullDisks.met('database');
    log.error({ err: error, since: away.since }, 'the monitoring could not be written down');
    if (away.told || clock.now().getTime() - away.since.getTime() < databasePatienceMs) return;
    away.told = true;
    const [title, meaning] = isFull ? ['甬车告警：数据库的存储空间已满', '新的内容存不下，请立即腾出空间。'] : ['甬车告警：数据库连不上', '系统读不到、也存不下数据。'];
    const answer = await deps.tell?.(title, `【中断】${title}\n服务器：${machine}\n${meaning}`);
    if (answer && answer.state !== 'sent') log.error({ sentence: answer.sentence }, 'the group could not be told of the database');
  }

  return {
    latest: () => latest,
    round,
    start(everySeconds) {
      const next = () => {
        running = round().finally(() => {
          running = undefined;
          if (timer) timer = setTimeout(next, everySeconds * 1000).unref();
        });
      };
      timer = setTimeout(next, 0).unref();
    },
    async stop() {
      clearTimeout(timer);
      timer = undefined;
      await running;
      reader.stop();
      await db.manager.update(MonitorProcess, own.id, { stoppedAt: clock.now() }).catch((error: unknown) => log.warn({ err: error }, 'the monitoring could not say goodbye'));
    },
  };
}

/** @throws where it takes longer than a writing may */
async function withinPatience(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the database did not answer within ${writingMs / 1000} s`)), writingMs).unref();
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
