import type { Deps } from '../../deps';
import { checkDeal } from './check-deal';
import { claimReading, reclaimReadings } from './reading/queue';
import { readPicture, type TaskDeps } from './reading/task';

/** How long a worker that found nothing waits for the bell before it looks again, for pictures of other processes. */
const idleMs = 500;
/** How often pictures of dead workers are looked for. */
const reclaimMs = 5_000;

/**
 * Reads waiting pictures, so many at once, until stopped; any number of processes may do so. The work itself is done in the
 * threads of reader and detectors: a worker here only hands pictures on and stores what comes back.
 */
export function startChecks(deps: TaskDeps & Pick<Deps, 'readingBell'>, { workers }: { workers: number }): { stop(): Promise<void> } {
  const { db, clock, log, readingBell: bell } = deps;
  let stopped = false;
  let reclaimedAt = 0;

  async function reclaim(): Promise<void> {
    const now = clock.now();
    if (now.getTime() - reclaimedAt < reclaimMs) return;
    reclaimedAt = now.getTime();
    for (const dealId of await reclaimReadings(db, now)) await checkDeal(deps, dealId);
  }

  /** @returns whether there was a picture to read. */
  async function readNext(): Promise<boolean> {
    await reclaim();
    const claimed = await claimReading(db, clock.now());
    if (claimed) await readPicture(deps, claimed);
    return claimed !== undefined;
  }

  async function drain(): Promise<void> {
    while (!stopped) {
      const rings = bell.rings();
      const found = await readNext().catch((error: unknown) => {
        log.error({ err: error }, 'a picture could not be settled; its lease runs out');
        return false;
      });
      if (!found && !stopped) await bell.heard(rings, idleMs);
    }
  }

  const drained = Array.from({ length: workers }, drain);
  return {
    async stop() {
      stopped = true;
      bell.ring();
      await Promise.all(drained);
    },
  };
}
