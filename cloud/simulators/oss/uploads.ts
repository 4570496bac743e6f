import type { IncomingMessage, ServerResponse } from 'node:http';
import sharp from 'sharp';
import type { Fault } from '../faults';
import { callBack, type CallbackKeys, callbackOf, fillBody } from './callback';
import type { ObjectStore, StoredObject } from './object-store';
import { errorXml, OssError } from './oss-error';
import type { FormFields } from './policy';
import { postObject } from './post-object';
import type { Account } from './signature';

/** How the simulator treats the callbacks of finished uploads. */
export interface CallbackSwitch {
  /** Resolves when callbacks may be made again; undefined where nobody holds them. */
  held: Promise<void> | undefined;
  /** Uploads that are stored and wait for it. */
  waiting: number;
  /** The object is stored, nobody is called, and the uploader reads 203. */
  dropped: boolean;
}

export interface Upload {
  account: Account;
  store: ObjectStore;
  keys: CallbackKeys;
  callbacks: CallbackSwitch;
  request: IncomingMessage;
  response: ServerResponse;
  requestId: string;
  fault: Fault | undefined;
  takeCallbackFault(): Fault | undefined;
  heard(details: Record<string, unknown>): void;
}

/** A direct upload from a phone: store, call the product back, hand its answer to the phone. */
export async function answerUpload(upload: Upload): Promise<void> {
  const { account, store, request, response, callbacks, fault } = upload;
  const { fields, object } = await postObject(account, store, request, Date.now());
  upload.heard({ key: object.key, bytes: object.bytes, contentType: object.contentType });
  const callback = callbackOf(fields);
  if (!callback) {
    if (fault === 'lost_answer') response.destroy();
    else answerPlainly(account, fields, object, response);
    return;
  }
  if (callbacks.held) {
    callbacks.waiting += 1;
    await Promise.race([callbacks.held, gone(response)]);
    callbacks.waiting -= 1;
  }
  if (response.destroyed) return;
  const body = fillBody(callback, await valuesOf(account, fields, object, store));
  const answer = callbacks.dropped
    ? undefined
    : await callBack(callback, body, upload.keys, upload.takeCallbackFault());
  if (fault === 'lost_answer') response.destroy();
  else if (answer) response.writeHead(200, { ...told(object), 'content-type': 'application/json' }).end(answer);
  else response.writeHead(203, { ...told(object), 'content-type': 'application/xml' }).end(callbackFailed(upload));
}

const told = (object: StoredObject) => ({ etag: `"${object.etag}"`, 'x-oss-hash-crc64ecma': object.crc64 });

const gone = (response: ServerResponse) => new Promise<void>((resolve) => response.once('close', resolve));

const callbackFailed = ({ requestId, request }: Upload) =>
  errorXml(
    new OssError(203, 'CallbackFailed', 'Error status : callback not answered with 200.'),
    requestId,
    request.headers.host ?? '',
  );

function answerPlainly(account: Account, fields: FormFields, object: StoredObject, response: ServerResponse) {
  const asked = fields.get('success_action_status');
  const status = asked === '200' || asked === '201' ? Number(asked) : 204;
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse><Bucket>${account.bucket}</Bucket><ETag>${object.etag}</ETag></PostResponse>`;
  response
    .writeHead(status, { ...told(object), 'content-type': 'application/xml' })
    .end(status === 201 ? xml : undefined);
}

/** The names in small letters that a callback's body may ask for. */
async function valuesOf(account: Account, fields: FormFields, object: StoredObject, store: ObjectStore) {
  const values = new Map<string, string | number>([
    ['bucket', account.bucket],
    ['object', object.key],
    ['etag', object.etag],
    ['size', object.bytes],
    ['mimetype', object.contentType],
    ['crc64', object.crc64],
  ]);
  for (const [name, value] of fields) if (name.startsWith('x:')) values.set(name, value);
  const picture = await pictureOf(object, store);
  for (const [name, value] of Object.entries(picture)) values.set(`imageinfo.${name}`, value);
  return values;
}

/** Width, height and format where the bytes are a picture; nothing where they are not. */
async function pictureOf(object: StoredObject, store: ObjectStore): Promise<Record<string, string | number>> {
  if (!object.contentType.startsWith('image/')) return {};
  const chunks: Buffer[] = [];
  for await (const chunk of store.open(object.key) as AsyncIterable<Buffer>) chunks.push(chunk);
  try {
    const { width, height, format } = await sharp(Buffer.concat(chunks)).metadata();
    return { width, height, format };
  } catch {
    return {};
  }
}
