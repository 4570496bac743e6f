import { createHash, timingSafeEqual } from 'node:crypto';
import type Koa from 'koa';
import type { Deps } from '../../../deps';

/** Headers of a request that somebody passed on: then the address at the other end of the line is not where it came from. */
const passedOn = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

/** `/metrics` for Prometheus on this machine, or with the token of the environment; to everybody else there is no such page. */
export function metricsPage({ monitoring: { metrics, metricsToken } }: Pick<Deps, 'monitoring'>): Koa.Middleware {
  return async (koa, next) => {
    if (koa.path !== '/metrics' || koa.method !== 'GET') return next();
    if (!isFromHere(koa) && !hasToken(koa, metricsToken)) return next();
    koa.set('Cache-Control', 'no-store');
    koa.type = metrics.type;
    koa.body = await metrics.text();
  };
}

const isFromHere = (koa: Koa.Context) => /^(127\.|::1$|::ffff:127\.)/.test(koa.req.socket.remoteAddress ?? '') && passedOn.every((name) => koa.get(name) === '');

/** Compared by their digests, so that the time it takes says nothing. */
function hasToken(koa: Koa.Context, token: string | undefined): boolean {
  const given = /^Bearer (\S+)$/.exec(koa.get('authorization'))?.[1];
  return token !== undefined && given !== undefined && timingSafeEqual(digestOf(given), digestOf(token));
}
const digestOf = (text: string) => createHash('sha256').update(text).digest();
