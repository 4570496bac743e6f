import { context, propagation, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type Koa from 'koa';

/** Spans go nowhere, and cost next to nothing, unless `tracing-export.ts` was opened by the configuration. */
const tracer = trace.getTracer('yongche');

/** Does `work` within a span; what it throws ends the span as failed, by the kind of error only: messages may name persons. */
export function inSpan<T>(name: string, { kind = SpanKind.INTERNAL, ...attributes }: Record<string, string | number> & { kind?: SpanKind }, work: () => Promise<T>): Promise<T> {
  return tracer.startActiveSpan(name, { kind, attributes }, async (span) => {
    try {
      return await work();
    } catch (error) {
      fail(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

/** A call to an outside service, by its name and the method of its adapter. */
export const inCall = <T>(service: string, method: string, work: () => Promise<T>): Promise<T> => inSpan(`${service} ${method}`, { kind: SpanKind.CLIENT, 'peer.service': service }, work);

/** One span for each request, as a part of the caller's trace where it names one (W3C traceparent); it carries the request's id, which stands in log, answer and audit rows. Neither query nor body nor the ends of addresses go into it. */
export function traceRequests(): Koa.Middleware {
  return (koa, next) =>
    context.with(propagation.extract(context.active(), koa.headers), () =>
      tracer.startActiveSpan(koa.method, { kind: SpanKind.SERVER, attributes: { 'http.request.method': koa.method, 'yongche.request_id': String(koa.state.requestId) } }, async (span) => {
        try {
          await next();
        } finally {
          const route = (koa as { _matchedRoute?: unknown })._matchedRoute;
          if (typeof route === 'string') span.updateName(`${koa.method} ${route}`).setAttribute('http.route', route);
          span.setAttribute('http.response.status_code', koa.status);
          if (koa.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        }
      }),
    );
}

function fail(span: Span, error: unknown): void {
  const kind = error instanceof Error ? error.name : typeof error;
  span.setAttribute('error.type', kind).setStatus({ code: SpanStatusCode.ERROR, message: kind });
}
