import type { JobOutcome } from '../../../jobs/queue';
import { backUp, type BackupDeps } from './back-up';
import { failureOf } from './backup-problem';
import { findDatabaseTools, NoDatabaseTools } from './database-tools';
import { lateness } from './lateness';
import { noteFailure } from './record';
import type { Wish } from './request-backup';
import { shipChanges } from './ship-changes';

/** A process without the means leaves a backup to one that has them, and says nothing of it until nobody has taken it on for a while. */
const elsewhere = { againInSeconds: 60 };
const patienceMs = 15 * 60_000;

/** 每日备份 as a job. */
export async function backUpInTurn(deps: BackupDeps, wish: Wish, signal: AbortSignal): Promise<JobOutcome> {
  const lack = await lackOf(deps);
  if (!lack) return (await backUp(deps, wish, signal)) === 'busy' ? { againInSeconds: 30 } : undefined;
  const now = deps.clock.now();
  if (lack !== 'configuration' && now.getTime() - Date.parse(wish.wantedAt) > patienceMs) await noteFailure(deps.db, 'database', failureOf(lack), now);
  return elsewhere;
}

/** 数据库增量 as a job; nothing is answered where this process did it, or found nothing to do. */
export async function shipInTurn(deps: BackupDeps, signal: AbortSignal): Promise<JobOutcome> {
  const lack = await lackOf(deps);
  if (!lack) return void (await shipChanges(deps, signal));
  const now = deps.clock.now();
  if (lack !== 'configuration' && (await lateness(deps.db.manager, now)).changes) await noteFailure(deps.db, 'changes', failureOf(lack), now);
  return elsewhere;
}

/** What this process lacks: store and recipient, or the database's tools. */
async function lackOf({ backupStore, safekeeping }: BackupDeps): Promise<'configuration' | NoDatabaseTools | undefined> {
  if (!backupStore || !safekeeping.recipient) return 'configuration';
  return findDatabaseTools(safekeeping.toolFolder).then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof NoDatabaseTools) return error;
      throw error;
    },
  );
}
