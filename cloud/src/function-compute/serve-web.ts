import type { Env } from '../env';
import { startServer } from '../server';
import { withPreStop } from './pre-stop';
import type { RunningFunction } from './serve-events';

/** The API and the staff web, without jobs and readings: an instance sleeps as soon as it has answered. The timers do these. */
export const serveWeb = (env: Env): Promise<RunningFunction> => startServer(env, { background: false, front: withPreStop });
