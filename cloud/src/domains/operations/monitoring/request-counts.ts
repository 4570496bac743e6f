import type Koa from 'koa';

/** Requests of this process, and those that it failed (5xx). */
export interface RequestCounts {
  count: (request: { method: string; route: string; status: number; seconds: number }) => void;
  lastFiveMinutes(): { requests: number; failures: number };
}

const minuteMs = 60_000;
const minutes = 5;

/** Counts by minutes of a clock that nobody moves; `onRequest` hears of each one too. */
export function createRequestCounts(onRequest: RequestCounts['count'] = () => undefined): RequestCounts {
  const byMinute = new Map<number, { requests: number; failures: number }>();
  const thisMinute = () => Math.floor(performance.now() / minuteMs);
  return {
    count(request) {
      const minute = thisMinute();
      const counted = byMinute.get(minute) ?? { requests: 0, failures: 0 };
      counted.requests += 1;
      if (request.status >= 500) counted.failures += 1;
      byMinute.set(minute, counted);
      onRequest(request);
    },
    lastFiveMinutes() {
      const oldest = thisMinute() - minutes;
      for (const minute of byMinute.keys()) if (minute <= oldest) byMinute.delete(minute);
      const all = [...byMinute.values()];
      return { requests: all.reduce((sum, one) => sum + one.requests, 0), failures: all.reduce((sum, one) => sum + one.failures, 0) };
    },
  };
}

/** Counts what is answered below `/api`, by the pattern of its route and never by its address: an address may name a person, and there is no end of them. */
export function countRequests({ count }: Pick<RequestCounts, 'count'>): Koa.Middleware {
  return async (koa, next) => {
    const started = performance.now();
    await next();
    if (!koa.path.startsWith('/api/')) return;
    const pattern = (koa as { _matchedRoute?: unknown })._matchedRoute;
    count({ method: koa.method, route: typeof pattern === 'string' ? pattern : 'none', status: koa.status, seconds: (performance.now() - started) / 1000 });
  };
}
