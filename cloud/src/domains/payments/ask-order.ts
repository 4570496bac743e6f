import type { Deps } from '../../deps';
import type { JobOutcome } from '../../jobs/queue';

/** Asks the provider about an order that stays open. */
export function askOrder(_deps: Deps, _orderId: string): Promise<JobOutcome> {
  return Promise.resolve();
}
