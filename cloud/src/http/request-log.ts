import type Koa from 'koa';
import type { Logger } from 'pino';
import { uuidv7 } from 'uuidv7';

/** Addresses whose end opens something by itself; it does not belong in a log. */
const signed = /^\/(check|pictures)\/.*/;

/** Gives each request an id that stands in its answer, its errors and its audit rows, and logs it without query or body. */
export function requestLog(log: Logger): Koa.Middleware {
  return async (koa, next) => {
    const requestId = uuidv7();
    koa.state.requestId = requestId;
    koa.set('X-Request-Id', requestId);
    const started = process.hrtime.bigint();
    await next();
    const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;
    log.info({ requestId, method: koa.method, path: koa.path.replace(signed, '/$1/…'), status: koa.status, milliseconds }, 'request');
  };
}
