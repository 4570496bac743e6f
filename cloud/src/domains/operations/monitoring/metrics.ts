import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import type { Clock } from '../../../clock';
import { waitingJobs } from '../../../jobs/queue';
import { within } from '../../../patience';
import { Alarm } from './alarm.entity';
import type { ProcessReading } from './process-reading';
import type { RequestCounts } from './request-counts';
import type { OnCall } from './watch-providers';

/** What Prometheus scrapes of one process. Labels are words of closed lists and patterns of routes: no address, id or name is among them. */
export interface Metrics {
  onRequest: RequestCounts['count'];
  onCall: OnCall;
  /** In Prometheus's text format. */
  text(): Promise<string>;
  type: string;
}

interface MetricsDeps {
  db: DataSource;
  clock: Clock;
  latest: () => ProcessReading | undefined;
}

/** Prometheus waits for ten seconds; what the process knows of itself does not wait for the database. */
const systemSeconds = 2;
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE']);
const machine = {
  cpu: ['yongche_machine_cpu_percent', 'Processor time of the machine that was used since the last reading'],
  memory: ['yongche_machine_memory_percent', 'Memory of the machine that is not available'],
  tcp: ['yongche_machine_tcp_connections', 'Established TCP connections'],
  net_in: ['yongche_machine_received_bytes_per_second', 'Bytes received since the last reading'],
  net_out: ['yongche_machine_sent_bytes_per_second', 'Bytes sent since the last reading'],
  disk_read: ['yongche_machine_disk_read_bytes_per_second', 'Bytes read from disks since the last reading'],
  disk_write: ['yongche_machine_disk_written_bytes_per_second', 'Bytes written to disks since the last reading'],
} as const;

export function createMetrics({ db, clock, latest }: MetricsDeps): Metrics {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });
  const requests = new Histogram({ name: 'yongche_http_request_seconds', help: 'Requests to the API', labelNames: ['method', 'route', 'status'], buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10], registers });
  const calls = new Counter({ name: 'yongche_outside_calls_total', help: 'Calls to outside services', labelNames: ['service', 'outcome'], registers });
  for (const [indicator, [name, help]] of Object.entries(machine)) {
    new Gauge({ name, help, registers, collect() {
      const value = latest()?.machine[indicator as keyof typeof machine];
      if (value === undefined) this.reset();
      else this.set(value);
    } }); // prettier-ignore
  }
  new Gauge({ name: 'yongche_database_write_seconds', help: 'How long the last writing of the monitoring took', registers, collect() {
    const milliseconds = latest()?.databaseMilliseconds;
    if (milliseconds != null) this.set(milliseconds / 1000);
  } }); // prettier-ignore
  const age = new Gauge({ name: 'yongche_queue_age_seconds', help: 'By how much the oldest job that waits is late', registers });
  const dead = new Gauge({ name: 'yongche_dead_jobs', help: 'Jobs that failed too often', registers });
  const alarms = new Gauge({ name: 'yongche_alarms', help: 'Alarms that are raised', labelNames: ['severity'], registers });

  /** Of the whole system, the same from every process; absent while the database does not answer. */
  async function collectSystem(): Promise<void> {
    for (const gauge of [age, dead, alarms]) gauge.reset();
    const waiting = await waitingJobs(db.manager, clock.now());
    age.set(waiting.oldestSeconds);
    dead.set(waiting.dead);
    for (const severity of ['slow', 'down'] as const) alarms.set({ severity }, await db.manager.countBy(Alarm, { state: 'raised', severity }));
  }

  return {
    onRequest: ({ method, route, status, seconds }) => requests.observe({ method: methods.has(method) ? method : 'other', route, status: String(status) }, seconds),
    onCall: (service, failure) => calls.inc({ service, outcome: failure ?? 'answered' }),
    async text() {
      await within(systemSeconds, collectSystem()).catch(() => undefined);
      return register.metrics();
    },
    type: register.contentType,
  };
}
