import { createHmac } from 'node:crypto';
import type { UploadPermit, UploadPermitInput } from './storage';

/** What the signature of a form needs to know of the bucket. */
export interface PermitSigner {
  accessKeyId: string;
  accessKeySecret: string;
  /** `oss-cn-hangzhou`. */
  region: string;
  bucket: string;
  /** Where forms are posted. */
  postUrl: string;
}

/** In a form, not in JSON: there OSS quotes values by rules of its own. */
const callbackFields = 'bucket=${bucket}&object=${object}&size=${size}&mimeType=${mimeType}&etag=${etag}';
const algorithm = 'OSS4-HMAC-SHA256';

/** PostObject (V4): every field that matters stands in the signed policy, so that the phone can change none of them. */
export function signUploadPermit(signer: PermitSigner, input: UploadPermitInput, now: Date): UploadPermit {
  const date = `${now.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  const scope = `${date.slice(0, 8)}/${signer.region.replace(/^oss-/, '')}/oss/aliyun_v4_request`;
  const expiresAt = new Date(now.getTime() + input.expiresInSeconds * 1000);
  const fields: Record<string, string> = {
    key: input.key,
    // Stands above the type that the phone gives the file's own part.
    'x-oss-content-type': input.contentType,
    // A permit that is used twice must not replace the picture that was checked. OSS heeds this only where the bucket keeps no versions:
    // with versioning on or suspended the later file becomes the newest version (and a removal only hides), so the bucket must have none.
    'x-oss-forbid-overwrite': 'true',
    success_action_status: '200',
    'x-oss-signature-version': algorithm,
    'x-oss-credential': `${signer.accessKeyId}/${scope}`,
    'x-oss-date': date,
    ...(input.callback && callbackFieldsOf(input.callback)),
  };
  const policy = {
    expiration: expiresAt.toISOString(),
    conditions: [
      { bucket: signer.bucket },
      ['content-length-range', input.minBytes ?? 1, input.maxBytes],
      ...Object.entries(fields).map(([name, value]) => ({ [name]: value })),
    ],
  };
  const encoded = Buffer.from(JSON.stringify(policy)).toString('base64');
  const signature = hmac(dayKeyOf(signer, scope), encoded).toString('hex');
  return { url: signer.postUrl, fields: { ...fields, policy: encoded, 'x-oss-signature': signature }, expiresAt };
}

function callbackFieldsOf({ url, variables }: NonNullable<UploadPermitInput['callback']>): Record<string, string> {
  const names = Object.keys(variables);
  const strange = names.find((name) => !/^[a-z][a-z0-9_]*$/.test(name));
  if (strange) throw new RangeError(`callback variable ${strange}: small letters, digits and _ only`);
  const callback = {
    callbackUrl: url,
    callbackBody: [callbackFields, ...names.map((name) => `${name}=\${x:${name}}`)].join('&'),
    callbackBodyType: 'application/x-www-form-urlencoded',
  };
  return {
    callback: Buffer.from(JSON.stringify(callback)).toString('base64'),
    ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [`x:${name}`, value])),
  };
}

/** V4's chain of keys (secret → day → region → product → request) ends in the same one all day long. */
const dayKeys = new WeakMap<PermitSigner, { scope: string; key: Buffer }>();

function dayKeyOf(signer: PermitSigner, scope: string): Buffer {
  const kept = dayKeys.get(signer);
  if (kept?.scope === scope) return kept.key;
  const key = scope.split('/').reduce<string | Buffer>(hmac, `aliyun_v4${signer.accessKeySecret}`) as Buffer;
  dayKeys.set(signer, { scope, key });
  return key;
}

function hmac(key: string | Buffer, part: string): Buffer {
  return createHmac('sha256', key).update(part).digest();
}
