import { createCipheriv, createSign, createVerify, randomBytes } from 'node:crypto';

export const sign = (text: string, privateKey: string) => createSign('RSA-SHA256').update(text, 'utf8').sign(privateKey, 'base64');

export const isSignedBy = (text: string, signature: string, publicKey: string) => createVerify('RSA-SHA256').update(text, 'utf8').verify(publicKey, signature, 'base64');

/** What a request says of itself in its Authorization header. */
export interface Authorization {
  mchid: string;
  nonce_str: string;
  timestamp: string;
  serial_no: string;
  signature: string;
}

/** `WECHATPAY2-SHA256-RSA2048 mchid="…",nonce_str="…",…`: undefined where a part is missing. */
export function parseAuthorization(header: string | undefined): Authorization | undefined {
  const [, parts] = /^WECHATPAY2-SHA256-RSA2048 (.+)$/.exec(header ?? '') ?? [];
  const values = Object.fromEntries([...(parts ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value])) as Partial<Authorization>;
  const complete = values.mchid && values.nonce_str && values.timestamp && values.serial_no && values.signature;
  return complete ? (values as Authorization) : undefined;
}

export const requestText = ({ timestamp, nonce_str }: Authorization, method: string, target: string, body: string) => `${method}\n${target}\n${timestamp}\n${nonce_str}\n${body}\n`;

/** Who signs for WeChat Pay: a platform certificate, or the newer public key. */
export interface PlatformSigner {
  /** The certificate's serial number, or `PUB_KEY_ID_…`. */
  serial: string;
  privateKey: string;
}

/** The headers that prove an answer or a notice; `secondsAgo` makes an old one. */
export function proof(body: string, { serial, privateKey }: PlatformSigner, secondsAgo = 0): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000) - secondsAgo);
  const nonce = randomBytes(16).toString('hex');
  return {
    'Wechatpay-Timestamp': timestamp,
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Serial': serial,
    'Wechatpay-Signature': sign(`${timestamp}\n${nonce}\n${body}\n`, privateKey),
    'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
  };
}

/** AEAD_AES_256_GCM with the merchant's APIv3 key; the tag stands behind the ciphertext. */
export function seal(content: string, apiV3Key: string, associatedData: string) {
  const nonce = randomBytes(6).toString('hex');
  const cipher = createCipheriv('aes-256-gcm', apiV3Key, nonce).setAAD(Buffer.from(associatedData));
  const ciphertext = Buffer.concat([cipher.update(content, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
  return { algorithm: 'AEAD_AES_256_GCM', ciphertext, associated_data: associatedData, nonce };
}

/** RFC 3339 in Shanghai's time, of a whole second. */
export const shanghaiRfc3339 = (at: string | Date) => `${new Date(new Date(at).getTime() + 8 * 3600_000).toISOString().slice(0, 19)}+08:00`;
