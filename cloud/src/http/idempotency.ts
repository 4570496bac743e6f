import { createHash } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { Clock } from '../clock';
import { isDuplicateKey, isLockedByAnother } from '../database-errors';
import { ensure } from './errors';
import { IdempotencyKey } from './idempotency.entity';

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

/** The answer already given to this intent, or undefined. Refuses a running twin and a key used for something else. */
export async function answerGiven(db: DataSource | EntityManager, intent: Intent): Promise<{ answer: unknown } | undefined> {
  const rows: { request_hash: string; answer: string | null }[] = await db
    .query('SELECT request_hash, answer FROM idempotency_keys WHERE principal = ? AND `key` = ? FOR UPDATE NOWAIT', [intent.principal, intent.key])
    .catch((error: unknown) => {
      ensure(!isLockedByAnother(error), 'request.idempotency_running');
      throw error;
    });
  const row = rows[0];
  if (!row) return undefined;
  ensure(row.request_hash === intent.requestHash, 'request.idempotency_mismatch');
  return { answer: row.answer === null ? undefined : JSON.parse(row.answer) };
}

/**
 * Runs `work` in one transaction together with the intent's row. A twin that committed first wins: its answer is given again.
 * Shape of the answer: whatever `present` makes of the work's result, stored as JSON.
 */
export async function once<T>(
  db: DataSource,
  clock: Clock,
  intent: Intent,
  work: (tx: EntityManager) => Promise<T>,
  present: (result: T) => unknown,
): Promise<{ result: T } | { answer: unknown }> {
  try {
    const result = await db.transaction(async (tx) => {
      await tx.query('INSERT INTO idempotency_keys (principal, `key`, request_hash, created_at) VALUES (?, ?, ?, ?)', [
        intent.principal,
        intent.key,
        intent.requestHash,
        clock.now(),
      ]);
      const result = await work(tx);
      await tx.query('UPDATE idempotency_keys SET answer = ? WHERE principal = ? AND `key` = ?', [
        JSON.stringify(present(result)) ?? null,
        intent.principal,
        intent.key,
      ]);
      return result;
    });
    return { result };
  } catch (error) {
    if (!isDuplicateKey(error, 'PRIMARY')) throw error;
    const given = await answerGiven(db, intent);
    if (!given) throw error;
    return given;
  }
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
