import { setTimeout as pause } from 'node:timers/promises';
import type { Deps } from '../deps';
import { readWaiting } from '../domains/checks/workers';
import type { Env } from '../env';
import { jobHandlers } from '../jobs/handlers';
import type { Lane } from '../jobs/queue';
import { startWorker } from '../jobs/worker';
import { type Errand, timerEvent } from './events';
import type { Invocation } from './serve-events';

/** Until the time is up or the instance is taken away. */
const during = (seconds: number, signal: AbortSignal) => pause(seconds * 1000, undefined, { signal }).catch(() => undefined);

/** Drains one lane of the outbox for so long, and ends what is in hand then; broken off, it leaves long jobs to whoever comes next. */
const drain = (lane: Lane) => async (deps: Deps, { seconds }: Errand, signal: AbortSignal) => {
  const worker = await startWorker({ ...deps, handlers: jobHandlers(deps), kinds: [lane] });
  signal.addEventListener('abort', () => void worker.stop());
  await during(seconds, signal);
  await (signal.aborted ? worker.stop() : worker.finish());
};

type Work = (deps: Deps, errand: Errand, signal: AbortSignal, env: Env) => Promise<void>;

/** Watches the whole meanwhile, which nobody else does where there are functions only. */
const monitored = (work: Work): Work => async (deps, errand, signal, env) => {
  const { monitor } = deps.monitoring;
  if (env.MONITOR_SECONDS > 0) monitor.start(env.MONITOR_SECONDS);
  await work(deps, errand, signal, env).finally(monitor.stop);
};

const works: Record<Errand['work'], Work> = {
  jobs: monitored(drain('short')),
  'long-jobs': drain('long'),
  readings: (deps, { seconds }, signal, { CHECK_WORKERS: workers }) => readWaiting(deps, { workers, until: AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000)]) }),
};

/**
 * What a timer wakes us for. Any number may run at once, and an event may come twice or never: jobs and pictures are claimed by lease
 * from the database, the rounds stand there once each, and the next event finds whatever this one did not.
 */
export async function runErrand({ deps, env, event, signal }: Invocation): Promise<void> {
  const { payload } = timerEvent.parse(event);
  await works[payload.work](deps, payload, signal, env);
}
