import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { z } from 'zod';
import { ProviderError } from '../provider-error';
import { type CallbackRequest, CallbackUntrusted, type StoredNotice } from './storage';

/** The only places from which OSS serves its public key. */
const officialKeyUrls = ['http://gosspublic.alicdn.com/', 'https://gosspublic.alicdn.com/'];
const keyTimeoutMs = 3000;
const mostKeys = 8;

const notice = z.object({
  bucket: z.string().min(1),
  object: z.string().min(1),
  size: z.coerce.number().int().min(0),
  mimeType: z.string(),
  etag: z.string(),
});

/**
 * Checks that a callback was signed by OSS (RSA-MD5 over path, query and body) and reads it.
 * The key's address comes with the request, so only addresses below `keyUrl`, or OSS's own, are fetched: once, then kept.
 */
export function createCallbackVerifier(bucket: string, keyUrl: string | undefined) {
  // The slash ends the host's name: without it `http://host` would allow `http://host.example`.
  const prefixes = keyUrl ? [keyUrl.replace(/\/?$/, '/')] : officialKeyUrls;
  const keys = new Map<string, Promise<KeyObject>>();

  const keyAt = (address: string): Promise<KeyObject> => {
    const kept = keys.get(address);
    if (kept) return kept;
    if (keys.size >= mostKeys) keys.clear();
    const fetched = fetchKey(address);
    keys.set(address, fetched);
    fetched.catch(() => keys.delete(address));
    return fetched;
  };

  return async (request: CallbackRequest): Promise<StoredNotice> => {
    const address = Buffer.from(request.headers['x-oss-pub-key-url'] ?? '', 'base64').toString();
    const signature = Buffer.from(request.headers.authorization ?? '', 'base64');
    if (signature.length === 0) throw new CallbackUntrusted('unsigned');
    if (address.length > 200 || !prefixes.some((prefix) => address.startsWith(prefix)))
      throw new CallbackUntrusted('foreign key');
    const signed = Buffer.concat([Buffer.from(`${pathOf(request)}${queryOf(request)}\n`), request.rawBody]);
    if (!verify('RSA-MD5', signed, await keyAt(address), signature)) throw new CallbackUntrusted('wrong signature');
    return noticeIn(request.rawBody, bucket);
  };
}

async function fetchKey(address: string): Promise<KeyObject> {
  const signal = AbortSignal.timeout(keyTimeoutMs);
  try {
    const response = await fetch(address, { signal, redirect: 'error' });
    if (!response.ok) throw new Error(`http-${response.status}`);
    return createPublicKey(await response.text());
  } catch {
    throw new ProviderError(signal.aborted ? 'timeout' : 'unavailable', 'oss', 'callback key');
  }
}

const queryOf = ({ query }: CallbackRequest) => (query ? `?${query.replace(/^\?/, '')}` : '');

function pathOf({ path }: CallbackRequest): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new CallbackUntrusted('strange path');
  }
}

function noticeIn(rawBody: Buffer, bucket: string): StoredNotice {
  const parsed = notice.loose().safeParse(Object.fromEntries(new URLSearchParams(rawBody.toString())));
  if (!parsed.success || parsed.data.bucket !== bucket) throw new CallbackUntrusted('not a notice of this bucket');
  const { bucket: from, object, size, mimeType, etag, ...variables } = parsed.data;
  return {
    bucket: from,
    object,
    bytes: size,
    contentType: mimeType,
    etag,
    variables: variables as Record<string, string>,
  };
}
