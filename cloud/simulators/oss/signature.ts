import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { OssError } from './oss-error';

/** The one account of the simulator. */
export interface Account {
  accessKeyId: string;
  accessKeySecret: string;
  /** As in a scope: `cn-hangzhou`. */
  region: string;
  bucket: string;
}

export interface SignedRequest {
  method: string;
  /** Decoded, without the leading slash; empty for the bucket. */
  key: string;
  /** Decoded names and values in the order of the request. */
  query: [name: string, value: string][];
  headers: IncomingHttpHeaders;
}

const algorithm = 'OSS4-HMAC-SHA256';
const skewMs = 15 * 60_000;
const longestExpirySeconds = 7 * 24 * 3600;

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/** Checks a header-signed or a presigned request (V4); throws the OssError that the real service answers. */
export function verifyRequest(account: Account, request: SignedRequest, now: number) {
  const query = new Map(request.query);
  const header = request.headers.authorization;
  if (header?.startsWith('OSS ') || query.has('OSSAccessKeyId')) throw versionOneRefused();
  if (header) return verifyHeader(account, request, header, now);
  if (query.has('x-oss-signature-version')) return verifyQuery(account, request, query, now);
  throw new OssError(403, 'AccessDenied', 'Anonymous access is forbidden for this operation.');
}

export const versionOneRefused = () =>
  new OssError(403, 'AccessDenied', 'Signature version 1 is closed for this bucket, please use OSS4-HMAC-SHA256.');

function verifyHeader(account: Account, request: SignedRequest, header: string, now: number) {
  const match = /^OSS4-HMAC-SHA256 Credential=([^,]+),(?:AdditionalHeaders=([^,]*),)?Signature=([0-9a-f]{64})$/.exec(
    header,
  );
  if (!match) throw new OssError(400, 'InvalidArgument', 'Authorization header is invalid.');
  const date = String(request.headers['x-oss-date'] ?? '');
  if (!(Math.abs(dateOf(date) - now) <= skewMs)) {
    throw new OssError(
      403,
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
    );
  }
  const additional = (match[2] ?? '').split(';').filter(Boolean);
  compare(account, match[1] ?? '', date, canonicalRequest(account, request, request.query, additional), match[3] ?? '');
}

function verifyQuery(account: Account, request: SignedRequest, query: Map<string, string>, now: number) {
  const date = query.get('x-oss-date') ?? '';
  const expires = Number(query.get('x-oss-expires'));
  if (query.get('x-oss-signature-version') !== algorithm) throw versionOneRefused();
  if (!(expires >= 1 && expires <= longestExpirySeconds))
    throw new OssError(400, 'InvalidArgument', 'x-oss-expires is invalid.');
  if (!(dateOf(date) - now <= skewMs)) throw new OssError(403, 'AccessDenied', 'Request is not valid yet.');
  const signed = request.query.filter(([name]) => name !== 'x-oss-signature');
  const additional = (query.get('x-oss-additional-headers') ?? '').split(';').filter(Boolean);
  const canonical = canonicalRequest(account, request, signed, additional);
  compare(account, query.get('x-oss-credential') ?? '', date, canonical, query.get('x-oss-signature') ?? '');
  if (dateOf(date) + expires * 1000 < now) throw new OssError(403, 'AccessDenied', 'Request has expired.');
}

/** VERB, /bucket/key, query, headers, additional headers, payload: the bucket stands in it whatever the host is. */
function canonicalRequest(
  account: Account,
  request: SignedRequest,
  query: [string, string][],
  additional: string[],
): string {
  const path = `/${encode(account.bucket)}/${request.key.split('/').map(encode).join('/')}`;
  const pairs = query
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`));
  const names = Object.keys(request.headers).filter(
    (name) =>
      name === 'content-type' || name === 'content-md5' || name.startsWith('x-oss-') || additional.includes(name),
  );
  const headers = names.sort().map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const payload = String(request.headers['x-oss-content-sha256'] ?? 'UNSIGNED-PAYLOAD');
  return [request.method, path, pairs.join('&'), headers.join(''), additional.join(';'), payload].join('\n');
}

function compare(account: Account, credential: string, date: string, canonical: string, signature: string) {
  const day = checkCredential(account, credential, date);
  const scope = `${day}/${account.region}/oss/aliyun_v4_request`;
  const text = [algorithm, date, scope, createHash('sha256').update(canonical).digest('hex')].join('\n');
  checkSignature(account, day, text, signature, { StringToSign: text, CanonicalRequest: canonical });
}

/** `key/yyyymmdd/region/oss/aliyun_v4_request`; answers the day. */
export function checkCredential(account: Account, credential: string, date: string): string {
  const [keyId, day = '', region, product, end] = credential.split('/');
  if (keyId !== account.accessKeyId) {
    throw new OssError(403, 'InvalidAccessKeyId', 'The OSS Access Key Id you provided does not exist in our records.');
  }
  if (region !== account.region)
    throw new OssError(400, 'InvalidArgument', 'Invalid signing region in Authorization header.');
  if (product !== 'oss' || end !== 'aliyun_v4_request' || !date.startsWith(`${day}T`)) {
    throw new OssError(400, 'InvalidArgument', 'The credential scope is invalid.');
  }
  return day;
}

export function checkSignature(
  account: Account,
  day: string,
  text: string,
  signature: string,
  details: Record<string, string>,
) {
  const scoped = hmac(hmac(hmac(`aliyun_v4${account.accessKeySecret}`, day), account.region), 'oss');
  const expected = hmac(hmac(scoped, 'aliyun_v4_request'), text);
  const given = Buffer.from(signature, 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    const message =
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.';
    throw new OssError(403, 'SignatureDoesNotMatch', message, details);
  }
}

/** `yyyymmddThhmmssZ` as milliseconds; NaN for anything else. */
export function dateOf(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  return match ? Date.parse(`${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}Z`) : Number.NaN;
}
