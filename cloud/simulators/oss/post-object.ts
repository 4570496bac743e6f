import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import busboy from 'busboy';
import { largestObject, type ObjectStore, type Received, type StoredObject } from './object-store';
import { OssError } from './oss-error';
import { checkPolicy, type FormFields } from './policy';
import { type Account, checkCredential, checkSignature, versionOneRefused } from './signature';

/** A form that came in whole, and the object that it made. */
export interface Posted {
  fields: FormFields;
  object: StoredObject;
}

/** What is known once all fields are read and before the first byte of the file. */
interface Admission {
  key: string;
  contentType: string;
  min: number;
  max: number;
}

/** PostObject: fields first, `file` last, under a signed policy (V4). Throws OssError; the file is then not kept. */
export async function postObject(
  account: Account,
  store: ObjectStore,
  request: IncomingMessage,
  now: number,
): Promise<Posted> {
  const { fields, admission, received } = await readForm(account, store, request, now);
  if (received.bytes < admission.min) {
    store.discard(received);
    throw new OssError(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size.');
  }
  const about = { key: admission.key, contentType: admission.contentType, meta: metaOf(fields) };
  return { fields, object: store.commit(received, about, fields.get('x-oss-forbid-overwrite') === 'true') };
}

interface Form {
  fields: FormFields;
  admission: Admission;
  received: Received;
}

function readForm(account: Account, store: ObjectStore, request: IncomingMessage, now: number): Promise<Form> {
  return new Promise<Form>((resolve, reject) => {
    const fields = new Map<string, string>();
    let seen = false;
    const refuse = (error: unknown) => {
      request.unpipe(form);
      request.resume();
      reject(error);
    };
    const form = parserOf(request);
    form.on('field', (name, value) => {
      if (!seen) fields.set(name.toLowerCase(), value);
    });
    form.on('file', (name, file: Readable, info) => {
      seen = true;
      // `receive` hears of it first and says why; unheard, it would end the process.
      file.on('error', () => undefined);
      try {
        if (name !== 'file') throw malformed('The file field must be named file.');
        const admission = admit(account, fields, info.filename ?? '', info.mimeType, now);
        store.receive(file, admission.max).then((received) => resolve({ fields, admission, received }), refuse);
      } catch (error) {
        file.resume();
        refuse(error);
      }
    });
    form.on('error', () => refuse(malformed('The body of your POST request is not well-formed multipart/form-data.')));
    form.on('close', () => {
      if (!seen)
        refuse(
          new OssError(
            400,
            'IncorrectNumberOfFilesInPOSTRequest',
            'POST requires exactly one file upload per request.',
          ),
        );
    });
    request.on('aborted', () => form.destroy(new Error('aborted')));
    request.pipe(form);
  });
}

function parserOf(request: IncomingMessage): busboy.Busboy {
  try {
    const limits = { fieldNameSize: 200, fieldSize: 64 * 1024, fields: 60, files: 1, fileSize: largestObject + 1 };
    return busboy({ headers: request.headers, limits, defParamCharset: 'utf8' });
  } catch {
    throw malformed('The body of your POST request is not well-formed multipart/form-data.');
  }
}

function admit(account: Account, fields: FormFields, filename: string, fileType: string, now: number): Admission {
  const policy = fields.get('policy');
  const key = (fields.get('key') ?? '').replaceAll('${filename}', filename);
  if (fields.has('ossaccesskeyid') || fields.has('signature')) throw versionOneRefused();
  if (!policy) throw new OssError(403, 'AccessDenied', 'Anonymous access is forbidden for this operation.');
  if (!key || Buffer.byteLength(key) > 1023 || /^[/\\]/.test(key)) {
    throw new OssError(400, 'InvalidObjectName', 'The specified object is not valid.');
  }
  if (fields.get('x-oss-signature-version') !== 'OSS4-HMAC-SHA256') throw versionOneRefused();
  const day = checkCredential(account, fields.get('x-oss-credential') ?? '', fields.get('x-oss-date') ?? '');
  checkSignature(account, day, policy, fields.get('x-oss-signature') ?? '', { StringToSign: policy });
  const range = checkPolicy(policy, fields, account.bucket, now);
  if (!/^(true|false)$/.test(fields.get('x-oss-forbid-overwrite') ?? 'false')) {
    throw new OssError(400, 'InvalidArgument', 'The value of x-oss-forbid-overwrite is invalid.');
  }
  return {
    key,
    // In this order, whatever the policy says of `content-type`: the phone names the type of its part as it likes.
    contentType:
      fields.get('x-oss-content-type') ?? fileType ?? fields.get('content-type') ?? 'application/octet-stream',
    min: range?.min ?? 0,
    max: Math.min(range?.max ?? largestObject, largestObject),
  };
}

const metaOf = (fields: FormFields) =>
  Object.fromEntries([...fields].filter(([name]) => name.startsWith('x-oss-meta-')));

const malformed = (message: string) => new OssError(400, 'MalformedPOSTRequest', message);
