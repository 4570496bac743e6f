import type { By } from '../../audit/audit';
import type { Deps } from '../../deps';
import { scheduleArchives } from './archives/schedule';
import { sweepArchives } from './archives/sweep-archives';
import { scheduleBackups } from './backups/schedule';
import { requestSweep } from './backups/sweep-backups';
import { endCancelledDeals } from './disposals/cancelled-deals';
import { continueDisposals } from './disposals/disposals';
import { sweepBackups } from './market-backups';
import { continueMove } from './moves/moves';

/** What operations owe to the day. Repeatable at any time. */
export async function operationsRound(deps: Pick<Deps, 'db' | 'storage' | 'clock'>): Promise<void> {
  const by: By = { author: { kind: 'system' }, origin: undefined, at: deps.clock.now() };
  await continueDisposals(deps);
  await continueMove(deps);
  await sweepBackups(deps, by);
}

/** 每日备份与每月归档: what is due is asked for, and so is the removal of what is kept no longer. Repeatable at any time. */
export async function safekeepingRound(deps: Pick<Deps, 'db' | 'storage' | 'clock' | 'backupStore' | 'safekeeping' | 'log'>): Promise<void> {
  await scheduleBackups(deps);
  await scheduleArchives(deps);
  await requestSweep(deps);
  await sweepArchives(deps);
  await endCancelledDeals(deps);
}
