import { type DataSource, type EntityManager, IsNull } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { OutcomeUnknown } from '../database-errors';
import { untilKnown } from '../database-repeats';
import type { ArchiveWish } from '../domains/operations/archives/archive-months';
import type { Wish } from '../domains/operations/backups/request-backup';
import { Job } from './job.entity';

/** Every job with the shape of its payload; a name without a handler does not compile (see `handlers.ts`). */
export interface JobCatalogue {
  'identity.settle-verification': { verificationId: string };
  'transactions.sweep-uploads': Record<never, never>;
  'registry.day-round': Record<never, never>;
  'registry.drop-paper': { objectKey: string };
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
  'statistics.day-round': Record<never, never>;
  'notices.send-bulletin': { sendingId: string };
  'operations.make-backup': { backupId: string };
  'operations.copy-objects': { moveId: string };
  'operations.measure-space': Record<never, never>;
  'operations.dispose': { disposalId: string };
  'operations.day-round': Record<never, never>;
  'operations.back-up': Wish;
  'operations.archive-month': ArchiveWish;
  'operations.ship-changes': Record<never, never>;
  'operations.sweep-copies': Record<never, never>;
  /** Without a payload the weekly one. */
  'operations.drill': Partial<{ drillId: string; restoreTo: string | null; startedBy: string }>;
}
export type JobName = keyof JobCatalogue;

/** What a handler answers: done, or to be run again in so many seconds. */
export type JobOutcome = void | { againInSeconds: number };
/** What a handler may want to know of its run. */
export interface JobRun {
  /** Aborted where the process stops, or where the job's lease was lost; a handler that then throws is run again, here or elsewhere. */
  signal: AbortSignal;
  /** 1 for the first, one more after each failure. */
  attempt: number;
}
export type JobHandler<N extends JobName> = (payload: JobCatalogue[N], run: JobRun) => Promise<JobOutcome>;
export type JobHandlers = { [N in JobName]: JobHandler<N> };

/** Jobs of minutes or hours: each process runs one of them at a time, beside the others. */
const longJobs: JobName[] = ['operations.dispose', 'operations.copy-objects', 'operations.make-backup', 'operations.back-up', 'operations.archive-month', 'operations.sweep-copies', 'operations.drill'];
export type Lane = 'short' | 'long';

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

/** As `enqueue`; a twin that failed too often and lies dead makes way for it. */
export async function enqueueAnew<N extends JobName>(tx: EntityManager, name: N, payload: JobCatalogue[N], when: { runAt: Date; dedupKey: string }): Promise<void> {
  await tx.query('DELETE FROM jobs WHERE dedup_key = ? AND dead_at IS NOT NULL', [when.dedupKey]);
  await enqueue(tx, name, payload, when);
}

const leaseSeconds = 120;
const maxAttempts = 12;
const leaseFrom = (now: Date) => new Date(now.getTime() + leaseSeconds * 1000);

/** Takes up to `limit` due jobs of a lane for `leaseSeconds`; no two workers get the same one, and nobody one that is `inHand`. */
export async function claimJobs(db: DataSource, now: Date, { lane, limit, inHand }: { lane: Lane; limit: number; inHand: string[] }): Promise<Job[]> {
  const leaseUntil = leaseFrom(now);
  let taken: Job[] = [];
  const claiming = db.transaction(async (tx) => {
    const query = tx
      .createQueryBuilder(Job, 'job')
      .where('job.deadAt IS NULL AND job.runAt <= :now AND (job.leaseUntil IS NULL OR job.leaseUntil < :now)', { now })
      .andWhere(`job.name ${lane === 'long' ? 'IN' : 'NOT IN'} (:...longJobs)`, { longJobs });
    // A clock that leaps ahead ends the lease of a job that runs here.
    if (inHand.length > 0) query.andWhere('job.id NOT IN (:...inHand)', { inHand });
    const due = await query.orderBy('job.runAt').limit(limit).setLock('pessimistic_write').setOnLocked('skip_locked').getMany();
    const claimed: Job[] = (taken = []);
    // One by one, each as it was found: a database that reads SKIP LOCKED and locks nothing (TiDB) still gives a job to one worker.
    for (const job of due) {
      const { affected } = await tx.update(Job, { id: job.id, leaseUntil: job.leaseUntil ?? IsNull() }, { leaseUntil });
      if (affected) claimed.push({ ...job, leaseUntil });
    }
    return claimed;
  });
  return claiming.catch(async (error: unknown) => {
    // Nobody works on what was claimed where nobody heard of it: whoever comes next need not wait for the lease.
    if (error instanceof OutcomeUnknown) for (const { id } of taken) await untilKnown(() => db.manager.update(Job, { id, leaseUntil }, { leaseUntil: null }));
    throw error;
  });
}

/** Keeps a job that is still being worked on; false where somebody else has taken it up meanwhile. */
export async function renewLease(db: DataSource, job: Job, now: Date): Promise<boolean> {
  const leaseUntil = leaseFrom(now);
  const { affected } = await db.manager.update(Job, { id: job.id, leaseUntil: job.leaseUntil! }, { leaseUntil });
  if (affected) job.leaseUntil = leaseUntil;
  return affected === 1;
}

/** Runs one claimed job: done jobs vanish, failed ones wait longer each time (2^n s, at most an hour) and at last lie dead; one that was stopped waits for whoever comes next. `letGo` ends the renewing of its lease, so that it is settled by the lease that stands. */
export async function runJob(db: DataSource, handlers: JobHandlers, job: Job, { now, signal, letGo }: { now: () => Date; signal: AbortSignal; letGo: () => Promise<void> }): Promise<Error | undefined> {
  const later = (seconds: number) => new Date(now().getTime() + seconds * 1000);
  const attempt = job.attempts + 1;
  try {
    const handler = handlers[job.name as JobName] as JobHandler<JobName>;
    const outcome = await handler(job.payload as never, { signal, attempt });
    const again = outcome && { runAt: later(outcome.againInSeconds), leaseUntil: null, attempts: 0, lastError: null };
    await untilKnown<unknown>(() => (again ? db.manager.update(Job, job.id, again) : db.manager.delete(Job, job.id)));
    return undefined;
  } catch (error) {
    await letGo();
    // Where the lease was lost, it is no longer ours to settle.
    const own = { id: job.id, leaseUntil: job.leaseUntil! };
    if (signal.aborted) {
      await untilKnown(() => db.manager.update(Job, own, { leaseUntil: null }));
      return undefined;
    }
    const failure = {
      attempts: attempt,
      lastError: String(error).slice(0, 500),
      leaseUntil: null,
      runAt: later(Math.min(3600, 2 ** attempt)),
      deadAt: attempt >= maxAttempts && !job.dedupKey?.startsWith('every:') ? now() : null,
    };
    await untilKnown(() => db.manager.update(Job, own, failure));
    return error as Error;
  }
}

/** Jobs as the monitoring judges them: by how many seconds the oldest short one that nobody has in hand is late, and how many lie dead. A long one may wait for the one before it. */
export async function waitingJobs(tx: EntityManager, now: Date): Promise<{ oldestSeconds: number; dead: number }> {
  const [row]: { oldest: Date | null; dead: string }[] = await tx.query(
    'SELECT MIN(IF(dead_at IS NULL AND run_at <= ? AND (lease_until IS NULL OR lease_until < ?) AND name NOT IN (?), run_at, NULL)) AS oldest, COALESCE(SUM(dead_at IS NOT NULL), 0) AS dead FROM jobs',
    [now, now, longJobs],
  );
  return { oldestSeconds: row!.oldest ? (now.getTime() - row!.oldest.getTime()) / 1000 : 0, dead: Number(row!.dead) };
}
