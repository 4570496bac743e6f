import { createSign, createVerify, randomUUID } from 'node:crypto';

/** RSA2 as Alipay names it: RSASSA-PKCS1-v1_5 over SHA-256, base64. */
export const sign = (text: string, privateKey: string) =>
  createSign('RSA-SHA256').update(text, 'utf8').sign(privateKey, 'base64');

export const isSignedBy = (text: string, signature: string, publicKey: string) =>
  createVerify('RSA-SHA256').update(text, 'utf8').verify(publicKey, signature, 'base64');

/** V2: every parameter but `sign` (`sign_type` included), by name, with values as they are. */
export function gatewayText(params: URLSearchParams): string {
  return [...params]
    .filter(([name]) => name !== 'sign')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** What a V3 request says of itself in its Authorization header. */
export interface V3Authorization {
  /** The part that is signed: everything before `,sign=`. */
  text: string;
  appId: string | undefined;
  /** Only in the certificate mode. */
  appCertSn: string | undefined;
  nonce: string | undefined;
  timestamp: number;
  signature: string;
}

export function parseV3Authorization(header: string | undefined): V3Authorization | undefined {
  const match = /^ALIPAY-SHA256withRSA (.+),sign=([A-Za-z0-9+/=]+)$/.exec(header ?? '');
  if (!match) return undefined;
  const text = match[1] ?? '';
  const values = new Map(
    text.split(',').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
  return {
    text,
    appId: values.get('app_id'),
    appCertSn: values.get('app_cert_sn'),
    nonce: values.get('nonce'),
    timestamp: Number(values.get('timestamp')),
    signature: match[2] ?? '',
  };
}

/** V3: the text under a request's signature. */
export const v3RequestText = (authorization: string, method: string, pathAndQuery: string, body: string) =>
  `${authorization}\n${method}\n${pathAndQuery}\n${body}\n`;

/** V3: the headers that prove an answer. */
export function v3AnswerHeaders(body: string, privateKey: string): Record<string, string> {
  const timestamp = String(Date.now());
  const nonce = randomUUID().replaceAll('-', '');
  return {
    'alipay-timestamp': timestamp,
    'alipay-nonce': nonce,
    'alipay-signature': sign(`${timestamp}\n${nonce}\n${body}\n`, privateKey),
    'alipay-trace-id': randomUUID().replaceAll('-', ''),
  };
}

/** A notice: every parameter but `sign` and `sign_type`, by name, with values as they are. */
export function noticeSignature(params: Record<string, string>, privateKey: string): string {
  const text = Object.keys(params)
    .filter((name) => name !== 'sign' && name !== 'sign_type')
    .sort()
    .map((name) => `${name}=${params[name]}`)
    .join('&');
  return sign(text, privateKey);
}
