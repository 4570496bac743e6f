import type Koa from 'koa';
import { type ErrorBody, type ErrorCode, errors } from '@yongche/contract';
import { LoginCodeInvalid } from '../adapters/login/login';
import { ProviderError } from '../adapters/provider-error';
import { isDatabaseDown, isDiskFull, isRetryable } from '../database-errors';
import type { Deps } from '../deps';
import { TooLate } from '../patience';
import { Refusal } from './errors';

/** After so many seconds it is worth to try again, where the refusal itself does not say. */
const retryAfter: Partial<Record<ErrorCode, number>> = { 'server.unavailable': 5, 'server.storage_unavailable': 10, 'server.disk_full': 30 };

type Hearers = Pick<Deps, 'log' | 'fullDisks'>;

/** Turns what a handler throws into the one error body; what nobody expected is logged and answered `server.internal`. */
export function errorHandler(deps: Hearers): Koa.Middleware {
  return async (koa, next) => {
    try {
      await next();
      if (koa.status === 404 && koa.body == null) throw new Refusal('request.not_found');
    } catch (error) {
      const refusal = refusalFor(deps, error, koa.state.requestId);
      const seconds = refusal.more.retryAfterSeconds ?? retryAfter[refusal.code];
      if (seconds) koa.set('Retry-After', String(seconds));
      koa.status = refusal.status;
      koa.body = bodyOf(refusal, String(koa.state.requestId));
    }
  };
}

/** What is to be answered to an error. What is our fault stands in the log, a full disk with whoever says so; also where nobody waits for the answer any more. */
export function refusalFor({ log, fullDisks }: Hearers, error: unknown, requestId: unknown): Refusal {
  const refusal = refusalFrom(error);
  if (refusal.status >= 500) log.error({ err: error, requestId }, 'request failed');
  if (refusal.code === 'server.disk_full') fullDisks.met(error instanceof ProviderError ? 'storage' : 'database');
  return refusal;
}

function bodyOf({ code, more: { fields, details } }: Refusal, requestId: string): ErrorBody {
  return { error: { code, message: errors[code][1], requestId, ...(fields ? { fields } : {}), ...(details === undefined ? {} : { details }) } };
}

function refusalFrom(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof LoginCodeInvalid) return new Refusal('identity.code_invalid');
  if (error instanceof ProviderError) return new Refusal(codeOfProvider(error));
  if (isDiskFull(error)) return new Refusal('server.disk_full');
  if (error instanceof TooLate || isDatabaseDown(error) || isRetryable(error)) return new Refusal('server.unavailable');
  const status = (error as { status?: unknown }).status;
  if (status === 413) return new Refusal('request.too_large');
  if (status === 400 || status === 415) return new Refusal('request.not_json');
  return new Refusal('server.internal');
}

/** Who keeps pictures for us. */
const stores: ReadonlySet<string> = new Set(['oss', 'disk']);

/** The picture store is ours: its outage is no fault of a request, and whoever captures keeps the picture and sends it later. */
function codeOfProvider({ kind, provider, providerCode }: ProviderError): ErrorCode {
  if (providerCode === 'no-space') return 'server.disk_full';
  return stores.has(provider) && (kind === 'timeout' || kind === 'unavailable') ? 'server.storage_unavailable' : `provider.${kind}`;
}
