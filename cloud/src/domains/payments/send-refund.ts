import type { Deps } from '../../deps';
import type { JobOutcome } from '../../jobs/queue';

/** Sends an approved refund to the provider and follows it up. */
export function sendRefund(_deps: Deps, _refundId: string): Promise<JobOutcome> {
  return Promise.resolve();
}
