import type { DataSource, EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { Job } from './job.entity';

/** Every job with the shape of its payload; a name without a handler does not compile (see `handlers.ts`). */
export interface JobCatalogue {
  'identity.settle-verification': { verificationId: string };
  'transactions.sweep-uploads': Record<never, never>;
  'registry.day-round': Record<never, never>;
  'checks.read-earlier': Record<never, never>;
  'http.forget-intents': Record<never, never>;
  'checks.replay': { replayId: string };
  'audit.chain-events': Record<never, never>;
  'audit.sign-checkpoint': Record<never, never>;
  'audit.verify-nightly': Record<never, never>;
  'audit.verify': { verificationId: string };
  'inspections.draw': { transactionId: string };
  'inspections.settle': { lookId: string };
  'inspections.day-round': Record<never, never>;
  'discipline.day-round': Record<never, never>;
  'evidence.record-earlier': { after: string };
  'evidence.sequence-records': Record<never, never>;
  'evidence.sign-checkpoint': Record<never, never>;
  'evidence.stamp-checkpoints': Record<never, never>;
  'evidence.verify-nightly': Record<never, never>;
  'evidence.verify': { verificationId: string };
  'billing.meter': { transactionId: string };
  'billing.meter-missing': Record<never, never>;
  'billing.rerate-market': { marketId: string; fromOn: string };
  'members.day-round': Record<never, never>;
  'payments.apply-notice': { noticeId: string };
  'payments.ask-order': { orderId: string };
  'payments.send-refund': { refundId: string };
  'payments.report-shipping': { orderId: string };
  'reconciliation.day-round': Record<never, never>;
  'operations.make-backup': { backupId: string };
  'operations.day-round': Record<never, never>;
}
export type JobName = keyof JobCatalogue;

/** What a handler answers: done, or to be run again in so many seconds. */
export type JobOutcome = void | { againInSeconds: number };
export type JobHandler<N extends JobName> = (payload: JobCatalogue[N]) => Promise<JobOutcome>;
export type JobHandlers = { [N in JobName]: JobHandler<N> };

/** Puts a job into the outbox, in the transaction of the change that wants it. A waiting twin (same `dedupKey`) is enough. */
export async function enqueue<N extends JobName>(
  tx: EntityManager,
  name: N,
  payload: JobCatalogue[N],
  { runAt, dedupKey = null }: { runAt: Date; dedupKey?: string | null },
): Promise<void> {
  await tx.query('INSERT IGNORE INTO jobs (id, name, payload, dedup_key, run_at, attempts) VALUES (?, ?, ?, ?, ?, 0)', [
    uuidv7(),
    name,
    JSON.stringify(payload),
    dedupKey,
    runAt,
  ]);
}

const leaseSeconds = 120;
const maxAttempts = 12;

/** Takes up to `limit` due jobs for `leaseSeconds`; no two workers get the same one. */
export async function claimJobs(db: DataSource, now: Date, limit: number): Promise<Job[]> {
  return db.transaction(async (tx) => {
    const due = await tx
      .createQueryBuilder(Job, 'job')
      .where('job.deadAt IS NULL AND job.runAt <= :now AND (job.leaseUntil IS NULL OR job.leaseUntil < :now)', { now })
      .orderBy('job.runAt')
      .limit(limit)
      .setLock('pessimistic_write')
      .setOnLocked('skip_locked')
      .getMany();
    if (due.length > 0) {
      const leaseUntil = new Date(now.getTime() + leaseSeconds * 1000);
      await tx.update(Job, due.map((job) => job.id), { leaseUntil });
    }
    return due;
  });
}

/** Runs one claimed job: done jobs vanish, failed ones wait longer each time (2^n s, at most an hour) and at last lie dead. */
export async function runJob(db: DataSource, handlers: JobHandlers, job: Job, now: () => Date): Promise<Error | undefined> {
  const later = (seconds: number) => new Date(now().getTime() + seconds * 1000);
  try {
    const handler = handlers[job.name as JobName] as JobHandler<JobName>;
    const outcome = await handler(job.payload as never);
    if (outcome) await db.manager.update(Job, job.id, { runAt: later(outcome.againInSeconds), leaseUntil: null, attempts: 0, lastError: null });
    else await db.manager.delete(Job, job.id);
    return undefined;
  } catch (error) {
    const attempts = job.attempts + 1;
    await db.manager.update(Job, job.id, {
      attempts,
      lastError: String(error).slice(0, 500),
      leaseUntil: null,
      runAt: later(Math.min(3600, 2 ** attempts)),
      deadAt: attempts >= maxAttempts && !job.dedupKey?.startsWith('every:') ? now() : null,
    });
    return error as Error;
  }
}

/** Seconds by which the oldest due job is late; 0 where none is. */
export async function queueAge(db: DataSource, now: Date): Promise<number> {
  const rows: { oldest: Date | null }[] = await db.query('SELECT MIN(run_at) AS oldest FROM jobs WHERE dead_at IS NULL AND run_at <= ?', [now]);
  const oldest = rows[0]?.oldest;
  return oldest ? (now.getTime() - oldest.getTime()) / 1000 : 0;
}
