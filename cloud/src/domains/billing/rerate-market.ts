import type { Deps } from '../../deps';
import type { JobOutcome } from '../../jobs/queue';

/** 重新计价: what a market’s deals since a day cost after its membership changed. */
export function rerateMarket(_deps: Deps, _marketId: string, _fromOn: string): Promise<JobOutcome> {
  return Promise.resolve();
}
