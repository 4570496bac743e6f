import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Koa from 'koa';
import { createApp, createWorkerApp } from './app';
import type { Deps } from './deps';
import { startChecks } from './domains/checks/workers';
import { type Env, readEnv } from './env';
import { jobHandlers } from './jobs/handlers';
import { startWorker } from './jobs/worker';
import { type DepsOptions, type Foundation, openDeps } from './open-deps';

export interface RunningServer {
  url: string;
  deps: Deps;
  /** Takes no new requests, ends those in hand, stops the jobs, closes the database. */
  close(): Promise<void>;
}

export interface ServerOptions extends DepsOptions {
  pages?: Koa.Middleware;
  /** Done before the first request and the first job: a demo city with a past. */
  prepare?: (foundation: Foundation) => Promise<void>;
  /** Whether anything is done here between requests, as `ROLE` says; not where a process sleeps between them. */
  background?: boolean;
  /** How long the jobs rest where there is none before they look again; the worker's own pace unless said otherwise. */
  jobsRestMs?: number;
  /** What stands before the app and is handed all that `close` ends but the requests: the hooks of a cloud. */
  front?: (answer: RequestListener, release: () => Promise<void>) => RequestListener;
}

/**
 * Starts the API, the staff web and the jobs on `HOST:PORT`, or what of them `ROLE` wants. Pending migrations stop the start in production.
 * @throws ConfigurationError, or the database's error, each before the port is opened.
 */
export async function startServer(env: Env, { pages, prepare, background = true, jobsRestMs, front = (answer) => answer, ...options }: ServerOptions = {}): Promise<RunningServer> {
  const http = createServer();
  let begin!: (answer: RequestListener) => void;
  const begun = new Promise<RequestListener>((resolve) => (begin = resolve));
  // The port is open before all stands: whoever comes meanwhile waits for it instead of never being answered.
  http.on('request', (request, response) => void begun.then((answer) => answer(request, response)));
  let url = '';
  const { deps, close } = await openDeps(
    env,
    async (foundation) => {
      await prepare?.(foundation);
      await listen(http, env.PORT, env.HOST);
      return (url = `http://${env.HOST}:${(http.address() as AddressInfo).port}`);
    },
    options,
  );
  const { db, clock, log } = deps;
  const storageOrigin = new URL(env.OSS_ENDPOINT ?? `https://${env.OSS_BUCKET}.${env.OSS_REGION}.aliyuncs.com`).origin;
  const app = env.ROLE === 'worker' ? createWorkerApp(deps) : createApp(deps, { trustedProxies: env.TRUSTED_PROXIES, storageOrigin, ...(pages ? { pages } : {}) });
  const stopping: (() => Promise<void>)[] = [];
  const release = async () => {
    await Promise.all(stopping.map((stop) => stop()));
    await close();
  };
  begin(front(app.callback(), release));
  await deps.staffWeb.present();
  if (background && env.ROLE !== 'web') {
    stopping.push((await startWorker({ db, clock, log, handlers: jobHandlers(deps), ...(jobsRestMs === undefined ? {} : { idleMs: jobsRestMs }) })).stop);
    stopping.push(startChecks(deps, { workers: env.CHECK_WORKERS }).stop);
    if (env.CHECK_WORKERS > 0) deps.duplicates.load().catch((error: unknown) => log.error({ err: error }, 'the pictures of earlier deals could not be read ahead'));
  }
  if (background && env.MONITOR_SECONDS > 0) {
    stopping.push(() => deps.monitoring.monitor.stop());
    deps.monitoring.monitor.start(env.MONITOR_SECONDS);
  }
  return {
    url,
    deps,
    async close() {
      await new Promise<void>((resolve) => {
        http.close(() => resolve());
        http.closeIdleConnections();
      });
      await release();
    },
  };
}

function listen(http: Server, port: number, host: string): Promise<void> {
  http.headersTimeout = 10_000;
  http.requestTimeout = 30_000;
  http.keepAliveTimeout = 15_000;
  return new Promise((resolve, reject) => http.once('error', reject).listen(port, host, resolve));
}

if (require.main === module) {
  startServer(readEnv()).then(
    ({ url, close }) => {
      process.stdout.write(`甬车 ready ${url}\n`);
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close().then(() => process.exit(0)));
    },
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exit(1);
    },
  );
}
