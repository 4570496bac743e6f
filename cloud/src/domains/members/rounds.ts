import type { Deps } from '../../deps';
import type { JobOutcome } from '../../jobs/queue';

/** 催缴 and what follows from the calendar. */
export function membersRound(_deps: Deps): Promise<JobOutcome> {
  return Promise.resolve();
}
