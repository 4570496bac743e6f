import type { By } from '../../audit/audit';
import type { Deps } from '../../deps';
import { scheduleArchives } from './archives/schedule';
import { sweepArchives } from './archives/sweep-archives';
import { scheduleBackups } from './backups/schedule';
import { sweepSystemBackups } from './backups/sweep-backups';
import { sweepBackups } from './market-backups';

/** What operations owe to the day. Repeatable at any time. */
export async function operationsRound(deps: Pick<Deps, 'db' | 'storage' | 'clock'>): Promise<void> {
  const by: By = { author: { kind: 'system' }, origin: undefined, at: deps.clock.now() };
  await sweepBackups(deps, by);
}

/** 每日备份与每月归档: what is due is asked for, and what is kept no longer is removed. Repeatable at any time. */
export async function safekeepingRound(deps: Pick<Deps, 'db' | 'storage' | 'clock' | 'backupStore' | 'safekeeping' | 'log'>): Promise<void> {
  await scheduleBackups(deps);
  await scheduleArchives(deps);
  await sweepSystemBackups(deps);
  await sweepArchives(deps);
}
