import type { Deps } from '../../deps';
import type { JobOutcome } from '../../jobs/queue';

/** 发货信息 to WeChat. */
export function reportShipping(_deps: Deps, _orderId: string): Promise<JobOutcome> {
  return Promise.resolve();
}
