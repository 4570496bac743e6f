import { createHash, createHmac } from 'node:crypto';

/** An RPC request of Alibaba Cloud's OpenAPI: all parameters stand in the query, the body is empty. */
export interface AcsRequest {
  host: string;
  action: string;
  version: string;
  query: Record<string, string>;
  /** Whole seconds, `2026-01-31T08:00:00Z`. */
  date: string;
  nonce: string;
}

export interface AcsCredentials {
  accessKeyId: string;
  accessKeySecret: string;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const encoded = (text: string) => encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/** The query as it is signed and sent: by name, RFC 3986. */
export const canonicalQuery = (query: Record<string, string>) =>
  Object.keys(query)
    .sort()
    .map((name) => `${encoded(name)}=${encoded(query[name]!)}`)
    .join('&');

/**
 * The headers of a POST to `/`, signed by ACS3-HMAC-SHA256 (Alibaba Cloud, "V3 request structure and signature"). Alibaba's
 * own library for KMS would bring a second HTTP client with its tree of packages, and the older HMAC-SHA1, for two calls at the start.
 */
export function acsHeaders({ host, action, version, query, date, nonce }: AcsRequest, { accessKeyId, accessKeySecret }: AcsCredentials): Record<string, string> {
  const headers: Record<string, string> = {
    host,
    'x-acs-action': action,
    'x-acs-content-sha256': sha256(''),
    'x-acs-date': date,
    'x-acs-signature-nonce': nonce,
    'x-acs-version': version,
  };
  const signed = Object.keys(headers).sort();
  const lines = signed.map((name) => `${name}:${headers[name]}\n`).join('');
  const request = ['POST', '/', canonicalQuery(query), lines, signed.join(';'), headers['x-acs-content-sha256']].join('\n');
  const signature = createHmac('sha256', accessKeySecret).update(`ACS3-HMAC-SHA256\n${sha256(request)}`).digest('hex');
  return { ...headers, authorization: `ACS3-HMAC-SHA256 Credential=${accessKeyId},SignedHeaders=${signed.join(';')},Signature=${signature}` };
}
