import type { EventEmitter } from 'node:events';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { readEnv } from '../src/env';
import { startServer } from '../src/server';
import type { ServerNews } from './load-plan';

const everyMs = 2000;

/** The server as production starts it, which tells every two seconds how busy it was, in a line of JSON (`ServerNews`). */
export async function start(): Promise<void> {
  const { url, deps, close } = await startServer(readEnv());
  process.stdout.write(`ready ${url}\n`);
  process.once('SIGTERM', () => void close().then(() => process.exit(0)));

  let connectionWaits = 0;
  const { pool } = deps.db.driver as unknown as { pool: EventEmitter };
  pool.on('enqueue', () => connectionWaits++);
  const loop = monitorEventLoopDelay({ resolution: 10 });
  loop.enable();
  let before = performance.eventLoopUtilization();
  setInterval(() => {
    const now = performance.eventLoopUtilization();
    const news: ServerNews = { connectionWaits, busy: performance.eventLoopUtilization(now, before).utilization, loopMs: loop.percentile(99) / 1e6 };
    process.stdout.write(`${JSON.stringify(news)}\n`);
    before = now;
    connectionWaits = 0;
    loop.reset();
  }, everyMs).unref();
}
