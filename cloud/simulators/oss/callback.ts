import { createSign } from 'node:crypto';
import { z } from 'zod';
import type { Fault } from '../faults';
import { OssError } from './oss-error';
import type { FormFields } from './policy';

const callbackDocument = z.object({
  callbackUrl: z.string().min(1),
  callbackHost: z.string().optional(),
  callbackBody: z.string().min(1),
  callbackBodyType: z
    .enum(['application/x-www-form-urlencoded', 'application/json'])
    .default('application/x-www-form-urlencoded'),
});
export type Callback = z.infer<typeof callbackDocument>;

/** The callback that a form asks for, if any. */
export function callbackOf(fields: FormFields): Callback | undefined {
  const encoded = fields.get('callback');
  if (!encoded) return undefined;
  try {
    return callbackDocument.parse(JSON.parse(Buffer.from(encoded, 'base64').toString()));
  } catch {
    throw new OssError(400, 'InvalidArgument', 'The callback configuration is not json format.');
  }
}

/** Fills `${bucket}`, `${object}`, `${x:name}` …: URL-encoded in a form, quoted in JSON, where numbers stay bare. */
export function fillBody(callback: Callback, values: ReadonlyMap<string, string | number>): string {
  return callback.callbackBody.replace(/\$\{([^}]+)\}/g, (_whole, name: string) => {
    const value = values.get(name.toLowerCase()) ?? '';
    return callback.callbackBodyType === 'application/json' ? JSON.stringify(value) : encodeURIComponent(value);
  });
}

export interface CallbackKeys {
  privateKey: string;
  foreignPrivateKey: string;
  /** Where the public key is served. */
  publicKeyUrl: string;
}

/** Calls each URL in turn until one answers 200 with JSON within five seconds; undefined where none does. */
export async function callBack(
  callback: Callback,
  body: string,
  keys: CallbackKeys,
  fault: Fault | undefined,
): Promise<Buffer | undefined> {
  for (const address of callback.callbackUrl.split(';').slice(0, 5)) {
    const answer = await callOne(new URL(address), callback, body, keys, fault).catch(() => undefined);
    if (answer) return answer;
  }
  return undefined;
}

async function callOne(url: URL, callback: Callback, body: string, keys: CallbackKeys, fault: Fault | undefined) {
  const text = `${decodeURIComponent(url.pathname)}${url.search}\n${body}`;
  const key = fault === 'bad_signature' ? keys.foreignPrivateKey : keys.privateKey;
  const keyUrl =
    fault === 'foreign_key_url'
      ? 'http://gosspublic.alicdn.com.example.invalid/callback_pub_key_v1.pem'
      : keys.publicKeyUrl;
  const response = await fetch(url, {
    method: 'POST',
    body: fault === 'tampered' ? body.replace(/size=\d+/, 'size=1') : body,
    redirect: 'error',
    signal: AbortSignal.timeout(5000),
    headers: {
      'content-type': callback.callbackBodyType,
      'user-agent': 'aliyun-oss-callback',
      authorization: createSign('RSA-MD5').update(text).sign(key, 'base64'),
      'x-oss-pub-key-url': Buffer.from(keyUrl).toString('base64'),
    },
  });
  const answer = Buffer.from(await response.arrayBuffer());
  if (response.status !== 200 || answer.length > 3 * 1024 * 1024) return undefined;
  JSON.parse(answer.toString());
  return answer;
}
