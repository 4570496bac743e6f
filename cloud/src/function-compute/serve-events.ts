import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Deps } from '../deps';
import type { Env } from '../env';
import { readRaw } from '../http/raw-body';
import { openDeps } from '../open-deps';
import { withPreStop } from './pre-stop';

/** One event, with what is needed to act on it. */
export interface Invocation {
  deps: Deps;
  env: Env;
  event: unknown;
  /** Aborted where the instance is taken away. */
  signal: AbortSignal;
}

/** What a running function lets be done from outside. */
export interface RunningFunction {
  close(): Promise<void>;
}

/** No asynchronous event of Function Compute is larger than 128 KB. */
const mostBytes = 256 * 1024;

/**
 * Answers the events of Function Compute (custom runtime: `POST /invoke`) on `HOST:PORT`. What `act` throws is logged and told
 * as failed, so that the event is sent again; it must bear that, for events come at least once.
 */
export async function serveEvents(env: Env, act: (invocation: Invocation) => Promise<void>): Promise<RunningFunction> {
  const { deps, close } = await openDeps(env, async () => `http://${env.HOST}:${env.PORT}`);
  const stopping = new AbortController();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'GET' && request.url === '/healthz') return void response.writeHead(200).end();
    if (request.method !== 'POST' || request.url !== '/invoke') return void response.writeHead(404).end();
    const requestId = request.headers['x-fc-request-id'];
    const begun = process.hrtime.bigint();
    const done = await readRaw(request, mostBytes)
      .then((body) => act({ deps, env, event: JSON.parse(body.toString()), signal: stopping.signal }))
      .then(
        () => true,
        (error: unknown) => (deps.log.error({ err: error, requestId }, 'an event could not be dealt with'), false),
      );
    deps.log.info({ requestId, done, milliseconds: Number(process.hrtime.bigint() - begun) / 1e6 }, 'event');
    // Both are wanted, the status and the header; the document knows no other failure than 404.
    const status = done ? 200 : 404;
    response.writeHead(status, { 'x-fc-status': String(status) }).end();
  }

  const http = createServer(withPreStop((request, response) => void answer(request, response), close, () => stopping.abort()));
  // An invocation may take hours, a pause between two as well.
  Object.assign(http, { requestTimeout: 0, keepAliveTimeout: 900_000 });
  await new Promise<void>((resolve, reject) => http.once('error', reject).listen(env.PORT, env.HOST, resolve));
  return {
    async close() {
      stopping.abort();
      await new Promise<void>((resolve) => {
        http.close(() => resolve());
        http.closeIdleConnections();
      });
      await close();
    },
  };
}
