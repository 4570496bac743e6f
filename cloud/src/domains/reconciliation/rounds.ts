import type { By } from '../../audit/audit';
import type { Deps } from '../../deps';
import type { JobOutcome } from '../../jobs/queue';
import { fetchMissingBills } from './fetch-bills';
import { rematchOpenLines } from './rematch';

/** What comes with the day: the providers' bills of days that are over, and what is still open looked at once more. Repeatable at any time. */
export async function reconciliationRound(deps: Pick<Deps, 'db' | 'clock' | 'log' | 'payments'>): Promise<JobOutcome> {
  const by: By = { author: { kind: 'system' }, origin: undefined, at: deps.clock.now() };
  await rematchOpenLines(deps.db, by);
  await fetchMissingBills(deps);
}
