import type { Deps } from '../../deps';
import { checkDeal } from './check-deal';
import { claimReading, reclaimReadings } from './reading/queue';
import { readPicture, type TaskDeps } from './reading/task';

/** How long a worker that found nothing waits for the bell before it looks again, for pictures of other processes. */
const idleMs = 500;
/** How often pictures of dead workers are looked for. */
const reclaimMs = 5_000;

type ReaderDeps = TaskDeps & Pick<Deps, 'readingBell'>;

/**
 * Reads waiting pictures, so many at once, until stopped; any number of processes may do so. The work itself is done in the
 * threads of reader and detectors: a worker here only hands pictures on and stores what comes back.
 */
export function startChecks(deps: ReaderDeps, { workers }: { workers: number }): { stop(): Promise<void> } {
  const { log, readingBell: bell } = deps;
  const readNext = createReader(deps);
  let stopped = false;

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

/** Reads until no picture waits, or no more are to be taken up; for a process that is woken for it. @throws what kept a picture from being settled. */
export async function readWaiting(deps: TaskDeps, { workers, until }: { workers: number; until: AbortSignal }): Promise<void> {
  const readNext = createReader(deps);
  const drain = async () => {
    while (!until.aborted && (await readNext()));
  };
  await Promise.all(Array.from({ length: workers }, drain));
}

/** @returns what reads the next picture, and tells whether there was one. */
function createReader(deps: TaskDeps): () => Promise<boolean> {
  const { db, clock } = deps;
  let reclaimedAt = 0;

  async function reclaim(): Promise<void> {
    const now = clock.now();
    if (now.getTime() - reclaimedAt < reclaimMs) return;
    reclaimedAt = now.getTime();
    for (const dealId of await reclaimReadings(db, now)) await checkDeal(deps, dealId);
  }

  return async () => {
    await reclaim();
    const claimed = await claimReading(db, clock.now());
    if (claimed) await readPicture(deps, claimed);
    return claimed !== undefined;
  };
}
