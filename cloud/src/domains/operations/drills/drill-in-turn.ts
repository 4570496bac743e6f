import type { JobCatalogue, JobOutcome, JobRun } from '../../../jobs/queue';
import { isDrillOwed, secondsUntilSlot } from './lateness';
import { type DrillDeps, runDrill } from './run-drill';

/** A process without the key leaves the drill to one that has it. */
const elsewhereSeconds = 60;

/** The weekly drill, or one that was asked for. Whatever comes of it stands in its report: it is not tried again by itself. @throws where the process stops: then it is */
export async function drillInTurn(deps: DrillDeps, { drillId, restoreTo, startedBy }: JobCatalogue['operations.drill'], { signal }: JobRun): Promise<JobOutcome> {
  const identityFile = deps.safekeeping.drillIdentityFile;
  if (!identityFile || !deps.drillPlace || !deps.backupStore) return { againInSeconds: elsewhereSeconds };
  if (drillId) {
    const over = await runDrill(deps, { identityFile, id: drillId, restoreTo: restoreTo ? new Date(restoreTo) : undefined, startedBy: startedBy ?? null, signal });
    return over ? undefined : { againInSeconds: elsewhereSeconds };
  }
  if (await isDrillOwed(deps.db.manager, deps.clock.now())) await runDrill(deps, { identityFile, signal });
  return { againInSeconds: secondsUntilSlot(deps.clock.now()) };
}
