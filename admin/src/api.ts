import type { AnswerOf, EndpointKey, Endpoints, ErrorBody, ErrorCode, FieldError, RequestOf } from '@yongche/contract';
import { errors } from '@yongche/contract/errors';
import { pageUpdate } from './page-update';
import { stepUp } from './step-up';
import { proofFor, takePuttingOut, takeSeal, takeTime } from './terminal-proof';

/** Ends a request whose server stays silent, so that no button waits for ever. */
const patienceMs = 30_000;
/** A file of many megabytes takes its time on a slow line, and is read line by line at the other end. */
const patienceForFilesMs = 180_000;

/** What can go wrong before the server says a word. */
const silences = {
  'network.unreachable': '连不上服务器，请检查网络后重试。',
  'network.timeout': '服务器迟迟没有回应，请稍后重试。',
  'network.unreadable': '服务器的回应无法识别，可能正在升级，请刷新页面后重试。',
} as const;

type ApiErrorCode = ErrorCode | keyof typeof silences;

/** Every failure of a call: `message` is Chinese and ready to show, `requestId` is what the user tells the association. */
export class ApiError extends Error {
  override name = 'ApiError';
  constructor(
    readonly code: ApiErrorCode,
    message: string,
    readonly fields: FieldError[] = [],
    readonly requestId?: string,
    readonly status = 0,
    /** What some refusals add, such as the day on which something becomes possible. */
    readonly details?: unknown,
  ) {
    super(message);
  }
}

type Optional<Name extends string, Value> = { [N in Name]?: Value };
type Part<Name extends string, Value> = [Value] extends [undefined]
  ? Optional<Name, undefined>
  : Record<never, never> extends Value
    ? Optional<Name, Value>
    : { [N in Name]: Value };

/** What the caller hands over for an endpoint: only the parts that it declares, and a key where it is idempotent. */
type Sent<K extends EndpointKey> = Part<'params', RequestOf<K>['params']> &
  Part<'query', RequestOf<K>['query']> &
  Part<'body', RequestOf<K>['body']> &
  (Endpoints[K] extends { idempotent: true } ? { idempotencyKey: string } : Optional<'idempotencyKey', undefined>) &
  (Endpoints[K] extends { file: object } ? { file: File } : Optional<'file', undefined>) & {
    signal?: AbortSignal;
    /** Goes on though the page is left; for small requests only. */
    keepalive?: boolean;
  };
type Arguments<K extends EndpointKey> = Record<never, never> extends Sent<K> ? [sent?: Sent<K>] : [sent: Sent<K>];

/** A request without its types, as the wire sees it. */
interface Loose {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  file?: File;
  idempotencyKey?: string;
  signal?: AbortSignal;
  keepalive?: boolean;
}

/**
 * Calls one endpoint of the contract with the session's cookie, e.g. `call('GET /transactions/:id', { params: { id } })`.
 * Throws ApiError, except where `signal` was aborted.
 */
export async function call<K extends EndpointKey>(key: K, ...[sent]: Arguments<K>): Promise<AnswerOf<K>> {
  const response = await sendSteppingUp(key, sent as Loose | undefined);
  if (response.status === 204) return undefined as AnswerOf<K>;
  return (await response.json().catch(() => Promise.reject(silence('network.unreadable')))) as AnswerOf<K>;
}

/** Fetches an endpoint that answers with a file, such as the voucher's PDF. */
export async function download<K extends EndpointKey>(key: K, ...[sent]: Arguments<K>): Promise<Blob> {
  const response = await sendSteppingUp(key, sent as Loose | undefined);
  return response.blob();
}

/** Asks for a refused request the second factor once more and repeats it; what was under way while the session was renewed is repeated too. */
async function sendSteppingUp(key: EndpointKey, sent?: Loose): Promise<Response> {
  const renewals = stepUp.renewals;
  try {
    return await sendProven(key, sent);
  } catch (error) {
    const wasOvertaken = isRefusal(error, 'request.unauthenticated') && stepUp.renewals !== renewals;
    if (wasOvertaken || (isRefusal(error, 'identity.step_up_required') && (await stepUp.ask()))) return sendProven(key, sent);
    throw error;
  }
}

/** On a terminal's PC: a clock that is wrong is set right once, a PC that was put out remembers why, and a page that is too old changes at once. */
async function sendProven(key: EndpointKey, sent?: Loose): Promise<Response> {
  try {
    return await send(key, sent);
  } catch (error) {
    if (isRefusal(error, 'terminal.put_out')) await takePuttingOut(error.details);
    if (isRefusal(error, 'page.outdated')) pageUpdate.takeRefusal(error.details);
    if (!isRefusal(error, 'terminal.proof_stale')) throw error;
    await takeTime(error.details);
    return send(key, sent);
  }
}

async function send(key: EndpointKey, sent: Loose = {}): Promise<Response> {
  const [method, path] = key.split(' ') as [string, string];
  const headers: Record<string, string> = { accept: 'application/json' };
  if (sent.body !== undefined) headers['content-type'] = 'application/json';
  if (sent.file) headers['content-type'] = 'application/octet-stream';
  if (sent.idempotencyKey) headers['idempotency-key'] = sent.idempotencyKey;
  const stop = new AbortController();
  const patience = setTimeout(() => stop.abort('patience'), sent.file ? patienceForFilesMs : patienceMs);
  const leave = () => stop.abort();
  sent.signal?.addEventListener('abort', leave);
  const address = addressOf(path, sent);
  const body = sent.file ?? (sent.body === undefined ? undefined : JSON.stringify(sent.body));
  let response: Response;
  try {
    response = await fetch(address, {
      method,
      headers: { ...headers, ...(await proofFor(method, address, body)) },
      body,
      credentials: 'same-origin',
      cache: 'no-store',
      keepalive: sent.keepalive ?? false,
      signal: stop.signal,
    });
  } catch (error) {
    if (sent.signal?.aborted) throw error;
    throw silence(stop.signal.reason === 'patience' ? 'network.timeout' : 'network.unreachable');
  } finally {
    clearTimeout(patience);
    sent.signal?.removeEventListener('abort', leave);
  }
  await takeSeal(response.headers);
  pageUpdate.take(response.headers);
  if (!response.ok) throw await refusalOf(response);
  return response;
}

/** Fills `:id` from the params and appends the query, a file by its name; empty values are left out. */
export function addressOf(path: string, { params = {}, query = {}, file }: Pick<Loose, 'params' | 'query' | 'file'>): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, ...(file && { name: file.name }) })) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  return `/api${filled}${search.size > 0 ? `?${search}` : ''}`;
}

async function refusalOf(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => undefined)) as ErrorBody | undefined;
  if (!body?.error?.code) {
    if (response.status < 500) return silence('network.unreadable', response.status);
    return new ApiError('server.unavailable', errors['server.unavailable'][1], [], undefined, response.status);
  }
  const { code, message, fields, requestId, details } = body.error;
  return new ApiError(code, message, fields, requestId, response.status, details);
}

function silence(code: keyof typeof silences, status = 0): ApiError {
  return new ApiError(code, silences[code], [], undefined, status);
}

/** The Chinese sentence for whatever was thrown; unexpected errors give no detail away. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof ApiError)) return '页面出现异常，请刷新后重试。';
  return error.status >= 500 && error.requestId ? `${error.message}（编号 ${error.requestId}）` : error.message;
}

/** Whether asking again may help: the network, the server or this page's age was at fault, not the request. */
export function isPassing(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status >= 500 || error.code === 'page.outdated');
}

/** Whether the refusal is one of these codes. */
export function isRefusal(error: unknown, ...codes: ApiErrorCode[]): error is ApiError {
  return error instanceof ApiError && codes.includes(error.code);
}
