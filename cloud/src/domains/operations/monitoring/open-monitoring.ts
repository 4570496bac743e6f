import { hostname } from 'node:os';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { Adapters } from '../../../adapters';
import type { Clock } from '../../../clock';
import type { FullDisks } from '../../../full-disks';
import { createMetrics, type Metrics } from './metrics';
import { createMonitor, type Monitor } from './monitor';
import { createProviderNews } from './provider-news';
import { createRequestCounts, type RequestCounts } from './request-counts';
import { type AlarmRobot, tellBy } from './tell-alarms';
import { watchProviders } from './watch-providers';

/** 监测, as a process has it. */
export interface Monitoring {
  monitor: Monitor;
  requests: RequestCounts;
  metrics: Metrics;
  /** With which /metrics may be read from elsewhere; undefined where it may not. */
  metricsToken: string | undefined;
}

interface MonitoringOptions {
  db: DataSource;
  clock: Clock;
  log: Logger;
  fullDisks: FullDisks;
  publicUrl: string;
  /** Undefined for the name that the machine has. */
  machine: string | undefined;
  metricsToken: string | undefined;
  robot: AlarmRobot | undefined;
}

/** Opens the monitoring, and gives back the adapters with their calls overheard; nothing is measured before the monitor is started. */
export function openMonitoring(adapters: Adapters, { db, clock, log, fullDisks, publicUrl, machine, metricsToken, robot }: MonitoringOptions): { adapters: Adapters; monitoring: Monitoring } {
  const metrics = createMetrics({ db, clock, latest: () => monitor.latest() });
  const requests = createRequestCounts(metrics.onRequest);
  const news = createProviderNews(clock, metrics.onCall);
  const watched = watchProviders(adapters, news.hear);
  const monitor: Monitor = createMonitor({ db, clock, log, fullDisks, storage: watched.storage, requests, news, machine: plainName(machine ?? hostname()), publicUrl, tell: tellBy(watched.groups, robot) });
  return { adapters: watched, monitoring: { monitor, requests, metrics, metricsToken } };
}

/** A name that fits into the lists; hosts are called by letters, digits, points and dashes anyway. */
const plainName = (name: string) => name.replace(/[^\w.-]/g, '-').slice(0, 60) || 'machine';
