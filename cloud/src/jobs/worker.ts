import type { DataSource } from 'typeorm';
import type { Logger } from 'pino';
import type { Clock } from '../clock';
import { untilKnown } from '../database-repeats';
import { inSpan } from '../tracing';
import type { Job } from './job.entity';
import { claimJobs, enqueue, type JobHandlers, type JobName, type Lane, renewLease, runJob } from './queue';

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
  'operations.measure-space': 24 * 3600,
  'operations.ship-changes': 300,
  'operations.drill': 7 * 24 * 3600,
  'statistics.day-round': 3600,
};

/** Jobs that one process runs at once. */
const lanes: Record<Lane, number> = { short: 5, long: 1 };

export interface Worker {
  /** Takes up nothing more, waits for the short jobs in hand and breaks off the long ones. */
  stop(): Promise<void>;
  /** Takes up nothing more and waits for all that is in hand. */
  finish(): Promise<void>;
}

/** Drains the outbox until it is told to end. */
export async function startWorker({ db, clock, log, handlers, kinds = ['short', 'long'], renewEveryMs = 30_000, idleMs = 500 }: WorkerDeps): Promise<Worker> {
  for (const name of Object.keys(rounds) as JobName[]) {
    await untilKnown(() => enqueue(db.manager, name, {} as never, { runAt: clock.now(), dedupKey: `every:${name}` }));
  }
  let [ended, stopped] = [false, false];
  const inHand = new Set<AbortController>();
  const bells = { short: createBell(), long: createBell() };
  const drained = kinds.map(drain);

  async function drain(lane: Lane): Promise<void> {
    const running = new Map<string, Promise<void>>();
    while (!ended) {
      const free = lanes[lane] - running.size;
      const jobs = free > 0 ? await claimJobs(db, clock.now(), { lane, limit: free, inHand: [...running.keys()] }).catch(noJobs) : [];
      for (const job of jobs) {
        // Whoever ends frees a slot, and may have left a job behind.
        const ended = () => (running.delete(job.id), bells[lane].ring());
        running.set(job.id, work(job).finally(ended));
      }
      if (jobs.length === 0) await bells[lane].rung(idleMs);
    }
    await Promise.all(running.values());
  }
  function noJobs(error: unknown): Job[] {
    log.error({ err: error }, 'jobs cannot be claimed');
    return [];
  }
  /** One job, whose lease is kept for as long as it takes. */
  async function work(job: Job): Promise<void> {
    const run = new AbortController();
    inHand.add(run);
    // It may have been claimed while the worker was told to stop.
    if (stopped) run.abort(new Error('the process stops'));
    // One at a time: a second one beside a slow first would find a lease that is not the one it knows.
    let renewing: Promise<void> | undefined;
    const renew = () =>
      renewLease(db, job, clock.now())
        .then(
          (kept) => kept || run.abort(new Error('the lease of the job was lost')),
          (error: unknown) => log.warn({ err: error, job: job.name }, 'the lease of a job could not be renewed yet'),
        )
        .then(() => (renewing = undefined));
    const keeping = setInterval(() => (renewing ??= renew()), renewEveryMs);
    const letGo = async () => {
      clearInterval(keeping);
      await renewing;
    };
    try {
      const error = await inSpan(`job ${job.name}`, { 'yongche.job_id': job.id, 'yongche.attempt': job.attempts + 1 }, () => runJob(db, handlers, job, { now: () => clock.now(), signal: run.signal, letGo }));
      if (error) log.error({ err: error, job: job.name, attempts: job.attempts + 1 }, 'job failed, will be tried again');
    } catch (error) {
      log.error({ err: error }, 'a job could not be settled; its lease runs out');
    } finally {
      await letGo();
      inHand.delete(run);
    }
  }
  async function finish(): Promise<void> {
    ended = true;
    for (const bell of Object.values(bells)) bell.ring();
    await Promise.all(drained);
  }
  return {
    finish,
    async stop() {
      stopped = true;
      for (const run of inHand) run.abort(new Error('the process stops'));
      await finish();
    },
  };
}

/** A pause that somebody ends, also one who rings before it begins. */
function createBell() {
  let isRung = false;
  let wake = () => {};
  return {
    ring() {
      isRung = true;
      wake();
    },
    async rung(withinMs: number): Promise<void> {
      if (!isRung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, withinMs);
          wake = () => (clearTimeout(timer), resolve());
        });
      }
      isRung = false;
    },
  };
}

export interface WorkerDeps {
  db: DataSource;
  clock: Clock;
  log: Logger;
  handlers: JobHandlers;
  /** Which lanes are drained; all of them, unless the process is woken for one. */
  kinds?: Lane[];
  /** How often the lease of a job in hand is renewed; for a story that does not wait for half a minute. */
  renewEveryMs?: number;
  /** How long it rests where there is nothing to do; for a story that puts a job there meanwhile. */
  idleMs?: number;
}

/** The next run of a job that comes round by itself. */
export function nextRound(name: JobName): { againInSeconds: number } {
  return { againInSeconds: rounds[name] ?? 60 };
}
