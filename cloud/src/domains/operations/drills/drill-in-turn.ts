import type { JobCatalogue, JobOutcome, JobRun } from '../../../jobs/queue';
import { endSilent } from './drills';
import { isDrillOwed, secondsUntilSlot } from './lateness';
import { type DrillDeps, keepOwedEvidence, runDrill } from './run-drill';
import { clearWorkplaces } from './workplace';

/** A process without the key leaves the drill to one that has it; one that finds another drill at work waits for its end. */
const elsewhereSeconds = 60;
/** What a killed drill left, with everybody's data in it, lies for no longer than this. */
const longestSeconds = 3600;

/**
 * The weekly drill, or one that was asked for. Whatever it finds stands in its report and is not tried again by itself; one that was broken off is.
 * @throws where the process stops
 */
export async function drillInTurn(deps: DrillDeps, { drillId, restoreTo, startedBy }: JobCatalogue['operations.drill'], { signal }: JobRun): Promise<JobOutcome> {
  const { db, clock, drillPlace, backupStore } = deps;
  const identityFile = deps.safekeeping.drillIdentityFile;
  if (!identityFile || !drillPlace || !backupStore) return { againInSeconds: elsewhereSeconds };
  if (drillId) {
    const over = await runDrill(deps, { identityFile, id: drillId, restoreTo: restoreTo ? new Date(restoreTo) : undefined, startedBy: startedBy ?? null, signal });
    return over ? undefined : { againInSeconds: elsewhereSeconds };
  }
  if ((await isDrillOwed(db.manager, clock.now())) && !(await runDrill(deps, { identityFile, signal }))) return { againInSeconds: elsewhereSeconds };
  await db.transaction((tx) => endSilent(tx, clock.now()));
  await clearWorkplaces(db.manager, drillPlace);
  await keepOwedEvidence(deps);
  return { againInSeconds: Math.min(longestSeconds, secondsUntilSlot(clock.now())) };
}
