import type Koa from 'koa';
import type { Logger } from 'pino';
import { type ErrorBody, type ErrorCode, errors } from '@yongche/contract';
import { LoginCodeInvalid } from '../adapters/login/login';
import { ProviderError } from '../adapters/provider-error';
import { isDatabaseDown, isRetryable } from '../database-errors';
import { Refusal } from './errors';

/** Turns what a handler throws into the one error body; what nobody expected is logged and answered `server.internal`. */
export function errorHandler(log: Logger): Koa.Middleware {
  return async (koa, next) => {
    try {
      await next();
      if (koa.status === 404 && koa.body == null) throw new Refusal('request.not_found');
    } catch (error) {
      const refusal = refusalFrom(error);
      const known = refusal.code !== 'server.internal';
      if (!known || refusal.status >= 500) log.error({ err: error, requestId: koa.state.requestId }, 'request failed');
      if (refusal.more.retryAfterSeconds) koa.set('Retry-After', String(refusal.more.retryAfterSeconds));
      if (refusal.code === 'server.unavailable') koa.set('Retry-After', '5');
      koa.status = refusal.status;
      koa.body = bodyOf(refusal, String(koa.state.requestId));
    }
  };
}

function bodyOf({ code, more: { fields, details } }: Refusal, requestId: string): ErrorBody {
  return { error: { code, message: errors[code][1], requestId, ...(fields ? { fields } : {}), ...(details === undefined ? {} : { details }) } };
}

function refusalFrom(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof LoginCodeInvalid) return new Refusal('identity.code_invalid');
  if (error instanceof ProviderError) return new Refusal(`provider.${error.kind}` satisfies ErrorCode);
  if (isDatabaseDown(error) || isRetryable(error)) return new Refusal('server.unavailable');
  const status = (error as { status?: unknown }).status;
  if (status === 413) return new Refusal('request.too_large');
  if (status === 400 || status === 415) return new Refusal('request.not_json');
  return new Refusal('server.internal');
}
