import type { IPayRequest } from 'wechatpay-node-v3/dist/lib/pay-request.interface';
import { ProviderError } from '../provider-error';
import { doubtOf, isSigned, type ProofOptions } from './wechat-proof';
import { officialOrigin } from './wechat-signer';

/** An answer as it came. */
export interface WechatAnswer {
  status: number;
  header(name: string): string | undefined;
  body: Buffer;
}

export interface WireOptions {
  /** Origin that is called in place of the official one; the signature is over the path alone. */
  url: string;
  timeoutMs: number;
  /** Asks WeChat to sign with this public key. */
  publicKeyId?: string;
}

const downloadPath = '/v3/billdownload/';
const downloadTimeoutMs = 30_000;
/** Later it works again; whatever else is 4xx does not. */
const passing = ['SYSTEM_ERROR', 'FREQUENCY_LIMITED', 'RATELIMIT_EXCEEDED', 'BANK_ERROR', 'STATEMENT_CREATING'];

/** What a path asks for, without any number of ours. */
const operationOf = (path: string) => path.replace(/^\/v3\//, '').replace(/(out-trade-no|refunds)\/[^/]+/, '$1').replaceAll('/', '.');

/** Sends one signed request. @throws ProviderError `timeout`, `unavailable` */
export async function callWechatPay(wire: WireOptions, method: 'GET' | 'POST', url: string, headers: Record<string, string>, content?: string): Promise<WechatAnswer> {
  const target = new URL(url);
  const operation = operationOf(target.pathname);
  const signal = AbortSignal.timeout(target.pathname.startsWith(downloadPath) ? Math.max(downloadTimeoutMs, wire.timeoutMs) : wire.timeoutMs);
  try {
    const answer = await fetch(new URL(target.pathname + target.search, wire.url), {
      method,
      headers: { ...headers, ...(wire.publicKeyId ? { 'Wechatpay-Serial': wire.publicKeyId } : {}) },
      ...(content === undefined ? {} : { body: content }),
      redirect: 'error',
      signal,
    });
    return { status: answer.status, header: (name) => answer.headers.get(name) ?? undefined, body: Buffer.from(await answer.arrayBuffer()) };
  } catch (error) {
    if (signal.aborted) throw new ProviderError('timeout', 'wechat-pay', operation);
    throw new ProviderError('unavailable', 'wechat-pay', operation, (error as { cause?: { code?: string } }).cause?.code);
  }
}

/**
 * Our transport below the library: limits of time, every success proven, every failure a ProviderError. A refusal may come
 * unsigned, for it can only refuse; where it is signed, the signature has to be good. A bill's file is never signed: its hash is.
 */
export function createVerifyingTransport(wire: WireOptions, proof: ProofOptions): IPayRequest {
  const send = async (method: 'GET' | 'POST', url: string, headers: Record<string, string>, content?: string) => {
    const answer = await callWechatPay(wire, method, url, headers, content);
    const path = new URL(url).pathname;
    const succeeded = answer.status >= 200 && answer.status < 300;
    const unsignedFile = succeeded && path.startsWith(downloadPath);
    if (!unsignedFile && (succeeded || isSigned(answer.header))) {
      const doubt = await doubtOf(answer.header, answer.body, proof);
      if (doubt) throw new ProviderError('untrusted_answer', 'wechat-pay', operationOf(path), doubt);
    }
    if (!succeeded) throw refusalIn(answer, operationOf(path));
    return { status: answer.status, data: unsignedFile ? answer.body : parseJson(answer.body) };
  };
  return {
    get: (url, headers) => send('GET', url, headers),
    post: (url, params, headers) => send('POST', url, headers, JSON.stringify(params)),
    upload: () => Promise.reject(new Error('nothing of ours is uploaded to WeChat Pay')),
  };
}

/** What an answer other than 2xx says: a page instead of JSON is a proxy's. */
export function refusalIn({ status, body }: WechatAnswer, operation: string): ProviderError {
  const { code } = (parseJson(body) ?? {}) as { code?: unknown };
  if (typeof code !== 'string') return new ProviderError('unavailable', 'wechat-pay', operation, `http-${status}`);
  return new ProviderError(status >= 500 || status === 429 || passing.includes(code) ? 'unavailable' : 'rejected', 'wechat-pay', operation, code);
}

/** Undefined for nothing and for what is not JSON. */
function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The official address of a path, for what the library has no method for. */
export const official = (path: string) => officialOrigin + path;
