import type { By } from '../../audit/audit';
import type { Deps } from '../../deps';
import { sweepBackups } from './market-backups';

/** What operations owe to the day. Repeatable at any time. */
export async function operationsRound(deps: Pick<Deps, 'db' | 'storage' | 'clock'>): Promise<void> {
  const by: By = { author: { kind: 'system' }, origin: undefined, at: deps.clock.now() };
  await sweepBackups(deps, by);
}
