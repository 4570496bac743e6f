import { NativeFailure, readFile, type Phone } from './phone';
import type { TaskHandle } from './host';

type Fields = Record<string, unknown>;

/** What came back, before a host puts it into its own shape. */
export interface HttpResult {
  status: number;
  headers: Record<string, string>;
  bytes: Uint8Array;
}

/** Sends a real request. @throws NativeFailure where nothing was reached in time */
export async function httpRequest(
  phone: Phone,
  options: Fields,
  headers: Fields,
  task: TaskHandle,
): Promise<HttpResult> {
  const method = String(options.method ?? 'GET').toUpperCase();
  const sent: Record<string, string> = { 'content-type': 'application/json' };
  for (const [name, value] of Object.entries(headers)) sent[name.toLowerCase()] = String(value);
  const url = new URL(String(options.url));
  const { data } = options;
  let body: string | undefined;
  if (method === 'GET' && typeof data === 'object' && data !== null) {
    for (const [name, value] of Object.entries(data)) url.searchParams.append(name, String(value));
  } else if (method !== 'GET' && data !== undefined) {
    body = typeof data === 'string' ? data : JSON.stringify(data);
  }
  return send(phone, url.href, { method, headers: sent, body }, Number(options.timeout ?? 60_000), task);
}

/** POSTs a real multipart form: the fields first, the file last. @param field the name of the file's part */
export async function httpUpload(phone: Phone, options: Fields, field: unknown, task: TaskHandle): Promise<HttpResult> {
  if (typeof field !== 'string' || field === '')
    throw new NativeFailure('parameter error: parameter.name should be String');
  const form = new FormData();
  for (const [name, value] of Object.entries((options.formData ?? {}) as Fields)) form.append(name, String(value));
  const bytes = readFile(phone, options.filePath);
  const fileName = String(options.filePath).split('/').pop()!;
  form.append(field, new Blob([bytes as Uint8Array<ArrayBuffer>], { type: typeOf(fileName) }), fileName);
  task.progress(50, bytes.byteLength);
  const headers = Object.fromEntries(
    Object.entries((options.header ?? options.headers ?? {}) as Fields)
      .map(([name, value]) => [name.toLowerCase(), String(value)])
      // The host writes the boundary itself.
      .filter(([name]) => name !== 'content-type'),
  );
  const result = await send(
    phone,
    String(options.url),
    { method: 'POST', headers, body: form },
    Number(options.timeout ?? 60_000),
    task,
  );
  task.progress(100, bytes.byteLength);
  return result;
}

/** Fetches a file as it is. @throws NativeFailure where it was not reached */
export async function httpDownload(phone: Phone, options: Fields, task: TaskHandle): Promise<HttpResult> {
  const headers = Object.fromEntries(
    Object.entries((options.header ?? {}) as Fields).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  return send(phone, String(options.url), { method: 'GET', headers }, Number(options.timeout ?? 60_000), task);
}

/** The body as the hosts hand it over: JSON where it is JSON and was asked for, otherwise text. */
export function bodyOf({ bytes }: HttpResult, options: Fields): unknown {
  if (options.responseType === 'arraybuffer' || options.dataType === 'arraybuffer') return bytes;
  const text = Buffer.from(bytes).toString('utf8');
  if ((options.dataType ?? 'json') !== 'json') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

async function send(
  phone: Phone,
  url: string,
  request: RequestInit,
  timeout: number,
  task: TaskHandle,
): Promise<HttpResult> {
  if (!phone.online) throw new NativeFailure('network is down', { error: 12 });
  try {
    const answer = await fetch(url, {
      ...request,
      signal: AbortSignal.any([task.signal, AbortSignal.timeout(timeout)]),
    });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return { status: answer.status, headers: Object.fromEntries(answer.headers), bytes };
  } catch (reason) {
    const name = reason instanceof Error ? reason.name : '';
    if (name === 'TimeoutError') throw new NativeFailure('timeout', { error: 13 });
    throw new NativeFailure(name === 'AbortError' ? 'abort' : 'connection failed', { error: 12 });
  }
}

const types: Record<string, string> = { jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp' };
const typeOf = (file: string) => types[file.split('.').pop()!.toLowerCase()] ?? 'application/octet-stream';
