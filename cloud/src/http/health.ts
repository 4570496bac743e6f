import type Koa from 'koa';
import type { Deps } from '../deps';
import { waitingJobs } from '../jobs/queue';
import { within } from '../patience';

/** A queue whose oldest due job waits longer than this many seconds is stuck. */
const stuckAfterSeconds = 120;
/** A load balancer waits for five seconds; a part that has not answered by then does not work. */
const patienceSeconds = 4;

/**
 * `/healthz`: the process answers. `/readyz`: how database, storage, queue and disks are. It is refused (503) only where this process does not
 * reach the database: another one may. Whatever else fails does so for all, and without any member a load balancer would take away what still works.
 */
export function health({ db, clock, storage, fullDisks }: Pick<Deps, 'db' | 'clock' | 'storage' | 'fullDisks'>): Koa.Middleware {
  const checks: Record<string, () => Promise<void>> = {
    database: async () => void (await db.query('SELECT 1')),
    storage: () => storage.check(),
    queue: async () => {
      const { oldestSeconds } = await waitingJobs(db.manager, clock.now());
      if (oldestSeconds > stuckAfterSeconds) throw new Error(`the oldest job is ${Math.round(oldestSeconds)} s late`);
    },
    space: async () => {
      const full = fullDisks.now();
      if (full) throw new Error(`no space left: ${full.of.join(', ')}`);
    },
  };
  return async (koa, next) => {
    if (koa.path === '/healthz') return void (koa.body = { status: 'ok' });
    if (koa.path !== '/readyz') return next();
    const entries = await Promise.all(Object.entries(checks).map(async ([name, check]) => [name, await within(patienceSeconds, check()).then(() => 'ok', () => 'failed')] as const));
    const states = Object.fromEntries(entries);
    koa.status = states.database === 'ok' ? 200 : 503;
    koa.body = states;
  };
}
