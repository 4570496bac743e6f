import type { Deps } from '../../deps';
import type { JobOutcome } from '../../jobs/queue';

/** Applies a stored notification. */
export function applyNotice(_deps: Deps, _noticeId: string): Promise<JobOutcome> {
  return Promise.resolve();
}
