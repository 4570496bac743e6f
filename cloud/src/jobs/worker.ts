import type { DataSource } from 'typeorm';
import type { Logger } from 'pino';
import type { Clock } from '../clock';
import { claimJobs, enqueue, type JobHandlers, type JobName, runJob } from './queue';

/** Jobs that come round by themselves, in seconds; any number of processes may run this, each job runs once at a time. */
const rounds: Partial<Record<JobName, number>> = {
  'transactions.sweep-uploads': 15,
  'registry.day-round': 60,
  'inspections.day-round': 60,
  'discipline.day-round': 60,
  'http.forget-intents': 3600,
  'audit.chain-events': 1,
  'audit.sign-checkpoint': 3600,
  'audit.verify-nightly': 24 * 3600,
  'evidence.sequence-records': 1,
  'evidence.sign-checkpoint': 60,
  'evidence.stamp-checkpoints': 300,
  'evidence.verify-nightly': 24 * 3600,
  'billing.meter-missing': 600,
  'members.day-round': 3600,
  'reconciliation.day-round': 3600,
  'operations.day-round': 3600,
};

/** Drains the outbox until stopped; `stop` waits for the jobs in hand. */
export async function startWorker({ db, clock, log, handlers }: WorkerDeps): Promise<{ stop(): Promise<void> }> {
  for (const name of Object.keys(rounds) as JobName[]) {
    await enqueue(db.manager, name, {} as never, { runAt: clock.now(), dedupKey: `every:${name}` });
  }
  let stopped = false;
  let wake = () => {};
  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => (clearTimeout(timer), resolve());
    });

  async function drain(): Promise<void> {
    while (!stopped) {
      const jobs = await claimJobs(db, clock.now(), 5).catch((error: unknown) => {
        log.error({ err: error }, 'jobs cannot be claimed');
        return [];
      });
      await Promise.all(
        jobs.map(async (job) => {
          const error = await runJob(db, handlers, job, () => clock.now());
          if (error) log.error({ err: error, job: job.name, attempts: job.attempts + 1 }, 'job failed, will be tried again');
        }),
      ).catch((error: unknown) => log.error({ err: error }, 'a job could not be settled; its lease runs out'));
      if (jobs.length === 0) await pause(500);
    }
  }
  const drained = drain();
  return {
    async stop() {
      stopped = true;
      wake();
      await drained;
    },
  };
}

export interface WorkerDeps {
  db: DataSource;
  clock: Clock;
  log: Logger;
  handlers: JobHandlers;
}

/** The next run of a job that comes round by itself. */
export function nextRound(name: JobName): { againInSeconds: number } {
  return { againInSeconds: rounds[name] ?? 60 };
}
