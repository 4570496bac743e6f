import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

interface Signed {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** How far a request's date may lie from the service's clock. */
const skewMs = 15 * 60_000;
/** A request that leaves one of these unsigned could be changed on its way. */
const mustBeSigned = ['host', 'x-acs-action', 'x-acs-content-sha256', 'x-acs-date', 'x-acs-signature-nonce', 'x-acs-version'];
const usedNonces = new Set<string>();

const problem = (status: number, code: string, message: string) => ({ status, code, message });
const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

/** What is wrong with a request's ACS3-HMAC-SHA256 signature, in the service's words; undefined where it is right and new. */
export function signatureProblem({ method, path, query, headers, body }: Signed, key: { accessKeyId: string; accessKeySecret: string }) {
  const given = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(headers.authorization ?? '');
  if (!given) return problem(400, 'MissingSignature', 'The input parameter "Signature" that is mandatory for processing this request is not supplied.');
  const [credential, names, signature] = given.slice(1) as [string, string, string];
  if (credential !== key.accessKeyId) return problem(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
  const signedNames = names.split(';');
  if (!mustBeSigned.every((name) => signedNames.includes(name))) return problem(400, 'IncompleteSignature', 'The request signature does not conform to Aliyun standards.');
  if (headers['x-acs-content-sha256'] !== sha256(body)) return problem(400, 'SignatureDoesNotMatch', 'Specified content digest does not match.');
  const lines = signedNames.map((name) => `${name}:${String(headers[name] ?? '').trim()}\n`).join('');
  const sorted = [...query].map(([name, value]) => `${rfc3986(name)}=${rfc3986(value)}`).sort().join('&');
  const text = [method, path, sorted, lines, names, sha256(body)].join('\n');
  const wanted = createHmac('sha256', key.accessKeySecret).update(`ACS3-HMAC-SHA256\n${sha256(text)}`).digest();
  if (!timingSafeEqual(wanted, Buffer.from(signature, 'hex'))) return problem(400, 'SignatureDoesNotMatch', 'Specified signature is not matched with our calculation.');
  const age = Date.now() - Date.parse(String(headers['x-acs-date']));
  if (!(Math.abs(age) < skewMs)) return problem(400, 'InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.');
  const nonce = String(headers['x-acs-signature-nonce']);
  if (usedNonces.has(nonce)) return problem(400, 'SignatureNonceUsed', 'Specified signature nonce was used already.');
  usedNonces.add(nonce);
  return undefined;
}

function rfc3986(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
