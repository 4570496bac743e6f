import type { ErrorCode } from '@yongche/contract';
import { RateLimiterMySQL, RateLimiterRes } from 'rate-limiter-flexible';
import type { DataSource } from 'typeorm';
import { untilKnown } from '../database-repeats';
import { Refusal } from './errors';

/** How often something may fail or be asked, per subject and per address (security.md 3, Limits). */
const rules = {
  login: { subject: { points: 5, duration: 15 * 60 }, address: { points: 60, duration: 15 * 60 } },
  login_day: { subject: { points: 20, duration: 24 * 3600 }, address: { points: 10_000, duration: 24 * 3600 } },
  passkey: { subject: { points: 20, duration: 10 * 60 }, address: { points: 200, duration: 10 * 60 } },
  second_factor: { subject: { points: 5, duration: 10 * 60 }, address: { points: 200, duration: 10 * 60 } },
  face: { subject: { points: 10, duration: 24 * 3600 }, address: { points: 300, duration: 24 * 3600 } },
  counter: { subject: { points: 20, duration: 10 * 60 }, address: { points: 200, duration: 10 * 60 } },
  session: { subject: { points: 30, duration: 10 * 60 }, address: { points: 300, duration: 10 * 60 } },
  pin: { subject: { points: 40, duration: 10 * 60 }, address: { points: 400, duration: 10 * 60 } },
  pairing: { subject: { points: 60, duration: 10 * 60 }, address: { points: 60, duration: 10 * 60 } },
  pairing_arrival: { subject: { points: 600, duration: 10 * 60 }, address: { points: 3000, duration: 10 * 60 } },
  pairing_code: { subject: { points: 10, duration: 10 * 60 }, address: { points: 100, duration: 10 * 60 } },
  claim: { subject: { points: 10, duration: 10 * 60 }, address: { points: 200, duration: 10 * 60 } },
  naming: { subject: { points: 30, duration: 3600 }, address: { points: 600, duration: 3600 } },
  reveal: { subject: { points: 20, duration: 24 * 3600 }, address: { points: 400, duration: 24 * 3600 } },
  person_lookup: { subject: { points: 120, duration: 10 * 60 }, address: { points: 1200, duration: 10 * 60 } },
  check: { subject: { points: 60, duration: 60 }, address: { points: 60, duration: 60 } },
  // Counts what no provider signed: the providers' own notices are never too many.
  payment_notice: { subject: { points: 200, duration: 10 * 60 }, address: { points: 200, duration: 10 * 60 } },
  // A bulletin that has just gone out is opened by a whole group at once, many of them behind one address of their carrier.
  bulletin: { subject: { points: 1200, duration: 10 * 60 }, address: { points: 1200, duration: 10 * 60 } },
  payment_check: { subject: { points: 60, duration: 10 * 60 }, address: { points: 600, duration: 10 * 60 } },
} as const;
export type LimitName = keyof typeof rules;

/** Counters in the database, so that every process and machine counts together. */
export interface Limits {
  /** @throws `code` (request.rate_limited unless said otherwise) where the subject or the address has used up its share. */
  ensureBelow(name: LimitName, subject: string, ip: string, code?: ErrorCode): Promise<void>;
  /** Returns how much of the subject's share is used now. */
  count(name: LimitName, subject: string, ip: string): Promise<number>;
  /**
   * Counts first and then lets pass, so that tries at the same moment cannot slip through together; what was refused is for
   * a second refused again from memory, without the database. Returns how much of the subject's share is used now.
   * @throws `code`, as `ensureBelow`
   */
  take(name: LimitName, subject: string, ip: string, code?: ErrorCode): Promise<number>;
  /** Forgets the subject's count after a success, and gives the address its last point back. */
  forgive(name: LimitName, subject: string, ip?: string): Promise<void>;
  /** Refuses a subject for so many days, or until it is forgiven. */
  block(name: LimitName, subject: string, days: number): Promise<void>;
}

export function createLimits(db: DataSource): Limits {
  const { pool } = db.driver as unknown as { pool: unknown };
  const limiter = (keyPrefix: string, rule: { points: number; duration: number }) =>
    new RateLimiterMySQL({ storeClient: pool, storeType: 'pool', dbName: String(db.options.database), tableName: 'rate_limits', tableCreated: true, keyPrefix, ...rule });
  const limiters = Object.fromEntries(
    Object.entries(rules).map(([name, rule]) => [name, { subject: limiter(`${name}:s`, rule.subject), address: limiter(`${name}:a`, rule.address) }]),
  ) as Record<LimitName, { subject: RateLimiterMySQL; address: RateLimiterMySQL }>;

  // Whoever storms a door is turned away without the database; whom another process lets in again waits no longer than this here.
  const refused = new Map<string, { until: number; state: RateLimiterRes }>();
  const nameOf = (limiter: RateLimiterMySQL, key: string) => `${limiter.keyPrefix} ${key}`;
  /** @throws RateLimiterRes where the share is used up */
  async function consume(limiter: RateLimiterMySQL, key: string): Promise<RateLimiterRes> {
    const known = refused.get(nameOf(limiter, key));
    if (known && known.until > performance.now()) throw known.state;
    return countOne(limiter, key).catch((error: unknown) => {
      if (refused.size >= mostRefused) refused.clear();
      if (error instanceof RateLimiterRes) refused.set(nameOf(limiter, key), { until: performance.now() + rememberedMs, state: error });
      throw error;
    });
  }

  return {
    async ensureBelow(name, subject, ip, code = 'request.rate_limited') {
      for (const [limiter, key] of [[limiters[name].subject, subject], [limiters[name].address, ip]] as const) {
        const state = await limiter.get(key);
        if (state && state.consumedPoints >= limiter.points) throw rateLimited(code, state);
      }
    },
    async count(name, subject, ip) {
      const counted = (limiter: RateLimiterMySQL, key: string): Promise<RateLimiterRes> =>
        countOne(limiter, key).catch((error: unknown) => {
          if (error instanceof RateLimiterRes) return error;
          throw error;
        });
      await counted(limiters[name].address, ip);
      return (await counted(limiters[name].subject, subject)).consumedPoints;
    },
    async take(name, subject, ip, code = 'request.rate_limited') {
      const refuse = (error: unknown): never => {
        throw error instanceof RateLimiterRes ? rateLimited(code, error) : error;
      };
      await consume(limiters[name].address, ip).catch(refuse);
      const used = await consume(limiters[name].subject, subject).catch(refuse);
      return used.consumedPoints;
    },
    async forgive(name, subject, ip) {
      refused.delete(nameOf(limiters[name].subject, subject));
      await limiters[name].subject.delete(subject);
      if (ip !== undefined) await limiters[name].address.reward(ip);
    },
    async block(name, subject, days) {
      await limiters[name].subject.block(subject, days * 24 * 3600);
    },
  };
}

/** How long a refusal is repeated from memory, and of how many. */
const rememberedMs = 1000;
const mostRefused = 10_000;

/** Counted twice where the connection breaks: nobody is let in by that. */
const countOne = (limiter: RateLimiterMySQL, key: string): Promise<RateLimiterRes> => untilKnown(() => limiter.consume(key));

function rateLimited(code: ErrorCode, state: RateLimiterRes): Refusal {
  const retryAfterSeconds = Math.ceil(state.msBeforeNext / 1000);
  return new Refusal(code, { retryAfterSeconds, details: { retryAfterSeconds } });
}
