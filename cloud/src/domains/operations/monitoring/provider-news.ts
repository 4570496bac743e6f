import type { outsideServices, providerFailures } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import type { Clock } from '../../../clock';
import type { OnCall } from './watch-providers';

type Service = keyof typeof outsideServices;
interface News {
  successAt?: Date;
  /** The first since the last success that this process saw. */
  failingSince?: Date;
  failureAt?: Date;
  failure?: keyof typeof providerFailures;
}

/** What this process heard of outside services since it was written down last. */
export interface ProviderNews {
  hear: OnCall;
  /** Writes it down beside what other processes heard; the later news counts. What cannot be written is kept for the next time. */
  write(tx: EntityManager): Promise<void>;
}

export function createProviderNews(clock: Clock, onCall: OnCall = () => undefined): ProviderNews {
  let unwritten = new Map<Service, News>();
  return {
    hear(service, failure) {
      const now = clock.now();
      const { failingSince, ...news } = unwritten.get(service) ?? {};
      unwritten.set(service, failure ? { ...news, failingSince: failingSince ?? now, failureAt: now, failure } : { ...news, successAt: now });
      onCall(service, failure);
    },
    async write(tx) {
      const taken = unwritten;
      unwritten = new Map();
      try {
        for (const [service, news] of [...taken].sort()) await writeNews(tx, service, news);
      } catch (error) {
        unwritten = new Map([...taken, ...unwritten]);
        throw error;
      }
    },
  };
}

/** Assignments are made from left to right, so each one sees what the ones before it have set. */
async function writeNews(tx: EntityManager, service: Service, { successAt = null, failingSince = null, failureAt = null, failure = null }: { [Name in keyof News]: News[Name] | null }): Promise<void> {
  await tx.query(
    `INSERT INTO outside_services (service, last_success_at, failing_since, last_failure_at, last_failure) VALUES (?, ?, ?, ?, ?)
     ON DUPLICATE KEY UPDATE
       last_success_at = IF(VALUES(last_success_at) IS NOT NULL AND (last_success_at IS NULL OR VALUES(last_success_at) > last_success_at), VALUES(last_success_at), last_success_at),
       failing_since = IF(failing_since IS NOT NULL AND (last_success_at IS NULL OR failing_since > last_success_at), failing_since, IF(VALUES(failing_since) > COALESCE(last_success_at, '1970-01-02'), VALUES(failing_since), NULL)),
       last_failure = IF(VALUES(last_failure_at) IS NOT NULL AND (last_failure_at IS NULL OR VALUES(last_failure_at) >= last_failure_at), VALUES(last_failure), last_failure),
       last_failure_at = IF(VALUES(last_failure_at) IS NOT NULL AND (last_failure_at IS NULL OR VALUES(last_failure_at) > last_failure_at), VALUES(last_failure_at), last_failure_at)`,
    [service, successAt, failingSince, failureAt, failure],
  );
}
