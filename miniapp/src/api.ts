import type { AnswerOf, EndpointKey, Endpoints, ErrorBody, ErrorCode, FieldError, RequestOf } from '@yongche/contract';
import { errors } from '@yongche/contract/errors';
import { keyOfIntent, settleIntent } from './intents';
import { send } from './platform';
import { createStore } from './store';

/** What the user reads when the server cannot be reached: of a photo, of something that was filled in, of something to be read. */
export const offlineTexts = {
  photo: '网络不通，已保存在手机，恢复后自动继续',
  input: '网络不通，填写的内容没有丢失，请在网络恢复后再试。',
  reading: '网络不通，请在网络恢复后再试。',
} as const;

/** A refusal by the server, or `network` where it was not reached; `message` is ready to be shown. */
export class ApiError extends Error {
  constructor(
    readonly code: ErrorCode | 'network',
    message: string,
    readonly fields: FieldError[] = [],
    readonly requestId?: string,
    /** What a code explains besides; the contract names its shape. */
    readonly details?: unknown,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

type Part<Name extends string, T> = [T] extends [undefined]
  ? unknown
  : Record<never, never> extends T
    ? { [N in Name]?: T }
    : { [N in Name]: T };

/** What a call of this endpoint carries: exactly the parts that the contract names. */
export type CallOf<K extends EndpointKey> = Part<'params', RequestOf<K>['params']> &
  Part<'query', RequestOf<K>['query']> &
  Part<'body', RequestOf<K>['body']>;

type AgentCreates = {
  [K in EndpointKey]: Endpoints[K] extends { idempotent: true; roles: { agent: string } | { company_manager: string } }
    ? K
    : never;
}[EndpointKey];

/** The contract's idempotent endpoints for agents and managers; the type makes the table complete. */
const creates: Record<AgentCreates, true> = {
  'POST /consents': true,
  'POST /identity-claims': true,
  'POST /verifications': true,
  'POST /certificate/acceptance': true,
  'POST /certificate/declining': true,
  'POST /register-requests': true,
  'POST /register-requests/:id/evidence': true,
  'POST /register-requests/:id/submission': true,
  'POST /register-requests/:id/withdrawal': true,
  'POST /account/erasure': true,
  'POST /transactions': true,
  'POST /transactions/:id/party-notices': true,
  'POST /transactions/:id/images': true,
  'POST /transactions/:id/submission': true,
  'POST /transactions/:id/cancellation': true,
  'POST /transactions/:id/check-disputes': true,
  'POST /problems/:id/images': true,
  'POST /problems/:id/correction': true,
  'POST /violations/:id/statement': true,
  'POST /violations/:id/appeal': true,
  'POST /courses/:code/attempts': true,
  'POST /payment-orders': true,
  'POST /payment-orders/:id/closure': true,
};

/** The token of the session, kept here so that every call carries it; `session.ts` reads and writes it. */
export const token = createStore<string | undefined>(undefined);
let onLoggedOut = () => {};
/** Tells whom to call when the server no longer knows the session. */
export function whenLoggedOut(listener: () => void): void {
  onLoggedOut = listener;
}

/**
 * Calls the API by the contract's key. A creating call gets its Idempotency-Key here, kept until the server has answered for good.
 * @throws ApiError
 */
export async function call<K extends EndpointKey>(
  key: K,
  request: CallOf<K>,
  options: { idempotencyKey?: string } = {},
): Promise<AnswerOf<K>> {
  const { params, query, body } = request as Partial<Record<'params' | 'query' | 'body', Record<string, unknown>>>;
  const [method, template] = key.split(' ') as ['GET' | 'POST' | 'PUT' | 'DELETE', string];
  const path = template.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params?.[name])));
  const intent = key in creates && options.idempotencyKey === undefined ? `${method} ${path}` : undefined;
  const idempotencyKey = options.idempotencyKey ?? (intent && keyOfIntent(intent, body));
  const answer = await send({
    url: API_URL + path + queryText(query),
    method,
    body,
    headers: {
      ...(token.get() ? { Authorization: `Bearer ${token.get()}` } : {}),
      ...(idempotencyKey ? { 'Idempotency-Key': idempotencyKey } : {}),
    },
  }).catch(() => {
    throw new ApiError('network', method === 'GET' ? offlineTexts.reading : offlineTexts.input);
  });
  if (answer.status < 400) {
    if (intent) settleIntent(intent);
    return answer.data as AnswerOf<K>;
  }
  const error = errorOf(answer);
  if (intent && answer.status < 500 && error.code !== 'request.idempotency_running') settleIntent(intent);
  if (error.code === 'request.unauthenticated') onLoggedOut();
  throw error;
}

/** The address of a public picture of the API, such as a photo sample. */
export const publicUrl = (path: string) => API_URL + path;

function queryText(query: Record<string, unknown> | undefined): string {
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== '');
  return pairs.length === 0
    ? ''
    : `?${pairs.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&')}`;
}

function errorOf({ status, data }: { status: number; data: unknown }): ApiError {
  const error = (data as Partial<ErrorBody> | undefined)?.error;
  // Where the server itself failed, its log is found by this number.
  const message = (told: ErrorBody['error']) => (status >= 500 && told.requestId ? `${told.message}（编号 ${told.requestId}）` : told.message);
  if (error) return new ApiError(error.code, message(error), error.fields, error.requestId, error.details);
  const code: ErrorCode = status >= 502 ? 'server.unavailable' : 'server.internal';
  return new ApiError(code, errors[code][1]);
}
