import type { Logger } from 'pino';
import { type DataSource, LessThan } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { Storage } from '../../../adapters/storage/storage';
import type { By } from '../../../audit/audit';
import type { Clock } from '../../../clock';
import { isDiskFull } from '../../../database-errors';
import type { FullDisks } from '../../../full-disks';
import { TooLate, within } from '../../../patience';
import { judge } from './alarms';
import { alarmTitle } from './incidents';
import { MonitorProcess, MonitorSample } from './monitor.entity';
import { createPeaks, wholeSystem } from './peaks';
import { createReader, type ProcessReading } from './process-reading';
import type { ProviderNews } from './provider-news';
import type { RequestCounts } from './request-counts';
import { readService, type Reading, silentAfterMs } from './service-readings';
import { type Tell, tellAlarms } from './tell-alarms';

export interface MonitorDeps {
  db: DataSource;
  clock: Clock;
  log: Logger;
  fullDisks: FullDisks;
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
const writingSeconds = 20;
/** Whether it still lets itself be read is soon seen. */
const readingSeconds = 3;

export function createMonitor(deps: MonitorDeps): Monitor {
  const { db, clock, log, machine } = deps;
  const reader = createReader(deps.requests);
  const peaks = createPeaks();
  const own = { id: uuidv7(), machine, pid: process.pid, startedAt: clock.now() };
  let latest: ProcessReading | undefined;
  let databaseMilliseconds: number | null = null;
  let writing: Promise<void> | undefined;
  let away: { since: Date; told: boolean } | undefined;
  /** The longest absence that is over and that nobody has judged yet. */
  let returned: (Reading & { since: Date }) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  async function round(): Promise<void> {
    latest = await reader.read(databaseMilliseconds);
    const now = clock.now();
    try {
      // One that hangs is waited for again: another would only take another connection.
      await within(writingSeconds, (writing ??= writeDown(latest, now).finally(() => (writing = undefined))), noteFullDisk);
    } catch (error) {
      return withoutDatabase(error, now);
    }
    if (away) endAbsence(away.since, now);
    await judgeInTurn(now).catch((error: unknown) => log.error({ err: error }, 'the monitoring could not judge'));
  }

  async function judgeInTurn(now: Date): Promise<void> {
    await deps.storage.check().catch(() => undefined);
    await deps.news.write(db.manager);
    if (await takeTurn(now)) {
      await judgeAll(now, returned ? [returned] : []);
      returned = undefined;
    }
    if (deps.tell) await tellAlarms(deps, deps.tell);
  }

  function endAbsence(since: Date, now: Date): void {
    log.warn({ since }, 'the database answers again');
    const value = (now.getTime() - since.getTime()) / 1000;
    if (!returned || value > returned.value) returned = { indicator: 'database_failing', subject: machine, value, since };
    away = undefined;
  }

  async function writeDown(reading: ProcessReading, now: Date): Promise<void> {
    const begun = performance.now();
    await db.query(
      'INSERT INTO monitor_processes (id, machine, pid, started_at, seen_at, stopped_at, reading) VALUES (?, ?, ?, ?, ?, NULL, ?) ON DUPLICATE KEY UPDATE seen_at = VALUES(seen_at), stopped_at = NULL, reading = VALUES(reading)',
      [own.id, own.machine, own.pid, own.startedAt, now, JSON.stringify(reading)],
    );
    await peaks.keep(db.manager, machine, { ...reading.machine, ...(reading.databaseMilliseconds === null ? {} : { database_write: reading.databaseMilliseconds }) }, now);
    databaseMilliseconds = Math.round(performance.now() - begun);
  }

  /** Who comes back from an absence does not wait for the turn: while others judge, it might never come. */
  async function takeTurn(now: Date): Promise<boolean> {
    const ago = (ms: number) => new Date(now.getTime() - ms);
    const answer: { affectedRows: number } = await db.query(
      'UPDATE monitor_turns SET judged_since = IF(taken_at IS NULL OR taken_at <= ?, ?, COALESCE(judged_since, ?)), taken_at = ? WHERE id = 1 AND (taken_at IS NULL OR taken_at <= ? OR taken_at > ?)',
      [ago(silentAfterMs), now, now, now, ago(returned ? 0 : turnMs), now],
    );
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
    noteFullDisk(error);
    log.error({ err: error, since: away.since }, 'the monitoring could not be written down');
    if (away.told || clock.now().getTime() - away.since.getTime() < databasePatienceMs) return;
    away.told = true;
    const [title, meaning] = await troubleOf(error);
    const answer = await deps.tell?.(title, `【中断】${title}\n服务器：${machine}\n${meaning}`);
    if (answer && answer.state !== 'sent') log.error({ sentence: answer.sentence }, 'the group could not be told of the database');
  }

  function noteFullDisk(error: unknown): void {
    if (isDiskFull(error)) deps.fullDisks.met('database');
  }

  async function troubleOf(error: unknown): Promise<[title: string, meaning: string]> {
    if (deps.fullDisks.now()?.of.includes('database')) return ['甬车告警：数据库的存储空间已满', '新的内容存不下，请立即腾出空间。'];
    const isReadable = error instanceof TooLate && (await within(readingSeconds, db.query('SELECT 1')).then(() => true, () => false));
    return isReadable ? ['甬车告警：数据库存不下数据', '写入没有应答，查看还可以。请先检查存储空间是否已满。'] : ['甬车告警：数据库连不上', '系统读不到、也存不下数据。'];
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
