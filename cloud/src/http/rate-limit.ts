import type { ErrorCode } from '@yongche/contract';
import { RateLimiterMySQL, RateLimiterRes } from 'rate-limiter-flexible';
import type { DataSource } from 'typeorm';
import { Refusal } from './errors';

/** How often something may fail or be asked, per subject and per address (security.md 3, Limits). */
const rules = {
  login: { subject: { points: 5, duration: 15 * 60 }, address: { points: 60, duration: 15 * 60 } },
  face: { subject: { points: 10, duration: 24 * 3600 }, address: { points: 300, duration: 24 * 3600 } },
  counter: { subject: { points: 20, duration: 10 * 60 }, address: { points: 200, duration: 10 * 60 } },
  session: { subject: { points: 30, duration: 10 * 60 }, address: { points: 300, duration: 10 * 60 } },
  claim: { subject: { points: 10, duration: 10 * 60 }, address: { points: 200, duration: 10 * 60 } },
  check: { subject: { points: 60, duration: 60 }, address: { points: 60, duration: 60 } },
} as const;
export type LimitName = keyof typeof rules;

/** Counters in the database, so that every process and machine counts together. */
export interface Limits {
  /** @throws `code` (request.rate_limited unless said otherwise) where the subject or the address has used up its share. */
  ensureBelow(name: LimitName, subject: string, ip: string, code?: ErrorCode): Promise<void>;
  count(name: LimitName, subject: string, ip: string): Promise<void>;
  /** Forgets the subject's count after a success. */
  forgive(name: LimitName, subject: string): Promise<void>;
}

export function createLimits(db: DataSource): Limits {
  const { pool } = db.driver as unknown as { pool: unknown };
  const limiter = (keyPrefix: string, rule: { points: number; duration: number }) =>
    new RateLimiterMySQL({ storeClient: pool, storeType: 'pool', dbName: String(db.options.database), tableName: 'rate_limits', tableCreated: true, keyPrefix, ...rule });
  const limiters = Object.fromEntries(
    Object.entries(rules).map(([name, rule]) => [name, { subject: limiter(`${name}:s`, rule.subject), address: limiter(`${name}:a`, rule.address) }]),
  ) as Record<LimitName, { subject: RateLimiterMySQL; address: RateLimiterMySQL }>;

  return {
    async ensureBelow(name, subject, ip, code = 'request.rate_limited') {
      for (const [limiter, key] of [[limiters[name].subject, subject], [limiters[name].address, ip]] as const) {
        const state = await limiter.get(key);
        if (state && state.consumedPoints >= limiter.points) throw rateLimited(code, state);
      }
    },
    async count(name, subject, ip) {
      for (const [limiter, key] of [[limiters[name].subject, subject], [limiters[name].address, ip]] as const) {
        await limiter.consume(key).catch((error: unknown) => {
          if (!(error instanceof RateLimiterRes)) throw error;
        });
      }
    },
    async forgive(name, subject) {
      await limiters[name].subject.delete(subject);
    },
  };
}

function rateLimited(code: ErrorCode, state: RateLimiterRes): Refusal {
  return new Refusal(code, { retryAfterSeconds: Math.ceil(state.msBeforeNext / 1000) });
}
