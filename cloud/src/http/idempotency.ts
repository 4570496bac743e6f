import { createHash } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { Clock } from '../clock';
import { isDuplicateKey, isLockWaitOver } from '../database-errors';
import { untilKnown } from '../database-repeats';
import { ensure, Refusal } from './errors';
import { IdempotencyKey } from './idempotency.entity';

/** What an intent came to: the answer, and the work's own result unless a twin had done it before. */
export interface Outcome<T = unknown> {
  result?: T;
  answer: unknown;
}

/** A request that may be sent twice: who, its key, and what it asked. */
export interface Intent {
  principal: string;
  key: string;
  requestHash: string;
}

/** @throws request.idempotency_key_missing where the header is absent or not 8–80 printable characters. */
export function intentOf(principal: string, header: string | undefined, request: { method: string; path: string; body: unknown }): Intent {
  ensure(header !== undefined && /^[\x21-\x7e]{8,80}$/.test(header), 'request.idempotency_key_missing');
  const requestHash = createHash('sha256').update(JSON.stringify([request.method, request.path, request.body])).digest('hex');
  return { principal, key: header, requestHash };
}

/**
 * Runs `work` in one transaction together with the intent's row, which carries the answer. Where a twin committed first,
 * the unique key refuses the row, everything of this run is rolled back, and the twin's answer is given again. Where the connection
 * broke at the COMMIT it is run again: if that was done after all, the run before is the twin.
 * @throws request.idempotency_mismatch for a key that was used for another request; request.idempotency_running where a
 * twin in another process holds the row longer than the database waits.
 */
export async function once<T>(
  db: DataSource,
  clock: Clock,
  { principal, key, requestHash }: Intent,
  work: (tx: EntityManager) => Promise<T>,
  present: (result: T) => unknown,
): Promise<Outcome<T>> {
  try {
    return await untilKnown(() =>
      db.transaction(async (tx) => {
        const result = await work(tx);
        const answer = present(result);
        await tx
          .query('INSERT INTO idempotency_keys (principal, `key`, request_hash, answer, created_at) VALUES (?, ?, ?, ?, ?)', [principal, key, requestHash, JSON.stringify(answer) ?? null, clock.now()])
          .catch((error: unknown) => {
            throw isLockWaitOver(error) ? new Refusal('request.idempotency_running') : error;
          });
        return { result, answer };
      }),
    );
  } catch (error) {
    // A refusal may well be the twin's doing: the first one moved the state that the second one met.
    const given = error instanceof Refusal || isDuplicateKey(error) ? await answerGiven(db, { principal, key, requestHash }) : undefined;
    if (given) return given;
    throw error;
  }
}

/** The answer already given to this intent, or undefined. */
async function answerGiven(db: DataSource, { principal, key, requestHash }: Intent): Promise<Outcome<never> | undefined> {
  const [row]: { request_hash: string; answer: string | null }[] = await db.query('SELECT request_hash, answer FROM idempotency_keys WHERE principal = ? AND `key` = ?', [principal, key]);
  if (!row) return undefined;
  ensure(row.request_hash === requestHash, 'request.idempotency_mismatch');
  return { answer: row.answer === null ? undefined : JSON.parse(row.answer) };
}

/** The intents that this process is working on: a twin that comes meanwhile is told at once. */
export function createRunningIntents() {
  const running = new Set<string>();
  return async <T>({ principal, key }: Intent, work: () => Promise<T>): Promise<T> => {
    const name = `${principal} ${key}`;
    ensure(!running.has(name), 'request.idempotency_running');
    running.add(name);
    return work().finally(() => running.delete(name));
  };
}

/** Forgets intents older than 7 days (security.md 3); returns how many. */
export async function forgetIntents(db: DataSource, now: Date): Promise<number> {
  const result = await db
    .createQueryBuilder()
    .delete()
    .from(IdempotencyKey)
    .where('created_at < :before', { before: new Date(now.getTime() - 7 * 24 * 3600_000) })
    .execute();
  return result.affected ?? 0;
}
