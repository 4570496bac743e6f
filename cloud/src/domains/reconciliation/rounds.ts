import type { Deps } from '../../deps';
import type { JobOutcome } from '../../jobs/queue';

/** Yesterday’s bills of the providers. */
export function reconciliationRound(_deps: Deps): Promise<JobOutcome> {
  return Promise.resolve();
}
